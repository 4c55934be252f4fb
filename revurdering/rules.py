"""Which round a revurdering belongs to, what may follow what in it, and whether it was on time.

Facts only.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from cases.deadlines import rulesets, tilflytning
from cases.deadlines.marks import Round
from cases.deadlines.months import add_months
from cases.deadlines.rulesets import PARAGRAF_74C, RuleSet

EARLY_MONTHS = 2
LAPSED = "bortfaldet"
STEPS = ("handed_over_on", "received_on", "started_on", "finished_on")

# Handed over before received, and everything before finished; a start may come at any time.
NOT_BEFORE = (
    ("received_on", "handed_over_on"),
    ("finished_on", "handed_over_on"),
    ("finished_on", "received_on"),
    ("finished_on", "started_on"),
)
TEAM_LOOKS_AHEAD = timedelta(days=60)
TEAM_MAY_CORRECT = timedelta(days=7)


class Opened(Protocol):
    """A record, as far as matching cares."""

    pk: int
    opened_for: date


def match(records: Iterable[Opened], rounds: Sequence[Round]) -> dict[int, int | None]:
    """The round of each record, by its key; None when no round is left for it.

    Oldest first, each to the free round whose m12 is nearest the one it was opened for.
    """
    free = {found.number: found.m12 for found in rounds if found.m12 is not None}
    matched: dict[int, int | None] = {}
    for record in sorted(records, key=lambda record: (record.opened_for, record.pk)):
        nearest = min(
            free, key=lambda number: (abs(free[number] - record.opened_for), number), default=None
        )
        matched[record.pk] = nearest
        if nearest is not None:
            del free[nearest]
    return matched


def latest_reached(rounds: Sequence[Round]) -> Round | None:
    reached = [found for found in rounds if not found.is_current]
    return reached[-1] if reached else None


def round_in_hand(
    rounds: Sequence[Round], *, begun: Container[int], finished: Container[int]
) -> Round | None:
    """The earliest round that is begun and not finished; then the latest reached one until it is
    finished; then the current one, if it will be reached.

    What was begun must be finished, however late: the next m12 does not take it off the table.
    """
    for found in rounds:
        if found.number in begun and found.number not in finished:
            return found
    reached = latest_reached(rounds)
    if reached is not None and reached.number not in finished:
        return reached
    current = rounds[-1]
    return current if current.m12 is not None and current.number not in finished else None


def latest_free_round(
    rounds: Sequence[Round], *, first_date: date, taken: Container[int]
) -> Round | None:
    """Where an imported revurdering belongs: the latest free round whose m10 is not after it began."""
    for found in reversed(rounds):
        begun = found.m10 is not None and found.m10 <= first_date
        if begun and found.m12 is not None and found.number not in taken:
            return found
    return None


def out_of_order(days: Mapping[str, date | None]) -> list[tuple[str, str, date]]:
    """The steps that lie before one they must follow: the later, the earlier, and its day."""
    found = []
    for later, earlier in NOT_BEFORE:
        first, second = days.get(earlier), days.get(later)
        if first is not None and second is not None and second < first:
            found.append((later, earlier, first))
    return found


def lacks_start(days: Mapping[str, date | None], outcome: str) -> bool:
    """Only one that has lapsed is finished without having been started."""
    finished = days.get("finished_on") is not None
    return finished and days.get("started_on") is None and outcome != LAPSED


class Timeliness(StrEnum):
    ON_TIME = "rettidig"
    LATE = "for sent"
    AWAITED = "afventes"
    NO_DEADLINE = "ingen frist"
    NOT_COUNTED = "tælles ikke"


@dataclass(frozen=True, slots=True)
class Judged:
    """`due` is None where the law sets no day."""

    due: date | None
    verdict: Timeliness


def started(
    found: Round, started_on: date | None, *, as_of: date, rule_set: RuleSet = PARAGRAF_74C
) -> Judged:
    """In time on or before m12. A reached round without a record counts as not started."""
    return _judged(found.m12, started_on, as_of=as_of, rule_set=rule_set)


def finished(
    found: Round,
    finished_on: date | None,
    *,
    as_of: date,
    moved_on: date | None = None,
    rule_set: RuleSet = PARAGRAF_74C,
) -> Judged:
    due = finish_by(found, moved_on=moved_on, rule_set=rule_set)
    return _judged(due, finished_on, as_of=as_of, rule_set=rule_set)


def finish_by(
    found: Round, *, moved_on: date | None = None, rule_set: RuleSet = PARAGRAF_74C
) -> date | None:
    """m18, or later after a move; m12 when it is from before the law had the 18 months."""
    if found.m18 is not None:
        return tilflytning.finish_by(found.m18, moved_on=moved_on, rules=rule_set)
    if found.m12 is None:
        return None
    had_no_rule = rulesets.in_force(rule_set.finish_after, day=found.m12) is None
    return found.m12 if had_no_rule else None


def _judged(due: date | None, done_on: date | None, *, as_of: date, rule_set: RuleSet) -> Judged:
    """The due day itself is still in time. In an exempt municipality a mark is only information."""
    if due is None or rule_set.is_exempt(due):
        return Judged(None, Timeliness.NO_DEADLINE)
    if done_on is not None:
        return Judged(due, Timeliness.ON_TIME if done_on <= due else Timeliness.LATE)
    return Judged(due, Timeliness.LATE if as_of > due else Timeliness.AWAITED)


def is_early(found: Round, started_on: date) -> bool:
    """A soft warning: started so early that the purpose may be missed (law.md A7)."""
    return found.m12 is not None and started_on < add_months(day=found.m12, months=-EARLY_MONTHS)


class State(StrEnum):
    NOT_REGISTERED = "ikke registreret"
    NOT_BEGUN = "ikke begyndt"
    HANDED_OVER = "overdraget"
    RECEIVED = "modtaget"
    STARTED = "påbegyndt"
    FINISHED = "afsluttet"
    ROUND_GONE = "runden findes ikke længere"
