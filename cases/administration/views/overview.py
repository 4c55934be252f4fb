"""Where the systemadministrator begins: what waits, and the way to everything."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.administration import queries
from cases.administration.views.common import table_page
from cases.people.models import Employee, Jobcenter


@require_safe
@page(Act.ADMINISTER)
def overview(request: FleksjobRequest) -> HttpResponse:
    waiting = list(queries.awaiting_in_sight_of(request.viewer))
    codes = queries.codes_in_sight_of(request.viewer)
    return table_page(
        request,
        "overview",
        title="Administration",
        waiting=len(waiting) + len(codes),
        mine=sum(queries.may_answer(request.viewer, role) for role in waiting)
        + sum(queries.may_draw_code(request.viewer, one) for one in codes),
        active=Employee.objects.filter(is_active=True).count(),
        ending=queries.ending_soon(as_of=request.viewer.as_of)[:10],
        jobcentres=Jobcenter.objects.all(),
    )
