"""From days and months to coordinates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

MONTHS_BACK = 18
MONTHS_FORWARD = 11


@dataclass(frozen=True, slots=True)
class DayScale:
    """The x-axis: whole months from `first` to `last`, `last` outside."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        share = (day - self.first).days / (self.last - self.first).days
        return round(self.left + share * (self.right - self.left), 1)

    def clipped(self, day: date) -> date:
        return min(max(day, self.first), self.last)

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class MonthScale:
    """The y-axis: months of ledighedsydelse, 0 at the bottom."""

    top: float
    bottom: float
    highest: float

    def y(self, months: float) -> float:
        return round(self.bottom - months / self.highest * (self.bottom - self.top), 1)


def first_of_month(day: date, *, ahead: int = 0) -> date:
    years, month = divmod(day.month - 1 + ahead, 12)
    return date(day.year + years, month + 1, 1)


def axis_around(today: date, *, left: float, right: float) -> DayScale:
    return DayScale(
        first=first_of_month(today, ahead=-MONTHS_BACK),
        last=first_of_month(today, ahead=MONTHS_FORWARD + 1),
        left=left,
        right=right,
    )
