"""What a team must begin in the months to come, and how far so many a week would reach. Facts only."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from heapq import heappop, heappush
from typing import NamedTuple

from cases.deadlines.months import add_months

MONTHS = 18
A_WEEK = timedelta(days=7)


class Due(NamedTuple):
    """One round of one case: it may be begun when it arrives, and must be by `due` (12 months).

    A plain tuple: a country has a hundred thousand, and they are sorted by the day they are due.
    """

    due: date
    arrives: date
    case: int
    round: int
    jobcenter: int


class Begun(NamedTuple):
    """`week` is the first day of the week in which there was room; None when none came."""

    due: Due
    week: date | None

    @property
    def is_late(self) -> bool:
        """The day itself is in time, and so is any day of its week."""
        return self.week is None or self.due.due < self.week


def months_ahead(as_of: date) -> list[date]:
    """The first day of each month, the present one first."""
    first = as_of.replace(day=1)
    return [add_months(day=first, months=number) for number in range(MONTHS)]


def horizon(as_of: date) -> date:
    """The day after the last month."""
    return add_months(day=as_of.replace(day=1), months=MONTHS)


def soonest(handovers: Iterable[int]) -> int:
    """The fewest months from one round's 12 to the next one's hand-over."""
    return min(handovers) - 1


def month_of(day: date, *, as_of: date) -> date | None:
    """None for what was due before today."""
    return None if day < as_of else day.replace(day=1)


def worked_off(dues: Iterable[Due], *, per_week: int, as_of: date, until: date) -> list[Begun]:
    """So many a week from today on, always those due first of the ones that have arrived."""
    coming = sorted(dues, key=lambda one: (one.arrives, one), reverse=True)
    waiting: list[Due] = []
    begun: list[Begun] = []
    week = as_of
    while week < until and (coming or waiting):
        while coming and coming[-1].arrives < week + A_WEEK:
            heappush(waiting, coming.pop())
        room = min(per_week, len(waiting))
        begun.extend(Begun(heappop(waiting), week) for _ in range(room))
        week += A_WEEK
    return begun + [Begun(one, None) for one in sorted([*waiting, *coming])]


def late_without_room(begun: Sequence[Begun], *, until: date) -> list[Begun]:
    """What is due after the last month and finds no week before it is not late yet."""
    return [one for one in begun if one.is_late and one.due.due < until]
