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
    """

    case: int
    caseworker: int | None
    was_overdue: bool
    due: date
    finished_on: date | None
    closed_on: date | None

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
        if self.was_overdue or self.state(as_of=as_of) is State.CLOSED:
            return False
        return (self.finished_on or as_of) > self.due


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
