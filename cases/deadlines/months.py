"""Calendar months. A month has no length of its own: only a stretch from a given day has.

A day is often an ordinal (`date.toordinal()`) here, because the count of a whole country is made
of millions of small subtractions. The Gregorian calendar repeats after 400 years, so one table of
146,097 lengths answers for every day there is: `lengths_back(months=12)[day % CYCLE]`.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import cache

CYCLE = 146_097
_FIRST_YEAR = 401  # date(401, 1, 1) is the first day of a cycle, with a whole cycle before it.


def add_months(*, day: date, months: int) -> date:
    """The same day of the month, clipped to the last day of a shorter month."""
    years, month0 = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month0 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@cache
def lengths_back(*, months: int) -> list[int]:
    """At `e % CYCLE`: the days in [e - months, e)."""
    return _lengths(months=-months)


@cache
def lengths_ahead(*, months: int) -> list[int]:
    """At `e % CYCLE`: the days in [e, e + months)."""
    return _lengths(months=months)


def _lengths(*, months: int) -> list[int]:
    """Month by month: its days lie equally far from their like, but those that are clipped.

    The first day of a cycle has the ordinal 1, so the last day of it stands at 0.
    """
    table: list[int] = []
    for year in range(_FIRST_YEAR, _FIRST_YEAR + 400):
        for month in range(1, 13):
            first = date(year, month, 1)
            other = add_months(day=first, months=months)
            apart = (other - first).days
            days, shared = _days_in(first), _days_in(other)
            table += [abs(apart)] * min(days, shared)
            table += [abs(apart - clipped) for clipped in range(1, days - shared + 1)]
    return table[-1:] + table[:-1]


def _days_in(first: date) -> int:
    return monthrange(first.year, first.month)[1]
