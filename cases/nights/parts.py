"""The night's recomputing in parts that any number of processes share, on one or more hosts.

1. The leader makes the parts: ranges of keys that together hold every citizen.
2. Whoever works, the leader too, claims the first free part for a while, and commits that.
3. The part is recomputed and marked as done in one transaction. Whoever held it too long and lost
   it to another finds so when marking it, and rolls back: a part stands exactly once.
4. A part whose holder died is free again when its time has run out.

Times are the database's, so the hosts need not agree on theirs.
"""

import logging
import os
import socket
import time
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from functools import reduce
from itertools import pairwise

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Now

from cases.findings import everyone
from cases.findings.everyone import Swept
from cases.history import Actor
from cases.nights import queries
from cases.nights.models import NightPart

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
PAUSE = 0.05  # seconds between two looks at parts that others hold
LARGEST, SMALLEST = 2000, 250  # citizens in a part
WANTED = 32  # parts, so that two who share are done at nearly the same time

LOWEST_KEY, HIGHEST_KEY = uuid.UUID(int=0), uuid.UUID(int=2**128 - 1)

Progress = Callable[[int, int], None]
Ring = Callable[[int], None]


class LostIt(Exception):
    """The part was taken by another while we held it too long."""


def share_out(*, as_of: date) -> int:
    """How many parts there are to do. What is left of another date is forgotten."""
    with transaction.atomic():
        NightPart.objects.exclude(as_of=as_of).delete()
        if not NightPart.objects.filter(as_of=as_of).exists():
            NightPart.objects.bulk_create(
                NightPart(as_of=as_of, number=number, first_key=first, last_key=last)
                for number, (first, last) in enumerate(_ranges(), start=1)
            )
    return queries.parts_left(as_of=as_of)


def forget_all() -> None:
    """So that everyone is gone through again on the same date."""
    NightPart.objects.all().delete()


def work_until_done(*, as_of: date, actor: Actor, progress: Progress) -> Swept:
    """By the leader: works like everybody else, and waits for what others hold."""
    total = NightPart.objects.filter(as_of=as_of).count()
    while left := queries.parts_left(as_of=as_of):
        progress(total - left, total)
        if not work_on_one(actor=actor):
            time.sleep(PAUSE)
    progress(total, total)
    return _sum(as_of)


def work_on_one(*, actor: Actor) -> bool:
    """Whether there was a part to claim."""
    if (part := _claimed()) is None:
        return False
    try:
        _recompute(part, actor)
    except LostIt:
        logger.warning("Del %s af natten blev overtaget af en anden", part.number)
    return True


def _claimed() -> NightPart | None:
    free = Q(lease_until=None) | Q(lease_until__lt=Now())
    with transaction.atomic():
        waiting = NightPart.objects.filter(free, done_at=None).order_by("number")
        part = waiting.select_for_update(skip_locked=True).first()
        if part is not None:
            part.claims += 1
            part.claimed_by = f"{socket.gethostname()}:{os.getpid()}"
            part.lease_until = Now() + LEASE
            part.save(update_fields=["claims", "claimed_by", "lease_until"])
    return part


def _recompute(part: NightPart, actor: Actor) -> None:
    with transaction.atomic():
        swept = everyone.recompute_between(
            part.first_key.bytes,
            part.last_key.bytes,
            reckoner=everyone.reckoner_as_of(part.as_of),
            actor=actor,
        )
        ours = NightPart.objects.filter(pk=part.pk, claims=part.claims, done_at=None)
        done = ours.update(
            done_at=Now(),
            citizens=swept.citizens,
            moved=swept.moved,
            failures=[str(citizen_id) for citizen_id in swept.failures],
        )
        if not done:
            raise LostIt


def _ranges() -> list[tuple[uuid.UUID, uuid.UUID]]:
    """Without gaps and without ends, so that a citizen who comes meanwhile is in one of them."""
    starts = [LOWEST_KEY, *_starts()]
    ends = [uuid.UUID(int=after.int - 1) for _, after in pairwise(starts)]
    return list(zip(starts, [*ends, HIGHEST_KEY], strict=True))


def _starts() -> list[uuid.UUID]:
    """The key at which each part but the first begins."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_citizen")
        size = max(SMALLEST, min(LARGEST, cursor.fetchone()[0] // WANTED))
        cursor.execute(
            "SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS place"
            " FROM cases_citizen) AS placed WHERE place > 1 AND (place - 1) %% %s = 0 ORDER BY id",
            [size],
        )
        return [key for (key,) in cursor]


def _sum(as_of: date) -> Swept:
    rows = NightPart.objects.filter(as_of=as_of).values_list("citizens", "moved", "failures")
    parts = [Swept(citizens, moved, tuple(map(uuid.UUID, ids))) for citizens, moved, ids in rows]
    return reduce(Swept.__add__, parts, Swept())
