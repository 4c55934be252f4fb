"""`genberegn`: everyone recomputed, in one process, in parts that each stand when they are saved.

1. One run at a time: an advisory lock, which the database lets go of if we die.
2. Part by part in order of id: lock the citizens, recompute, commit. Whoever saves a period of
   theirs waits for the part, or we wait for them; so neither works on what the other replaces.
3. A part that fails is halved until the citizen who cannot be computed stands alone; that one is
   recorded by id, and the rest continue.

Killed midway, the parts already saved stand, and the next run goes through all of them again.
"""

import logging
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from django.db import InterfaceError, OperationalError, ProgrammingError, connection, transaction
from django.db.models.functions import Now

from cases.findings import operations, queries, wire
from cases.findings.models import RecomputeRun
from cases.findings.operations import AT_ONCE, Reckoner, Total
from cases.history import Actor

logger = logging.getLogger(__name__)

CAUSE = "Genberegning: perioderne er ændret uden om systemets sider"
ONE_RUN = 740_003  # the advisory lock of this job; any number no other job uses

Progress = Callable[[int], None]


class AlreadyRunning(Exception):
    """Another run is under way; this one has done nothing."""


def recompute_everyone(
    *, as_of: date, actor: Actor, progress: Progress = lambda done: None
) -> RecomputeRun:
    """Raises AlreadyRunning."""
    with _only_run():
        run = RecomputeRun.objects.create(as_of=as_of)
        reckoner = Reckoner(as_of=as_of, rule_set=queries.rules_in_use())
        part = _Part(reckoner, actor)
        latest = None
        while keys := part.recompute_after(latest):
            latest = keys[-1]
            progress(part.total.citizens)
        run.citizens, run.moved = part.total.citizens, part.total.moved
        run.failures = [str(citizen_id) for citizen_id in part.failures]
        run.finished_at = Now()
        run.save(update_fields=["citizens", "moved", "failures", "finished_at"])
        run.refresh_from_db()
    return run


class _Part:
    """Recomputes one part after another and keeps the sum."""

    def __init__(self, reckoner: Reckoner, actor: Actor) -> None:
        self.reckoner, self.actor = reckoner, actor
        self.total = Total(0, 0)
        self.failures: list[uuid.UUID] = []

    def recompute_after(self, latest: bytes | None) -> list[bytes]:
        """The citizens it went through; empty when there are no more."""
        keys = _keys_after(latest)
        if keys:
            self._recompute(keys)
        return keys

    def _recompute(self, keys: list[bytes]) -> None:
        if (failure := self._tried(keys)) is None:
            return
        if len(keys) == 1:
            self._record(keys[0], failure)
        else:
            half = len(keys) // 2
            self._recompute(keys[:half])
            self._recompute(keys[half:])

    def _tried(self, keys: list[bytes]) -> Exception | None:
        """What stood in the way, unless it is the database: that is nobody's facts."""
        try:
            self.total += self._saved(keys)
        except (OperationalError, InterfaceError, ProgrammingError):
            raise
        except Exception as failure:  # noqa: BLE001  recorded by its citizen; the rest go on
            return failure
        return None

    def _saved(self, keys: list[bytes]) -> Total:
        selected = wire.between(keys[0], keys[-1])
        with transaction.atomic(), operations.raw_cursor() as cursor:
            locked = wire.lock_citizens(cursor, wire.between(keys[0], keys[-1], column="id"))
            return operations.recompute_locked(
                cursor, locked, selected, self.reckoner, causes=CAUSE, actor=self.actor
            )

    def _record(self, key: bytes, failure: Exception) -> None:
        citizen_id = uuid.UUID(bytes=key)
        logger.error("Borger %s kunne ikke genberegnes", citizen_id, exc_info=failure)
        self.failures.append(citizen_id)
        self.total += Total(1, 0)


def _keys_after(latest: bytes | None) -> list[bytes]:
    with transaction.atomic(), operations.raw_cursor() as cursor:
        return wire.read_citizens(cursor, after=latest, at_most=AT_ONCE)


@contextmanager
def _only_run() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ONE_RUN])
        if not cursor.fetchone()[0]:
            raise AlreadyRunning("En genberegning kører allerede. Prøv igen om lidt")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_RUN])
