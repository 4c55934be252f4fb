"""Quarters of the calendar: each is reconciled and signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

YEARS, NUMBERS = range(2000, 2100), range(1, 5)
MONTHS = 3


@dataclass(frozen=True, order=True)
class Quarter:
    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        return cls(day.year, (day.month - 1) // MONTHS + 1)

    @classmethod
    def named(cls, year: int, number: int) -> Quarter | None:
        """As in an address; None when there is no such quarter."""
        return cls(year, number) if year in YEARS and number in NUMBERS else None

    @property
    def first(self) -> date:
        return date(self.year, (self.number - 1) * MONTHS + 1, 1)

    @property
    def next(self) -> Quarter:
        return (
            Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)
        )

    @property
    def before(self) -> Quarter:
        return Quarter.of(self.first - timedelta(days=1))

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def label(self) -> str:
        return f"{self.number}. kvartal {self.year}"

    @property
    def address(self) -> tuple[int, int]:
        return self.year, self.number

    def is_near_its_end(self, as_of: date) -> bool:
        """From the first day of its last month."""
        return as_of >= date(self.last.year, self.last.month, 1)


def until(first: Quarter, last: Quarter) -> Iterator[Quarter]:
    """Both of them, and those between."""
    while first <= last:
        yield first
        first = first.next
