"""Half-open periods: the first day belongs, the end day does not; no end means still open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cases.deadlines.period_types import PeriodType

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise ValueError(f"The end {self.end} must be after the start {self.start}.")

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    @property
    def last_day(self) -> date | None:
        """The last day as a screen shows it."""
        return None if self.end is None else self.end - ONE_DAY

    @property
    def days(self) -> int:
        if self.end is None:
            raise ValueError("An open period has no number of days yet.")
        return (self.end - self.start).days


@dataclass(frozen=True, slots=True)
class BenefitRow:
    """One registered period of one type for one citizen, as the facts stand."""

    kind: PeriodType
    start: date
    end: date | None = None

    @property
    def period(self) -> Period:
        return Period(start=self.start, end=self.end)


def closed(first: date, last: date | None) -> Period:
    """A period from a first and a last day, both ends included, as people write them."""
    return Period(start=first, end=None if last is None else last + ONE_DAY)
