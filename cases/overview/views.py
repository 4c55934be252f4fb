"""The overview of a case, and the one full look at the CPR number."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from cases import timeline
from cases.access.declare import FleksjobRequest, case_page
from cases.access.rules import Act
from cases.casefile.models import Case
from cases.overview import events, frame, queries, registry, tables
from cases.overview.forms import TimelineForm, displayed, slider, state
from cases.overview.imagined import TimelineState
from cases.overview.outlook import Outlook
from cases.overview.picture import picture
from cases.overview.sentence import sentence
from cases.readlog.models import ReadLogRow
from cases.reminders import queries as reminders

FIELDS = ("identitet", "perioder", "frister", "historik")
FRAGMENT = "tidslinje"
ESCALATIONS_SHOWN = 2


@require_safe
@case_page(Act.SEE_CASE)
def overview(request: FleksjobRequest, case: Case) -> HttpResponse:
    request.readlog.shown(case, fields=FIELDS)
    if request.headers.get("X-Fragment") == FRAGMENT:
        context = {"case": case, "as_of": request.viewer.as_of, **_timeline(request, case)}
        return render(request, "cases/overview/fragment.html", context)
    return _page(request, case)


@require_POST
@case_page(Act.SEE_FULL_CPR)
def reveal_cpr(request: FleksjobRequest, case: Case) -> HttpResponse:
    """Shown once, in the answer to this very request; the next page masks it again."""
    request.readlog.shown(case, fields=["cpr"], action=ReadLogRow.Action.SHOW_CPR)
    request.readlog.shown(case, fields=FIELDS)
    return _page(request, case, full_cpr=True)


def _page(request: FleksjobRequest, case: Case, *, full_cpr: bool = False) -> HttpResponse:
    context = {
        **frame.case_context(request, case, current="sag", full_cpr=full_cpr),
        **_timeline(request, case),
        "notices": registry.notices(case, acts=request.viewer.acts),
        "moves": queries.latest_moves(case),
        "events": events.latest_events(case, limit=3),
        "escalations": reminders.told_about(case, escalations=True, at_most=ESCALATIONS_SHOWN),
    }
    return render(request, "cases/overview/overview.html", context)


def _timeline(request: FleksjobRequest, case: Case) -> dict[str, Any]:
    """The picture may be imagined; the next steps never are."""
    as_of = request.viewer.as_of
    form = TimelineForm(request.GET, as_of=as_of)
    asked = state(form, step=request.GET.get("skridt", ""))
    facts = queries.facts_of(case, words=frame.words_of(request, case))
    return {
        **timeline_context(case, facts.outlook(as_of=as_of, asked=asked), form, asked),
        "steps": tables.next_steps(facts.outlook(as_of=as_of)),
    }


def timeline_context(
    case: Case, outlook: Outlook, form: TimelineForm, asked: TimelineState
) -> dict[str, Any]:
    name = case.citizen.name.split()[0]
    return {
        "form": displayed(form, asked),
        "asked": asked,
        "sentence": sentence(name, outlook, condition=asked.condition(name)),
        "chart": timeline.build(picture(outlook)),
        "outlook": outlook,
        "marks": tables.mark_rows(outlook),
        "pieces": tables.piece_rows(outlook),
        "slider": slider(as_of=outlook.as_of, shown=outlook.shown),
    }
