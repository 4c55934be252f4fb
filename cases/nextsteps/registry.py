"""What is done in each round, and how often the last day was moved by hand: told by the process
that does it, which `cases` does not know."""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from cases.deadlines.next_step import StepsDone

Progress = Callable[[Sequence[UUID] | None], Iterable[tuple[UUID, int, StepsDone]]]

TimesMoved = Callable[[Sequence[UUID]], Iterable[tuple[UUID, int, int]]]

_sources: list[Progress] = []
_by_hand: list[TimesMoved] = []


def register_progress(source: Progress) -> None:
    """Called from `AppConfig.ready()`. `None` asks for every citizen."""
    _sources.append(source)


def steps_done(citizen_ids: Sequence[UUID] | None) -> dict[UUID, dict[int, StepsDone]]:
    done: dict[UUID, dict[int, StepsDone]] = {}
    for source in _sources:
        for citizen_id, number, steps in source(citizen_ids):
            done.setdefault(citizen_id, {})[number] = steps
    return done


def register_times_moved(source: TimesMoved) -> None:
    """Called from `AppConfig.ready()`."""
    _by_hand.append(source)


def times_moved_by_hand(citizen_ids: Sequence[UUID]) -> dict[tuple[UUID, int], int]:
    """By citizen and round: a move registered, corrected or withdrawn."""
    return {
        (citizen_id, number): times
        for source in _by_hand
        for citizen_id, number, times in source(citizen_ids)
    }
