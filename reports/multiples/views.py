"""The table behind the small drawings, as a sheet."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from cases import spreadsheet
from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from reports.multiples.page import build
from reports.status import queries as statuses
from reports.status.reach import month_of


@require_safe
@page(Act.COMPARE_JOBCENTRES)
def download(request: FleksjobRequest, maaned: str, blok: str) -> HttpResponse:
    """Counts alone: no citizen is in it."""
    month = month_of(request, maaned)
    jobcentres = statuses.reporting_jobcentres(month=month)
    drawn = {one.key: one for one in build(month, jobcentres, today=request.viewer.as_of)}
    if blok not in drawn:
        raise Http404
    table = drawn[blok].table
    return spreadsheet.answer(f"{blok}-jobcentre-{month}", table.header, table.plain)
