"""The looks at a case, for those entitled: all of them, or one's own."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.access import door
from cases.access.declare import FleksjobRequest, case_page
from cases.access.rules import Act
from cases.casefile.models import Case
from cases.lookups import queries, tables
from cases.lookups.forms import LookupFilter
from cases.overview import frame

ROWS_ON_A_PAGE = 100


@require_safe
@case_page(Act.SEE_OWN_LOOKUPS)
def lookups(request: FleksjobRequest, case: Case) -> HttpResponse:
    request.readlog.shown(case, fields=["identitet", "opslag"])
    sees_all = door.may(request.viewer, case=case, act=Act.SEE_READ_LOG)
    rows = queries.looks_at(case, only_by=None if sees_all else request.user)
    form = LookupFilter(request.GET, people=queries.people_in(rows), as_of=request.viewer.as_of)
    wanted = form.wanted()
    pages = Paginator(queries.wanted_looks(rows, wanted), ROWS_ON_A_PAGE)
    page = pages.get_page(request.GET.get("side"))
    looks = [queries.look(row, at=timezone.localtime(row.at)) for row in page]
    context = {
        **frame.case_context(request, case, current="opslag"),
        "sees_all": sees_all,
        "table": tables.table(looks, params=request.GET, sort=wanted.sort),
        "filters": tables.filters(form, params=request.GET),
        "pagination": tables.pagination(page, params=request.GET),
    }
    return render(request, "lookups/lookups.html", context)
