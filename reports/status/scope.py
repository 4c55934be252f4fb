"""What the visitationsteam reaches besides: those it must account for in the month to report."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.access.scopes import of_jobcenter, with_one_of
from cases.access.viewer import HeldRole, Viewer
from cases.findings.models import Finding
from reports.figures.month import Month, to_report
from revurdering.models import Revurdering


def cases_of_the_month(held: HeldRole, viewer: Viewer) -> Q:
    """Its form names why each was late; a week after the day (revurdering.scope) is not enough.

    In its own jobcenter, until the next month is the one to report (docs/decisions/0027).
    """
    return of_jobcenter(held, viewer) & with_one_of(_accounted_for(to_report(viewer.as_of)))


def _accounted_for(month: Month) -> Iterator[QuerySet[Revurdering]]:
    """Finished in the month, or since and open when it ended: 12 months reached, or begun."""
    records = Revurdering.objects.filter(citizen=OuterRef("citizen"), round__isnull=False)
    since = records.filter(finished_on__gte=month.after)
    reached = Finding.objects.filter(
        citizen=OuterRef("citizen"), round=OuterRef("round"), m12__lte=month.last
    )
    yield records.filter(finished_on__gte=month.first, finished_on__lt=month.after)
    yield since.filter(Exists(reached))
    yield since.filter(
        Q(handed_over_on__lte=month.last)
        | Q(received_on__lte=month.last)
        | Q(started_on__lte=month.last)
    )
