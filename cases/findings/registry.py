"""What a process above wants to do when a citizen's rounds have moved; filled in AppConfig.ready()."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cases.deadlines.marks import Round
from cases.history import Actor


@dataclass(frozen=True, slots=True)
class Changed:
    citizen_id: uuid.UUID
    before: list[Round]
    after: list[Round]


AfterMoves = Callable[[Sequence[Changed], Actor], None]

_after_moves: list[AfterMoves] = []


def register_after_moves(step: AfterMoves) -> None:
    """Called in the transaction that moves them, with all citizens it moves at once.

    Rounds may not be stored yet: look at `after`.
    """
    _after_moves.append(step)


def after_moves(changed: Sequence[Changed], actor: Actor) -> None:
    for step in _after_moves:
        step(changed, actor)
