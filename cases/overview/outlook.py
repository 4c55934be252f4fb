"""A citizen's count on a day: the rounds, the window and the months that the overview shows. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cases.deadlines import explanation, next_step, window
from cases.deadlines.explanation import ExplainedRound, Explanation, MarkKind
from cases.deadlines.marks import marks_for
from cases.deadlines.next_step import NextStep, StepsDone
from cases.deadlines.period import ONE_DAY, BenefitRow
from cases.deadlines.rulesets import RuleSet
from cases.deadlines.window import ShownMonths, WindowView


@dataclass(frozen=True)
class Outlook:
    """`shown` is the day that the window is judged on; the marks are those known `as_of`.

    `team` is what the team is called, in its definite form.
    """

    as_of: date
    shown: date
    rows: Sequence[BenefitRow]
    rules: RuleSet
    explained: Sequence[ExplainedRound]
    done: Mapping[int, StepsDone]
    since: date | None
    window: WindowView
    months: ShownMonths
    team: str

    @property
    def current(self) -> ExplainedRound:
        return self.explained[-1]

    @property
    def latest_reached(self) -> ExplainedRound | None:
        return self.explained[-2] if len(self.explained) > 1 else None

    @property
    def left_open(self) -> list[ExplainedRound]:
        """Earlier rounds that are begun and not finished: what was begun must be finished."""
        return [one for one in self.explained[:-2] if self._is_open(one.round.number)]

    def _is_open(self, number: int) -> bool:
        done = self.steps_done(number)
        return done.is_begun and not done.finished

    @property
    def next_step(self) -> NextStep | None:
        rounds = [one.round for one in self.explained]
        return next_step.next_step(rounds, self.done, rules=self.rules)

    def is_information(self, kind: MarkKind, day: date) -> bool:
        """A mark of the law in a municipality that is exempt from it on the day."""
        return kind is not MarkKind.M10 and self.rules.is_exempt(day)

    def finish_by(self, number: int) -> date | None:
        """Of a round: its m18, or later after a move."""
        return self.explained[number - 1].m18.due

    def steps_done(self, number: int) -> StepsDone:
        return self.done.get(number, next_step.NOTHING_DONE)

    def mark(self, *, number: int, kind: str) -> Explanation | None:
        """The explanation behind one mark, or None when there is no such round."""
        if kind not in set(MarkKind) or not 1 <= number <= len(self.explained):
            return None
        found: Explanation = getattr(self.explained[number - 1], kind)
        return found


def look(
    rows: Sequence[BenefitRow],
    *,
    as_of: date,
    shown: date,
    rules: RuleSet,
    done: Mapping[int, StepsDone],
    team: str,
) -> Outlook:
    since = _start_of_round(rows, day=shown, rules=rules)
    moves = {number: steps.tilflytning for number, steps in done.items() if steps.tilflytning}
    seen = window.window_at(rows, day=shown, as_of=as_of, since=since, rules=rules)
    return Outlook(
        as_of=as_of,
        shown=shown,
        rows=rows,
        rules=rules,
        explained=explanation.explain(rows, as_of=as_of, rules=rules, moves=moves),
        done=done,
        since=since,
        window=seen,
        months=window.months_shown(counted=seen.counted_days, day=shown, rules=rules),
        team=team,
    )


def _start_of_round(rows: Sequence[BenefitRow], *, day: date, rules: RuleSet) -> date | None:
    """The round that is current on the day; None for the first, which has no earlier bound."""
    *reached, _ = marks_for(rows, as_of=day, rules=rules)
    latest = reached[-1].m12 if reached else None
    return latest + ONE_DAY if latest else None
