"""What the visitationsteam reaches besides: those it finished in the month it accounts for."""

from django.db.models import Exists, OuterRef, Q

from cases.access.scopes import of_jobcenter
from cases.access.viewer import HeldRole, Viewer
from reports.figures.month import to_report
from revurdering.models import Revurdering


def cases_of_the_month(held: HeldRole, viewer: Viewer) -> Q:
    """Its form names why each was late; a week after the day (revurdering.scope) is not enough."""
    month = to_report(viewer.as_of)
    finished = Revurdering.objects.filter(
        citizen=OuterRef("citizen"),
        finished_on__gte=month.first,
        finished_on__lt=month.after,
        round__isnull=False,
    )
    return of_jobcenter(held, viewer) & Q(Exists(finished))
