"""The jobformidler of a case is chosen; its ordning and refusion are put right."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from cases.access.declare import FleksjobRequest, case_page
from cases.access.rules import Act
from cases.casefile import operations, queries
from cases.casefile.forms import CorrectCaseForm
from cases.casefile.models import Case
from cases.casefile.tables import facts
from cases.casefile.views.common import act_page, done, facts_url, keep_typed
from cases.drafts.submissions import once
from cases.overview.frame import words_of

TITLE = "Ret jobformidler, ordning og refusion"
LEAD = (
    "En sag fra ydelseskontorets liste åbnes med de nyeste regler og uden jobformidler. "
    "Er borgeren fra før, så ret det her."
)


@require_http_methods(["GET", "HEAD", "POST"])
@case_page(Act.CORRECT_CASE, sent=lambda request, case: _form(request, case))
@once
def correct_case(request: FleksjobRequest, case: Case) -> HttpResponse:
    form = _form(request, case)
    more: dict[str, Any] = {}
    if form.is_valid() and (answer := _corrected(request, case, form, more)) is not None:
        return answer
    return act_page(request, case, form, title=TITLE, lead=LEAD, **more)


def _form(request: FleksjobRequest, case: Case) -> CorrectCaseForm:
    return CorrectCaseForm(
        request.POST or None,
        among=queries.possible_jobformidlere(case, as_of=request.viewer.as_of),
        initial={
            "version": case.version,
            "jobformidler": case.jobformidler,
            "ordning": case.ordning,
            "refusion": case.refusion,
        },
        cancel_url=facts_url(case),
    )


def _corrected(
    request: FleksjobRequest, case: Case, form: CorrectCaseForm, more: dict[str, Any]
) -> HttpResponse | None:
    """The answer, or None when the form, with `more` beside it, says what is in the way."""
    as_of, actor = request.viewer.as_of, request.viewer.actor
    try:
        operations.correct_case(case=case, **form.cleaned_data, actor=actor, as_of=as_of)
    except operations.CaseEditConflict as conflict:
        keep_typed(form, conflict.current)
        more["conflict"] = facts(conflict.current, words_of(request, case))
    except operations.NothingToCorrect:
        form.add_error(None, "Der er ikke rettet noget. Ret et felt, eller gå tilbage")
    except operations.ReasonMissing:
        form.add_error("reason", "Skriv, hvorfor ordningen eller refusionen rettes")
    except (operations.NotAJobformidlerThere, operations.JobformidlerBarred):
        name = form.cleaned_data["jobformidler"].name
        form.add_error("jobformidler", f"{name} kan ikke få denne sag. Vælg en anden")
    else:
        return done(request, case, "Rettelsen er gemt.", fields=["sag"])
    return None
