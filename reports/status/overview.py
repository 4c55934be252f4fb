"""All jobcentres side by side, and the table that goes to the committee: finished rows for pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cases.people.models import Jobcenter
from reports.committee.rules import Column, published_at_last
from reports.figures import catalogue
from reports.figures import queries as figures
from reports.figures.catalogue import Figure
from reports.figures.month import Month
from reports.figures.scope import Scope
from reports.status import queries
from reports.status.models import MonthStatus, StatusStep

Kind = StatusStep.Kind


@dataclass(frozen=True)
class Line:
    """One jobcenter: as it was sent; and, where nothing was sent, as it is known now."""

    jobcenter: Jobcenter
    status: MonthStatus | None
    numbers: dict[str, int]

    @property
    def counts(self) -> list[tuple[Figure, int]]:
        return [(figure, self.numbers.get(figure.key, 0)) for figure in catalogue.STATUS]

    def at(self, kind: str) -> StatusStep | None:
        return queries.step(self.status, kind) if self.status else None


def lines(month: Month, jobcentres: Sequence[Jobcenter], *, today: date) -> list[Line]:
    sent = queries.all_of(month)
    scope = Scope(month, month.judged_on(today))
    now = figures.numbers_by("jobcenter_id", scope, catalogue.STATUS)
    return [
        Line(one, status, dict(status.numbers) if status else now.get(one.pk, {}))
        for one in jobcentres
        for status in [sent.get(one.pk)]
    ]


@dataclass(frozen=True)
class ForTheCommittee:
    """`columns` in the order of `figures`; None is hidden (reports.committee.rules).

    Without columns there is nothing to show yet.
    """

    jobcentres: list[str]
    figures: Sequence[Figure]
    columns: list[Column]
    missing: list[str]
    statuses: list[MonthStatus]

    @property
    def rows(self) -> list[tuple[str, list[int | None]]]:
        """A line for each number: its parts, and the sum last."""
        return [
            (figure.label, [*column.parts, column.total])
            for figure, column in zip(self.figures, self.columns, strict=False)
        ]


def for_the_committee(month: Month, jobcentres: Sequence[Jobcenter]) -> ForTheCommittee:
    """Of what the teamchefs have approved. While one is missing it is named, and no number is shown."""
    sent = queries.all_of(month)
    approved = {key: status for key, status in sent.items() if queries.step(status, Kind.APPROVED)}
    held = [approved.get(one.pk) for one in jobcentres]
    shown = published_at_last(
        {
            figure.key: [status.numbers[figure.key] if status else None for status in held]
            for figure in catalogue.STATUS
        },
        begun=[figure.key for figure in catalogue.BEGUN],
        holding=[figure.key for figure in catalogue.HOLDING],
    )
    return ForTheCommittee(
        jobcentres=[one.name for one in jobcentres],
        figures=catalogue.STATUS,
        columns=[shown[figure.key] for figure in catalogue.STATUS if shown],
        missing=[one.name for one in jobcentres if one.pk not in approved],
        statuses=list(approved.values()),
    )
