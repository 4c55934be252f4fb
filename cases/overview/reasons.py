"""Hvorfor denne frist: the numbered reasoning, its days added up, and the print for the file."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.access.declare import FleksjobRequest, case_page
from cases.access.rules import Act
from cases.casefile.models import Case
from cases.deadlines import wording
from cases.deadlines.explanation import Explanation
from cases.overview import frame, queries, tables
from cases.overview.movers import movers
from cases.overview.outlook import Outlook
from cases.readlog.models import ReadLogRow

FIELDS = ("identitet", "perioder", "frister")


@require_safe
@case_page(Act.SEE_CASE)
def why(request: FleksjobRequest, case: Case, round_number: int, kind: str) -> HttpResponse:
    request.readlog.shown(case, fields=FIELDS)
    context = _context(request, case, round_number, kind)
    return render(request, "cases/overview/why.html", context)


@require_safe
@case_page(Act.SEE_CASE)
def print_out(request: FleksjobRequest, case: Case, round_number: int, kind: str) -> HttpResponse:
    """The fristberegning: one mark on one sheet, with who printed it and when."""
    request.readlog.shown(case, fields=FIELDS, action=ReadLogRow.Action.PRINT)
    context = _context(request, case, round_number, kind)
    return render(request, "cases/overview/why_print.html", context)


def _context(request: FleksjobRequest, case: Case, round_number: int, kind: str) -> dict[str, Any]:
    facts = queries.facts_of(case, words=frame.words_of(request, case))
    outlook = facts.outlook(as_of=request.viewer.as_of)
    mark = outlook.mark(number=round_number, kind=kind)
    if mark is None:
        raise Http404
    *lines, result = wording.lines(mark)
    return {
        **frame.case_context(request, case, current="sag"),
        "mark": mark,
        "worked_before": tables.worked_before(mark.due),
        "title": f"{wording.mark_name(mark)}: {wording.title(mark.kind, team=outlook.team).lower()}",
        "lines": lines,
        "result": result,
        "tally": mark.tally,
        "counted": _counted(mark),
        "movers": movers(mark, outlook),
        "others": _others(outlook, mark),
    }


def _counted(mark: Explanation) -> list[dict[str, Any]]:
    pieces = mark.tally.counted if mark.tally else ()
    return [
        {
            "first": piece.period.start,
            "last": piece.period.last_day,
            "label": piece.kind.label if piece.kind else "",
            "days": piece.days,
            "assumed": piece.assumed,
        }
        for piece in pieces
    ]


def _others(outlook: Outlook, mark: Explanation) -> list[tables.MarkRow]:
    """The other marks of the same round, and those of the rounds on the overview."""
    rows = tables.mark_rows(outlook)
    return [row for row in rows if (row.round, row.kind) != (mark.round_number, mark.kind)]
