"""The small drawings of quality control's page, finished for the template."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from cases.deadlines.rulesets import handover_months
from cases.findings.queries import rules_in_use
from cases.people.models import Jobcenter
from reports.figures import catalogue
from reports.figures.month import Month
from reports.multiples import panels, queries
from reports.multiples.frame import Multiples, Place
from reports.teampage.page import FINISHED_2021
from reports.teampage.page import Place as TeamPlace
from reports.teampage.yardsticks import yardsticks


def build(month: Month, jobcentres: Sequence[Jobcenter], *, today: date) -> list[Multiples]:
    """As the teamchef's own page, and each number leads where it leads there."""
    if not jobcentres:
        return []
    pages = [TeamPlace(one, month, today) for one in jobcentres]
    counts = queries.counted(
        month,
        [one.pk for one in jobcentres],
        judged_on=pages[0].judged_on,
        today=today,
        is_live=pages[0].is_live,
    )
    places = {one.jobcenter.pk: _place(one) for one in pages}
    drawn = [
        panels.timeliness(
            [(place, counts.finished[key]) for key, place in places.items()],
            yardsticks()[FINISHED_2021],
            how=catalogue.FINISHED_IN_TIME.how,
        )
    ]
    if pages[0].is_live:
        drawn += [
            panels.load(
                [(place, counts.weeks[key]) for key, place in places.items()],
                how=catalogue.WEEK.how,
            ),
            panels.months(
                [(place, counts.months[key]) for key, place in places.items()],
                hand_over=handover_months(rules_in_use(), day=today),
                how=catalogue.BY_MONTHS.how,
            ),
        ]
    return drawn


def _place(one: TeamPlace) -> Place:
    address = reverse("maanedsstatus_side", args=[one.jobcenter.pk, str(one.month)])
    return Place(one.jobcenter.pk, one.jobcenter.name, address, one.list_url)
