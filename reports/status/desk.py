"""What Månedsstatus puts on Min dag: a status to send, a status to confirm, reasons to approve."""

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.danish import dates
from cases.myday.registry import DeskTask
from cases.people.models import Jobcenter
from reports.figures.month import Month, to_report
from reports.status.models import MonthStatus, StatusStep


def tasks(viewer: Viewer) -> list[DeskTask]:
    """From the 1st, for as long as the last month's status is owed. At most one query."""
    roles = viewer.roles_allowing(Act.SEND_MONTH_STATUS)
    mine = {role.jobcenter_id for role in roles if role.jobcenter_id is not None}
    if not mine:
        return []
    month = to_report(viewer.as_of)
    led = {role.jobcenter_id for role in viewer.roles_allowing(Act.APPROVE_MONTH_STATUS)}
    return [
        _task(one, month, leads=one.pk in led, is_sent=one.is_sent)  # type: ignore[attr-defined]
        for one in _without_approval(month).filter(pk__in=mine).order_by("name")
        if one.pk in led or not one.is_sent  # type: ignore[attr-defined]
    ]


def _without_approval(month: Month) -> QuerySet[Jobcenter]:
    """Each with `is_sent`: its team has sent the month's status."""
    sent = MonthStatus.objects.filter(jobcenter=OuterRef("pk"), month=month.first).standing()
    approved = sent.filter(steps__kind=StatusStep.Kind.APPROVED)
    return Jobcenter.objects.annotate(is_sent=Exists(sent)).exclude(Exists(approved))


def _task(jobcenter: Jobcenter, month: Month, *, leads: bool, is_sent: bool) -> DeskTask:
    page = "maanedsstatus_side" if leads else "maanedsstatus_skema"
    why = "teamet har sendt den" if is_sent else f"skulle sendes {dates.long(month.after)}"
    return DeskTask(
        verb=f"{'Bekræft' if leads else 'Send'} månedsstatus for {month.label}",
        why=f"{jobcenter.name}: {why}",
        button="Bekræft" if leads else "Udfyld",
        url=reverse(page, args=[jobcenter.pk, str(month)]),
    )
