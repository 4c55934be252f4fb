"""What is done in each round: told by the process that does it, which `cases` does not know."""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from cases.deadlines.next_step import StepsDone

Progress = Callable[[Sequence[UUID] | None], Iterable[tuple[UUID, int, StepsDone]]]

_sources: list[Progress] = []


def register_progress(source: Progress) -> None:
    """Called from `AppConfig.ready()`. `None` asks for every citizen."""
    _sources.append(source)


def steps_done(citizen_ids: Sequence[UUID] | None) -> dict[UUID, dict[int, StepsDone]]:
    done: dict[UUID, dict[int, StepsDone]] = {}
    for source in _sources:
        for citizen_id, number, steps in source(citizen_ids):
            done.setdefault(citizen_id, {})[number] = steps
    return done
