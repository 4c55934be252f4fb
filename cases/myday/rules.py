"""Where a task stands on Min dag, in which order, and how long it may be put off. Facts only.

`placing.PLACED` says the same of a whole list in SQL; a test holds the two to the same answers.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# After today, which is Kræver handling: the same weekday next week is the last.
WEEK = timedelta(days=7)


class Basis(StrEnum):
    """What asks for the task; the list stands in this order."""

    LAW = "lov"
    LOCAL = "lokal"
    OWN = "egen"


ORDER = {basis: number for number, basis in enumerate(Basis)}


class Split(StrEnum):
    NOW = "nu"
    WEEK = "uge"
    OTHERS = "venter"
    SNOOZED = "udskudt"
    DONE = "faerdige"


SPLIT_LABELS = {
    Split.NOW: "Kræver handling",
    Split.WEEK: "Denne uge",
    Split.OTHERS: "Venter på andre",
    Split.SNOOZED: "Udskudt",
    Split.DONE: "Færdige i dag",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one task. `legal_date` is where putting it off ends: its own day, when the law sets it."""

    due: date | None
    legal_date: date | None = None
    snoozed_until: date | None = None
    waits_for_others: bool = False


def split_of(task: Facts, *, as_of: date) -> Split | None:
    """None is later than this week. On the day the law sets, a task comes back by itself."""
    if task.waits_for_others:
        return Split.OTHERS
    if is_snoozed(task, as_of=as_of):
        return Split.SNOOZED
    if task.due is None or task.due <= as_of:
        return Split.NOW
    return Split.WEEK if task.due <= as_of + WEEK else None


def is_snoozed(task: Facts, *, as_of: date) -> bool:
    if task.snoozed_until is None or task.snoozed_until <= as_of:
        return False
    return task.legal_date is None or task.legal_date > as_of


class NotLater(Exception):
    """Put off to today or before."""


class MayNotWait(Exception):
    """The law's day has come: the task may be done, handed over or explained, not put off."""


class BeyondTheLaw(Exception):
    """Later than the law's day, which is `limit`."""

    def __init__(self, limit: date) -> None:
        super().__init__(f"kan højst udskydes til {limit}")
        self.limit = limit


def check_snooze(*, legal_date: date | None, until: date, as_of: date) -> None:
    """Raises NotLater, MayNotWait or BeyondTheLaw. To the law's day itself is allowed: it is back then."""
    if until <= as_of:
        raise NotLater
    if legal_date is None:
        return
    if legal_date <= as_of:
        raise MayNotWait
    if until > legal_date:
        raise BeyondTheLaw(legal_date)
