"""Which jobcentres' status somebody may see or act on: a role's own, or all where it has none."""

from django.http import Http404

from cases.access.declare import FleksjobRequest
from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.people.models import Jobcenter
from reports.figures.month import Month, to_report
from reports.status.models import MonthStatus

RULE = 5  # as the door counts: the role does not reach so far
EARLIEST = Month.read("2008-04")  # the first report the action plan asked for


def jobcentres(viewer: Viewer, act: Act) -> list[Jobcenter]:
    held = {role.jobcenter_id for role in viewer.roles_allowing(act)}
    everyone = Jobcenter.objects.order_by("name")
    if None in held:
        return list(everyone)
    return list(everyone.filter(pk__in=[key for key in held if key is not None]))


def may(viewer: Viewer, act: Act, *, jobcenter: int) -> bool:
    """As one of that jobcenter's own; who acts on all of them is of none."""
    return jobcenter in {role.jobcenter_id for role in viewer.roles_allowing(act)}


def jobcenter_of(request: FleksjobRequest, key: int, *, act: Act) -> Jobcenter:
    """Or 404, with the refusal in the log."""
    held = [role.jobcenter_id for role in request.viewer.roles_allowing(act)]
    found = Jobcenter.objects.filter(pk=key).first() if key in held or None in held else None
    if found is None:
        request.readlog.refused(act=act, rule=RULE)
        raise Http404
    return found


def month_of(request: FleksjobRequest, text: str) -> Month:
    """Or 404: no month begins after today, and none was reported before April 2008."""
    try:
        month = Month.read(text)
    except ValueError as unreadable:
        raise Http404 from unreadable
    if not EARLIEST <= month <= Month.of(request.viewer.as_of):
        raise Http404
    return month


def month_in_hand(viewer: Viewer, jobcenter: Jobcenter) -> Month:
    """The one to report until it is sent; then the one that runs."""
    last = to_report(viewer.as_of)
    sent = MonthStatus.objects.of(jobcenter_id=jobcenter.pk, month=last).standing()
    return Month.of(viewer.as_of) if sent.exists() else last
