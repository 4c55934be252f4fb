"""Why a round is late: given or corrected on a page of its own, also when the round is finished."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases.access.declare import FleksjobRequest, case_page
from cases.access.rules import Act
from cases.casefile.models import Case
from cases.drafts.submissions import once
from cases.overview.frame import case_context
from revurdering import operations, queries
from revurdering.forms import ReasonForm, reason_form
from revurdering.models import Revurdering
from revurdering.views.refusals import told_on
from revurdering.views.rounds import FIELDS, LATENESS, back_to_the_rounds

TAB = "sag_revurdering"
ON_TIME = "Runde {number} er ikke forsinket, så der skal ikke skrives nogen årsag."


@require_http_methods(["GET", "HEAD", "POST"])
@case_page(Act.EXPLAIN_LATENESS, sent=lambda request, case: _form(request, case))
@once
def explain(request: FleksjobRequest, case: Case, round_number: int) -> HttpResponse:
    as_of = request.viewer.as_of
    line = queries.line_of_round(citizen_id=case.citizen_id, number=round_number, as_of=as_of)
    if request.method != "POST" and (line is None or not line.may_be_explained):
        messages.info(request, ON_TIME.format(number=round_number))
        return redirect(TAB, number=case.number)
    record = line.record if line else None
    form = _form(request, case, number=round_number, record=record)
    if form.is_valid() and (saved := _saved(request, case, round_number, form)) is not None:
        return saved
    request.readlog.shown(case, fields=FIELDS)
    context: dict[str, Any] = {
        **case_context(request, case, current=TAB),
        "form": form,
        "title": f"{LATENESS} i runde {round_number}",
    }
    return render(request, "cases/casefile/act.html", context)


def _form(
    request: FleksjobRequest, case: Case, *, number: int = 0, record: Revurdering | None = None
) -> ReasonForm:
    return reason_form(
        case,
        number=number,
        record=record,
        as_of=request.viewer.as_of,
        cancel_url=reverse(TAB, args=[case.number]),
        data=request.POST or None,
    )


def _saved(
    request: FleksjobRequest, case: Case, number: int, form: ReasonForm
) -> HttpResponse | None:
    """None when the form now says what is wrong."""
    with told_on(form, as_of=request.viewer.as_of):
        operations.give_lateness_reason(
            case=case,
            number=number,
            reason=form.cleaned_data["aarsag"],
            as_of=request.viewer.as_of,
            actor=request.viewer.actor,
            version=form.cleaned_data["version"],
        )
        request.readlog.wrote(case, fields=["revurdering"])
        messages.success(request, "Årsagen er gemt.")
        return back_to_the_rounds(request, case)
    return None
