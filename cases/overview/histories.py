"""The history of a case, as a page and as a sheet."""

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases import paging, spreadsheet
from cases.access.declare import FleksjobRequest, case_page
from cases.access.rules import Act
from cases.casefile.models import Case
from cases.danish import dates
from cases.overview import events, frame, versions
from cases.overview.events import Event, FieldChange
from cases.readlog.models import ReadLogRow
from cases.reminders import queries as reminders

FIELDS = ("identitet", "historik")
EVENTS_ON_A_PAGE = 50
TOLD_SHOWN = 100
HEADER = ("Tidspunkt", "Hvem", "Hvad", "Begrundelse", "Oplysning", "Før", "Nu")


@require_safe
@case_page(Act.SEE_CASE)
def history(request: FleksjobRequest, case: Case) -> HttpResponse:
    request.readlog.shown(case, fields=FIELDS)
    found = Paginator(versions.with_moves(case), EVENTS_ON_A_PAGE)
    page = found.get_page(request.GET.get("side"))
    return render(
        request,
        "cases/overview/history.html",
        {
            **frame.case_context(request, case, current="sag_historik"),
            "events": events.told(page.object_list),
            "told": reminders.told_about(case, at_most=TOLD_SHOWN),
            "most_told": TOLD_SHOWN,
            "pagination": paging.ways_from(page, total="", address=lambda side: f"?side={side}"),
        },
    )


@require_safe
@case_page(Act.SEE_CASE)
def download(request: FleksjobRequest, case: Case) -> HttpResponse:
    """Every event, a row for each fact it changed or date it moved; ends with whose case it is."""
    request.readlog.shown(case, fields=FIELDS, action=ReadLogRow.Action.EXPORT)
    found = events.told(versions.with_moves(case))
    rows = [
        _cells(event, changed)
        for event in found
        for changed in (event.changes or (NOTHING_CHANGED,))
    ]
    rows.append([f"Historik på sag {case.number}, {case.citizen.name}"])
    return spreadsheet.answer(f"historik-{case.number}", HEADER, rows)


NOTHING_CHANGED = FieldChange("", "", "")


def _cells(event: Event, changed: FieldChange) -> Sequence[str]:
    at = dates.moment(event.at.astimezone(timezone.get_current_timezone()))
    fact = [changed.label, changed.old, changed.new]
    return [at, event.actor, event.title, event.reason, *fact]
