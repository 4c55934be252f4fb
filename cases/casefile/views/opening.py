"""A case is opened, closed and opened again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases.access import door
from cases.access.declare import FleksjobRequest, case_page, page
from cases.access.rules import Act
from cases.casefile import admission, operations
from cases.casefile.closed_meanwhile import told_of_closing, told_of_reopening
from cases.casefile.forms import CloseCaseForm, OpenCaseForm, ReopenCaseForm
from cases.casefile.models import Case
from cases.casefile.tables import facts
from cases.casefile.views.common import act_page, done, facts_url, keep_typed, overtaken_page
from cases.danish import dates
from cases.drafts.submissions import once
from cases.overview.frame import words_of
from cases.people.operations import UnitClosed

FORM = ["GET", "HEAD", "POST"]
DATE_FOLLOWS = (
    "Borgeren har allerede en visitationsdato, og den følger med. Lad feltet stå tomt, og åbn sagen. "
    "Er datoen forkert, så ret den på sagen med en grund; en anden skal godkende"
)
NOT_FOR_YOU = "Du kan ikke åbne en sag for denne borger. Tal med teamchefen"


@require_http_methods(FORM)
@page(Act.OPEN_CASE, citizens=True)
@once
def open_case(request: FleksjobRequest) -> HttpResponse:
    form = OpenCaseForm(request.POST or None, viewer=request.viewer, cancel_url=reverse("sager"))
    if form.is_valid() and (answer := _opened(request, form)) is not None:
        return answer
    crumbs = [{"label": "Sager", "url": reverse("sager")}, {"label": "Åbn en sag"}]
    is_elsewhere = door.ELSEWHERE in form.errors.get("cpr", [])
    context = {"form": form, "breadcrumbs": crumbs, "is_elsewhere": is_elsewhere}
    return render(request, "cases/casefile/open.html", context)


def _opened(request: FleksjobRequest, form: OpenCaseForm) -> HttpResponse | None:
    """The answer, or None when the form says what is in the way."""
    try:
        case = admission.open_for(application=form.application(), viewer=request.viewer)
    except admission.OpenHereAlready as found:
        messages.info(request, "Borgeren har allerede en åben sag. Her er den.")
        return redirect("sag", number=found.case.number)
    except admission.HandledElsewhere as found:
        request.readlog.refused(act=Act.OPEN_CASE, rule=found.rule, case=found.case)
        form.add_error("cpr", door.ELSEWHERE)
    except admission.NotForThisPerson as refused:
        request.readlog.refused(act=Act.OPEN_CASE, rule=refused.rule, case=refused.case)
        form.add_error("cpr", NOT_FOR_YOU)
    except admission.NameMissing:
        form.add_error("name", "Skriv borgerens navn. Nummeret har ikke haft en sag før")
    except operations.AnotherVisitationsdato:
        form.add_error("visitationsdato", DATE_FOLLOWS)
    except UnitClosed as closed:
        form.add_error("place", f"{closed}. Vælg et andet sted, eller tal med teamchefen")
    else:
        return done(request, case, f"Sag {case.number} er åbnet.", fields=["identitet", "sag"])
    return None


@require_http_methods(FORM)
@case_page(Act.CLOSE_CASE)
@once
def close_case(request: FleksjobRequest, case: Case) -> HttpResponse:
    form = CloseCaseForm(
        request.POST or None,
        as_of=request.viewer.as_of,
        initial={"version": case.version, "closed_on": request.viewer.as_of},
        cancel_url=facts_url(case),
    )
    more: dict[str, Any] = {}
    if not case.is_open:
        return _closed_by_another(request, case, form)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            closed = operations.close_case(case=case, **typed, actor=request.viewer.actor)
        except operations.ClosedBeforeOpened as early:
            first = dates.long(early.opened_on)
            form.add_error("closed_on", f"Sidste dag skal være {first} eller senere")
        except operations.CaseEditConflict as conflict:
            if not conflict.current.is_open:
                return _closed_by_another(request, conflict.current, form)
            keep_typed(form, conflict.current)
            more["conflict"] = facts(conflict.current, words_of(request, case))
        else:
            return done(request, closed, f"Sag {case.number} er lukket.", fields=["sag"])
    lead = "En lukket sag kan læses, men ikke ændres. Den kan genåbnes."
    return act_page(request, case, form, title="Luk sagen", lead=lead, **more)


def _closed_by_another(request: FleksjobRequest, case: Case, form: CloseCaseForm) -> HttpResponse:
    text = told_of_closing(case)
    return overtaken_page(request, case, form, text, title="Sagen er lukket")


@require_http_methods(FORM)
@case_page(Act.REOPEN_CASE)
@once
def reopen_case(request: FleksjobRequest, case: Case) -> HttpResponse:
    form = ReopenCaseForm(
        request.POST or None, initial={"version": case.version}, cancel_url=facts_url(case)
    )
    if case.is_open:
        return _opened_by_another(request, case, form)
    more: dict[str, Any] = {}
    if form.is_valid() and (answer := _reopened(request, case, form, more)) is not None:
        return answer
    return act_page(request, case, form, title="Genåbn sagen", **more)


def _reopened(
    request: FleksjobRequest, case: Case, form: ReopenCaseForm, more: dict[str, Any]
) -> HttpResponse | None:
    """The answer, or None when the form, with `more` beside it, says what is in the way."""
    try:
        opened = admission.reopen_for(case=case, **form.cleaned_data, viewer=request.viewer)
    except operations.CaseAlreadyOpen as found:
        return _opened_by_another(request, found.case, form)
    except admission.OpenHereAlready as found:
        number = found.case.number
        form.add_error(None, f"Borgeren har en åben sag, {number}. Arbejd videre på den")
    except admission.HandledElsewhere as found:
        request.readlog.refused(act=Act.REOPEN_CASE, rule=found.rule, case=found.case)
        form.add_error(None, door.ELSEWHERE)
    except UnitClosed as closed:
        form.add_error(None, f"{closed}. Åbn en ny sag, hvor borgeren hører til nu")
    except operations.CaseEditConflict as conflict:
        if conflict.current.is_open:
            return _opened_by_another(request, conflict.current, form)
        keep_typed(form, conflict.current)
        more["conflict"] = facts(conflict.current, words_of(request, case))
    else:
        return done(request, opened, f"Sag {case.number} er åben igen.", fields=["sag"])
    return None


def _opened_by_another(request: FleksjobRequest, case: Case, form: ReopenCaseForm) -> HttpResponse:
    """There is nothing left to save."""
    text = told_of_reopening(case)
    return overtaken_page(request, case, form, text, title="Sagen er åben")
