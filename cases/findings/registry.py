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
    """Called in the transaction that moved them, with all citizens it moved at once."""
    _after_moves.append(step)


def after_moves(changed: Sequence[Changed], actor: Actor) -> None:
    for step in _after_moves:
        step(changed, actor)
