"""What the committee waits for is a task on quality control's Min dag, from the day it need not wait."""

from django.urls import reverse

from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.myday.registry import DeskTask
from reports.committee import queries, rules
from reports.figures.month import to_report


def tasks(viewer: Viewer) -> list[DeskTask]:
    """Of the last month. At most four queries, for those who pass a status on."""
    month = to_report(viewer.as_of)
    if Act.FORWARD_MONTH_STATUS not in viewer.acts:
        return []
    if viewer.as_of < rules.closable_from(month.after) or queries.version_of(month):
        return []
    missing = queries.in_so_far(month).missing
    if not missing:
        return []
    return [
        DeskTask(
            verb=f"Få månedsstatus for {month.label} videre",
            why=f"{queries.named(missing)} mangler; direktøren og udvalget venter",
            button="Se",
            url=reverse("maanedsstatus_udvalg", args=[str(month)]),
        )
    ]
