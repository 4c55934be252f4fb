"""How far a recovery has come: from whom it holds and what has been done since. Facts only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

A_WEEK = timedelta(days=7)


class State(StrEnum):
    """What has become of a case on the list."""

    WAITING = "aaben"
    FINISHED = "afsluttet"
    CLOSED = "lukket"


@dataclass(frozen=True, slots=True)
class Member:
    """A case as it stood on the key date, and what has been done since.

    `finished_on`: the first revurdering finished after the key date. `closed_on`: the case ended.
    `is_late` and `next_due` are today's, of what is not finished: both days of the law count, and
    they move with the periods (reports.figures).
    """

    case: int
    caseworker: int | None
    was_overdue: bool
    due: date
    finished_on: date | None
    closed_on: date | None
    is_late: bool = False
    next_due: date | None = None

    def state(self, *, as_of: date) -> State:
        if self.finished_on and self.finished_on <= as_of:
            return State.FINISHED
        if self.closed_on and self.closed_on <= as_of:
            return State.CLOSED
        return State.WAITING

    def is_waiting(self, *, as_of: date) -> bool:
        return self.state(as_of=as_of) is State.WAITING

    def has_slipped(self, *, as_of: date) -> bool:
        """Was in time on the key date and is not now, or was finished late."""
        if self.was_overdue:
            return False
        if self.is_waiting(as_of=as_of):
            return self.is_late
        return self.finished_on is not None and self.due < self.finished_on <= as_of

    def shown_due(self, *, as_of: date) -> date | None:
        """What was over has the day it was over on; what is open has the next day of the law."""
        is_open = not self.was_overdue and self.is_waiting(as_of=as_of)
        return self.next_due if is_open else self.due


@dataclass(frozen=True, slots=True)
class Point:
    day: date
    left: int | None  # None for days to come
    planned: float


def burn_down(
    members: Iterable[Member], *, key_date: date, target: date, as_of: date
) -> list[Point]:
    """The overdue ones left, week by week from the key date to the later of today and the target.

    The plan is a straight line to nought on the target date.
    """
    overdue = [member for member in members if member.was_overdue]
    return [
        Point(
            day,
            sum(one.is_waiting(as_of=day) for one in overdue) if day <= as_of else None,
            planned(len(overdue), day, key_date=key_date, target=target),
        )
        for day in _days(key_date, max(as_of, target), also=(as_of, target))
    ]


def planned(count: int, day: date, *, key_date: date, target: date) -> float:
    if day >= target:
        return 0.0
    return round(count * (target - day).days / (target - key_date).days, 1)


def _days(first: date, last: date, *, also: Sequence[date]) -> list[date]:
    weeks = (last - first).days // A_WEEK.days
    days = {first + number * A_WEEK for number in range(weeks + 1)}
    return sorted(days | {day for day in also if first <= day <= last})
