"""The next deadline of a citizen: the first mark whose step is not yet done.

An earlier round only when something is begun in it that is not finished: without a record it is
listed as "ikke registreret" and gives no task. Then the latest reached round until it is finished,
then the current one, whose marks lie ahead.

`first_undone` works on plain tuples, for a whole country at a time; `next_step` is the same for one
citizen, in dates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.deadlines import tilflytning
from cases.deadlines.explanation import MarkKind
from cases.deadlines.marks import Round
from cases.deadlines.rulesets import PARAGRAF_74C, RuleSet
from cases.deadlines.tilflytning import Tilflytning

# Number, counted days, m10, m12, m18. A mark is a date or its ordinal; None or 0 where there is none.
AnyRound = tuple[int, int | None, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class StepsDone:
    """What has been done in one round. A later step done makes the earlier ones done.

    `tilflytning` is no step: it is what gives the last one longer.
    """

    handed_over: bool = False
    started: bool = False
    finished: bool = False
    tilflytning: Tilflytning | None = None

    @property
    def moved_on(self) -> date | None:
        return self.tilflytning.on if self.tilflytning else None

    @property
    def is_begun(self) -> bool:
        return self.handed_over or self.started or self.finished

    def has_done(self, kind: MarkKind) -> bool:
        """As `_in_round` asks it, for a whole country at a time."""
        if kind is MarkKind.M10:
            return self.is_begun
        return self.finished or (kind is MarkKind.M12 and self.started)


NOTHING_DONE = StepsDone()


@dataclass(frozen=True, slots=True)
class NextStep:
    round: int
    kind: MarkKind
    due: date


def next_step(
    rounds: Sequence[Round], done: Mapping[int, StepsDone], *, rules: RuleSet = PARAGRAF_74C
) -> NextStep | None:
    """`rounds` as the engine gives them, the current one last."""
    plain = [(one.number, one.counted_days, one.m10, one.m12, one.m18) for one in rounds]
    found = first_undone(to_finish_by(plain, done, rules), done)
    return NextStep(*found) if found else None


def to_finish_by(
    rounds: Sequence[AnyRound], done: Mapping[int, StepsDone], rules: RuleSet
) -> Sequence[AnyRound]:
    """In the place of m18 the day by which the round must be finished: later after some moves."""
    if not any(steps.tilflytning for steps in done.values()):
        return rounds

    def last_day(m18: Any, moved_on: date | None) -> Any:
        if not m18 or moved_on is None:
            return m18
        if isinstance(m18, date):
            return tilflytning.finish_by(m18, moved_on=moved_on, rules=rules)
        day = date.fromordinal(m18)
        return tilflytning.finish_by(day, moved_on=moved_on, rules=rules).toordinal()

    return [
        (number, days, m10, m12, last_day(m18, done.get(number, NOTHING_DONE).moved_on))
        for number, days, m10, m12, m18 in rounds
    ]


def duties(rounds: Sequence[AnyRound], rules: RuleSet) -> Sequence[AnyRound]:
    """Without the marks of days on which the municipality is exempt: shown, and nobody's duty.

    deadlines.md 1.10. They stand in no list of what must be done.
    """
    if not rules.exempt:
        return rounds

    def owed(mark: Any) -> Any:
        day = date.fromordinal(mark) if isinstance(mark, int) and mark else mark
        return None if day and rules.is_exempt(day) else mark

    return [
        (number, days, owed(m10), owed(m12), owed(m18)) for number, days, m10, m12, m18 in rounds
    ]


def first_undone(
    rounds: Sequence[AnyRound], done: Mapping[int, StepsDone]
) -> tuple[int, MarkKind, Any] | None:
    """Round, mark and day."""
    for found in rounds[:-2] if done else ():
        if done.get(found[0], NOTHING_DONE).is_begun:
            due = _in_round(found, done, is_current=False)
            if due is not None:
                return due
    if len(rounds) > 1:
        due = _in_round(rounds[-2], done, is_current=False)
        if due is not None:
            return due
    return _in_round(rounds[-1], done, is_current=True)


def _in_round(
    found: AnyRound, done: Mapping[int, StepsDone], *, is_current: bool
) -> tuple[int, MarkKind, Any] | None:
    number, _, m10, m12, m18 = found
    steps = done.get(number, NOTHING_DONE)
    # Where the benefit stops short of 12 months there is nothing to revurdere, and so nothing to send
    # (docs/decisions/0030).
    if is_current and m10 and m12 and not steps.is_begun:
        return number, MarkKind.M10, m10
    if m12 and not (steps.started or steps.finished):
        return number, MarkKind.M12, m12
    if m18 and not steps.finished:
        return number, MarkKind.M18, m18
    return None
