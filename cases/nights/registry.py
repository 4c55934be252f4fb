"""What else is done for each night, once everyone is recomputed; filled in AppConfig.ready()."""

from datetime import date
from typing import Protocol

from cases.history import Actor


class NightStep(Protocol):
    def __call__(self, *, day: date, actor: Actor) -> int:
        """How many were told. Called in the transaction that finishes the night of `day`."""


_steps: dict[str, NightStep] = {}


def register_night_step(name: str, step: NightStep) -> None:
    """`name` is Danish and shown to whoever must mend the step. Steps run in order of registration.

    `day` is the date that the night runs for, which may be long past: a missed night is made good
    in order. What the step writes stands if and only if the night is finished, so it runs until
    it has succeeded once; it must not send anything.
    """
    _steps[name] = step


def night_steps() -> list[tuple[str, NightStep]]:
    return list(_steps.items())
