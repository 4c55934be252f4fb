"""Who is making a change: carried through one transaction, written on every history row."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

if TYPE_CHECKING:
    from cases.people.models import Employee


class NoActor(RuntimeError):
    """A fact was about to change without anyone standing by it."""


@dataclass(frozen=True)
class Actor:
    """`code` is what history stores: `medarbejder:17`, `kommando:genberegn`, `job:nat`."""

    code: str
    employee_id: int | None = None

    @classmethod
    def employee(cls, employee: "Employee") -> "Actor":
        return cls(code=f"medarbejder:{employee.pk}", employee_id=employee.pk)

    @classmethod
    def command(cls, name: str) -> "Actor":
        return cls(code=f"kommando:{name}")

    @classmethod
    def job(cls, name: str) -> "Actor":
        return cls(code=f"job:{name}")

    @classmethod
    def from_code(cls, code: str) -> "Actor":
        kind, _, key = code.partition(":")
        return cls(code=code, employee_id=int(key) if kind == "medarbejder" else None)


@dataclass(frozen=True)
class _Change:
    actor: Actor
    reason: str


_current: ContextVar[_Change | None] = ContextVar("current_change", default=None)


@contextmanager
def change(*, actor: Actor, reason: str = "") -> Iterator[None]:
    """One transaction; every history row written inside it names `actor` and `reason`.

    An inner change joins the outer transaction and keeps its own actor and reason.
    """
    token = _current.set(_Change(actor=actor, reason=reason))
    try:
        with transaction.atomic():
            yield
    finally:
        _current.reset(token)


def current_actor() -> Actor:
    """Raises NoActor outside `change(...)`."""
    if (current := _current.get()) is None:
        raise NoActor("Skriv ændringen inde i `with change(actor=...)`")
    return current.actor


def current_reason() -> str:
    current = _current.get()
    return current.reason if current else ""
