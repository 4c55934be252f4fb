"""A month that is accounted for, and the day on which it is judged. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cases.danish import dates

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """Half-open: from `first` to the day before `after`."""

    first: date

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.replace(day=1))

    @classmethod
    def read(cls, text: str) -> Month:
        """ "2026-11". Raises ValueError."""
        year, _, month = text.partition("-")
        if not (len(year) == 4 and len(month) == 2 and (year + month).isdecimal()):
            raise ValueError(text)
        return cls(date(int(year), int(month), 1))

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"

    def plus(self, months: int) -> Month:
        years, month = divmod(self.first.month - 1 + months, 12)
        return Month(date(self.first.year + years, month + 1, 1))

    @property
    def after(self) -> date:
        return self.plus(1).first

    @property
    def last(self) -> date:
        return self.after - ONE_DAY

    @property
    def name(self) -> str:
        return dates.MONTHS[self.first.month - 1]

    @property
    def label(self) -> str:
        return f"{self.name} {self.first.year}"

    @property
    def short(self) -> str:
        return dates.SHORT_MONTHS[self.first.month - 1]

    def judged_on(self, today: date) -> date:
        """Its last day; while it runs, today."""
        return min(self.last, today)

    def is_over(self, today: date) -> bool:
        return today >= self.after


def to_report(today: date) -> Month:
    """The month that the visitationsteam accounts for from the 1st of the next."""
    return Month.of(today).plus(-1)
