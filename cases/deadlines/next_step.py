"""The next deadline of a citizen: the first mark whose step is not yet done.

Only the latest reached round gives tasks when nobody has touched it; an earlier one only while its
own revurdering is under way. Then the current round, whose marks lie ahead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cases.deadlines.explanation import MarkKind
from cases.deadlines.marks import Round


@dataclass(frozen=True, slots=True)
class StepsDone:
    """What has been done in one round. A later step done makes the earlier ones done."""

    handed_over: bool = False
    started: bool = False
    finished: bool = False

    @property
    def is_begun(self) -> bool:
        return self.handed_over or self.started


NOTHING_DONE = StepsDone()


@dataclass(frozen=True, slots=True)
class NextStep:
    round: int
    kind: MarkKind
    due: date


def next_step(rounds: Sequence[Round], done: Mapping[int, StepsDone]) -> NextStep | None:
    """`rounds` as the engine gives them, the current one last."""
    *reached, current = rounds
    tasks = [_first_undone(found, done) for found in reached if _gives_task(found, reached, done)]
    ahead = _first_undone(current, done)
    due = [step for step in tasks if step is not None]
    return min(due, key=lambda step: step.due) if due else ahead


def _gives_task(found: Round, reached: Sequence[Round], done: Mapping[int, StepsDone]) -> bool:
    return found is reached[-1] or done.get(found.number, NOTHING_DONE).is_begun


def _first_undone(found: Round, done: Mapping[int, StepsDone]) -> NextStep | None:
    steps = done.get(found.number, NOTHING_DONE)
    marks = (
        (MarkKind.M10, found.m10, steps.is_begun or steps.finished or not found.is_current),
        (MarkKind.M12, found.m12, steps.started or steps.finished),
        (MarkKind.M18, found.m18, steps.finished),
    )
    for kind, due, is_done in marks:
        if due is not None and not is_done:
            return NextStep(found.number, kind, due)
    return None
