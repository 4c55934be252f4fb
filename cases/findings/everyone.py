"""`genberegn`: everyone recomputed, in one process, in parts that each stand when they are saved.

1. One run at a time: an advisory lock, which the database lets go of if we die.
2. Part by part in order of id: lock the citizens, recompute, commit. Whoever saves a period of
   theirs waits for the part, or we wait for them; so neither works on what the other replaces.
3. A part that fails is halved until the citizen who cannot be computed stands alone; that one is
   recorded by id, and the rest continue.

Killed midway, the parts already saved stand, and the next run goes through all of them again.
The night (`cases.nights`) shares the same parts among several processes.
"""

import logging
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError, ProgrammingError, connection, transaction

from cases.findings import operations, queries, wire
from cases.findings.operations import AT_ONCE, Reckoner
from cases.history import Actor

logger = logging.getLogger(__name__)

CAUSE = "Genberegning: perioderne er ændret uden om systemets sider"
ONE_RUN = 740_003  # the advisory lock of this job; any number no other job uses

# What stands in the way of everybody, and is no citizen's facts.
NOT_THE_CITIZEN = (OperationalError, InterfaceError, ProgrammingError, SoftTimeLimitExceeded)

Progress = Callable[[int], None]


class AlreadyRunning(Exception):
    """Another run is under way; this one has done nothing."""


@dataclass(frozen=True, slots=True)
class Swept:
    """What came of going through some citizens. Those who failed are counted among them."""

    citizens: int = 0
    moved: int = 0
    failures: tuple[uuid.UUID, ...] = ()

    def __add__(self, other: "Swept") -> "Swept":
        return Swept(
            self.citizens + other.citizens,
            self.moved + other.moved,
            self.failures + other.failures,
        )


def recompute_everyone(
    *, as_of: date, actor: Actor, progress: Progress = lambda done: None
) -> Swept:
    """Raises AlreadyRunning."""
    with only_run():
        reckoner = reckoner_as_of(as_of)
        swept = Swept()
        latest = None
        while keys := _keys_after(latest):
            latest = keys[-1]
            swept += recompute_between(keys[0], latest, reckoner=reckoner, actor=actor)
            progress(swept.citizens)
    return swept


def reckoner_as_of(as_of: date) -> Reckoner:
    return Reckoner(as_of=as_of, rule_set=queries.rules_in_use())


def recompute_between(first: bytes, last: bytes, *, reckoner: Reckoner, actor: Actor) -> Swept:
    """Both included, in one transaction, whoever of them fails."""
    with transaction.atomic():
        try:
            return _saved(first, last, reckoner, actor)
        except NOT_THE_CITIZEN:
            raise
        except Exception as failure:  # noqa: BLE001  recorded by its citizen; the rest go on
            keys = _keys_between(first, last)
            if len(keys) == 1:
                return _recorded(keys[0], failure)
        half = len(keys) // 2
        return recompute_between(
            keys[0], keys[half - 1], reckoner=reckoner, actor=actor
        ) + recompute_between(keys[half], keys[-1], reckoner=reckoner, actor=actor)


def _saved(first: bytes, last: bytes, reckoner: Reckoner, actor: Actor) -> Swept:
    with transaction.atomic(), operations.raw_cursor() as cursor:
        locked = wire.lock_citizens(cursor, wire.between(first, last, column="id"))
        total = operations.recompute_locked(
            cursor, locked, wire.between(first, last), reckoner, causes=CAUSE, actor=actor
        )
    return Swept(total.citizens, total.moved)


def _recorded(key: bytes, failure: Exception) -> Swept:
    citizen_id = uuid.UUID(bytes=key)
    logger.error("Borger %s kunne ikke genberegnes", citizen_id, exc_info=failure)
    return Swept(citizens=1, failures=(citizen_id,))


def _keys_after(latest: bytes | None) -> list[bytes]:
    with transaction.atomic(), operations.raw_cursor() as cursor:
        return wire.read_citizens(cursor, after=latest, at_most=AT_ONCE)


def _keys_between(first: bytes, last: bytes) -> list[bytes]:
    with operations.raw_cursor() as cursor:
        return wire.lock_citizens(cursor, wire.between(first, last, column="id"))


@contextmanager
def only_run() -> Iterator[None]:
    """Raises AlreadyRunning."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ONE_RUN])
        if not cursor.fetchone()[0]:
            raise AlreadyRunning("En genberegning kører allerede. Prøv igen om lidt")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_RUN])
