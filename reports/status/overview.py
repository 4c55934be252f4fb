"""All jobcentres side by side: finished rows for pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cases.people.models import Jobcenter
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
