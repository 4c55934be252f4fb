"""The deadline rules once more, slowly: every day is looked at, one after another.

Written from the text of the rules alone and sharing no code with `cases.deadlines`, so that the
two can be held against each other. It must be obviously right; it need not be fast.

A row is (type, first day, end day or None); the end day is not part of the row.
"""

from __future__ import annotations

import calendar
from datetime import date
from functools import cache

Row = tuple[str, date, date | None]
Found = tuple[int, int | None, date | None, date | None, date | None]

COUNTING_TYPES = {"ledighedsydelse", "sygdom", "ferie", "afbrydelse"}
NEUTRAL_TYPES = {"barsel", "sorgorlov"}
HANDOVER_CHANGES = date(2008, 3, 1).toordinal()
EIGHTEEN_MONTHS_BEGIN = date(2010, 1, 1).toordinal()
MARGIN = 600  # days before the first row, more than 18 months


def rounds(rows: list[Row], *, as_of: date) -> list[Found]:
    """(number, counted days in the window or None, m10, m12, m18) for each round."""
    life = Life(rows, as_of.toordinal(), moved(as_of, 48).toordinal())
    found = []
    start = life.first
    for number in range(1, 1000):
        m12 = life.first_day_of_12(start)
        m18 = None if m12 is None else life.first_day_of_18(m12)
        current = m12 is None or m12 > life.as_of
        m10 = life.m10(start, m12)
        days = life.counted_in_window(life.as_of, start) if current else None
        found.append((number, days, as_date(m10), as_date(m12), as_date(m18)))
        if m12 is None or current:
            break
        start = m12 + 1
    return found


class Life:
    """One flag for each day of a life, by ordinal less `self.first`."""

    def __init__(self, rows: list[Row], as_of: int, last: int) -> None:
        self.as_of, self.last = as_of, last
        self.first = min([start.toordinal() for _, start, _ in rows] + [as_of]) - MARGIN
        size = last + 2 - self.first
        self.counted, self.neutral = bytearray(size), bytearray(size)
        for kind, start, end in rows:
            stop = last + 1 if end is None else min(end.toordinal(), last + 1)
            for day in range(start.toordinal(), stop):
                if kind in COUNTING_TYPES:
                    self.counted[day - self.first] = 1
                if kind in NEUTRAL_TYPES:
                    self.neutral[day - self.first] = 1
        for slot in range(size):
            if self.neutral[slot]:
                self.counted[slot] = 0

    def window_start(self, e: int) -> int:
        """Go back until enough days that are not neutral are inside."""
        length = days_back(e, 18)
        x = e - length
        while (short := length - self.not_neutral(x, e)) > 0:
            x -= short
        return x

    def not_neutral(self, x: int, e: int) -> int:
        return (e - x) - self.neutral.count(1, max(x - self.first, 0), e - self.first)

    def counted_in_window(self, day: int, start: int) -> int:
        e = day + 1
        x = max(self.window_start(e), start)
        if x >= e:
            return 0
        return self.counted.count(1, max(x - self.first, 0), e - self.first)

    def test_holds(self, months: int, day: int, start: int) -> bool:
        return self.counted_in_window(day, start) >= days_back(day + 1, months)

    def first_day_of_12(self, start: int) -> int | None:
        for day in range(start, self.last + 1):
            # No day that is not counted can be the first to stand.
            if self.counted[day - self.first] and self.test_holds(12, day, start):
                return day
        return None

    def first_day_of_18(self, m12: int) -> int | None:
        if m12 < EIGHTEEN_MONTHS_BEGIN:
            return None
        required = days_ahead(m12 + 1, 6)
        received = 0
        for day in range(m12 + 1, self.last + 1):
            received += self.counted[day - self.first]
            if received >= required:
                return day
        return None

    def m10(self, start: int, m12: int | None) -> int | None:
        """The run that ends on m12, or is going on at `as_of`, or begins after it."""
        run_began: int | None = None
        for day in range(start, self.last + 1):
            months = 11 if day < HANDOVER_CHANGES else 10
            begins = run_began is None
            if begins and not self.counted[day - self.first]:
                continue
            if not self.test_holds(months, day, start):
                run_began = None
            elif begins:
                run_began = day
            if day == m12 and m12 <= self.as_of:
                return run_began
            if day >= self.as_of and run_began is not None and m12_is_ahead(m12, self.as_of):
                return run_began
        return None


def m12_is_ahead(m12: int | None, as_of: int) -> bool:
    return m12 is None or m12 > as_of


def moved(day: date, months: int) -> date:
    """So many calendar months on (or back), on the last day of the month if it is too short."""
    month_number = day.year * 12 + day.month - 1 + months
    year, month = month_number // 12, month_number % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@cache
def days_back(e: int, months: int) -> int:
    return e - moved(date.fromordinal(e), -months).toordinal()


@cache
def days_ahead(e: int, months: int) -> int:
    return moved(date.fromordinal(e), months).toordinal() - e


def as_date(day: int | None) -> date | None:
    return None if day is None else date.fromordinal(day)
