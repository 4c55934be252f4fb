"""The looks at a case, for those entitled: all of them, or one's own."""

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases import spreadsheet
from cases.access import door
from cases.access.declare import FleksjobRequest, case_page
from cases.access.rules import Act
from cases.casefile.models import Case
from cases.lookups import queries, tables
from cases.lookups.forms import LookupFilter
from cases.overview import frame
from cases.readlog.models import ReadLogRow

FIELDS = ("identitet", "opslag")
ROWS_ON_A_PAGE = 100


@require_safe
@case_page(Act.SEE_OWN_LOOKUPS)
def lookups(request: FleksjobRequest, case: Case) -> HttpResponse:
    request.readlog.shown(case, fields=FIELDS)
    sees_all, form, rows = _chosen(request, case)
    page = Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("side"))
    context = {
        **frame.case_context(request, case, current="opslag"),
        "sees_all": sees_all,
        "table": tables.table(_looks(page), params=request.GET, sort=form.wanted().sort),
        "filters": tables.filters(form, params=request.GET),
        "pagination": tables.pagination(page, params=request.GET),
        "query": request.GET.urlencode(),
    }
    return render(request, "lookups/lookups.html", context)


@require_safe
@case_page(Act.SEE_OWN_LOOKUPS)
def download(request: FleksjobRequest, case: Case) -> HttpResponse:
    """Ends with whose case it is: a sheet is read far from the page."""
    request.readlog.shown(case, fields=FIELDS, action=ReadLogRow.Action.EXPORT)
    _, _, rows = _chosen(request, case)
    cells = [tables.cells(look) for look in _looks(rows)]
    cells.append([f"Opslag på sag {case.number}, {case.citizen.name}"])
    return spreadsheet.answer(f"opslag-{case.number}", tables.HEADER, cells)


def _chosen(
    request: FleksjobRequest, case: Case
) -> tuple[bool, LookupFilter, QuerySet[ReadLogRow]]:
    """All of them or one's own, as the filters in the address narrow them."""
    sees_all = door.may(request.viewer, case=case, act=Act.SEE_READ_LOG)
    rows = queries.looks_at(case, only_by=None if sees_all else request.user)
    form = LookupFilter(request.GET, people=queries.people_in(rows), as_of=request.viewer.as_of)
    return sees_all, form, queries.wanted_looks(rows, form.wanted())


def _looks(rows: Iterable[ReadLogRow]) -> list[queries.Look]:
    return [queries.look(row, at=timezone.localtime(row.at)) for row in rows]
