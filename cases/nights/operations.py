"""The night: every date that is owed, in order, each finished exactly once.

1. One leader at a time: the advisory lock that `genberegn` takes as well.
2. Ask the ledger which dates are owed, and enter them as begun.
3. Recompute everyone once, as of today: facts are as they are known now, so an earlier date's
   reckoning would only be thrown away. Others who work may share it (`cases.nights.parts`).
4. For each date in order, in one transaction: what the registry adds, then finished.

When the rule profile is changed later that day, everyone is recomputed once more.

Killed anywhere, the next ring takes up what is left. Rung again, it finds nothing to do.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from cases.findings.everyone import AlreadyRunning, Swept, only_run
from cases.history import Actor
from cases.nights import parts, queries, registry, rules
from cases.nights.models import Night
from cases.nights.parts import Progress, Ring
from cases.nights.rules import ClockWentBack

__all__ = ["AlreadyRunning", "ClockIsAhead", "ClockWentBack", "StepFailed", "run_nights"]


class ClockIsAhead(Exception):
    """Our own clock is a day or more before the database's."""


class StepFailed(Exception):
    """A step of the registry stopped. Told by its name and the kind of error, never its values."""

    def __init__(self, name: str, failure: Exception) -> None:
        super().__init__(f"Trinnet {name} stoppede: {type(failure).__name__}")


def run_nights(
    *,
    today: date,
    actor: Actor,
    progress: Progress = lambda done, of: None,
    ring: Ring = lambda parts: None,
) -> list[Night]:
    """The nights it finished, in order, or the one it had to reckon again by new rules.

    Raises AlreadyRunning, ClockWentBack and StepFailed. `ring` is called with the number of parts
    that others may help with; it must not fail.
    """
    if not _has_work(today):
        return []
    with only_run():
        if days := _owed(today):
            Night.objects.bulk_create([Night(day=day) for day in days], ignore_conflicts=True)
            reckoning = _reckoned(today, actor, progress, ring)
            for day in days:
                _finish(day, reckoning, actor)
        elif queries.reckoned_by_old_rules(day=today):
            days = [today]
            parts.forget_all()
            _reckon_again(_reckoned(today, actor, progress, ring))
    return list(Night.objects.filter(day__in=days).order_by("day"))


def refuse_a_clock_ahead(*, today: date) -> None:
    """Raises ClockIsAhead. A night run too early would tell what is not yet due."""
    if today > (witness := queries.date_in_database()):
        raise ClockIsAhead(f"Maskinens dato er {today}, men databasens er {witness}. Ret uret")


def forget_the_future(*, today: date) -> int:
    """Once a clock that was ahead is right: the nights it ran too early are owed again."""
    with only_run():
        _, of_each = Night.objects.filter(day__gt=today).delete()
    return of_each.get(Night._meta.label, 0)


def mark_as_mended() -> None:
    """After everyone has been recomputed without a failure: no earlier failure stands."""
    Night.objects.exclude(failures=[]).filter(mended_at=None).update(mended_at=Now())


@dataclass(frozen=True)
class _Reckoning:
    """Everyone as of one day: what the nights rest on."""

    as_of: date
    began_at: datetime | None
    swept: Swept
    checksum: str

    @property
    def failures(self) -> list[str]:
        return [str(citizen_id) for citizen_id in self.swept.failures]


def _reckoned(today: date, actor: Actor, progress: Progress, ring: Ring) -> _Reckoning:
    ring(parts.share_out(as_of=today))
    return _Reckoning(
        as_of=today,
        began_at=queries.reckoning_began(as_of=today),
        swept=parts.work_until_done(as_of=today, actor=actor, progress=progress),
        checksum=queries.checksum_of_findings(),
    )


def _has_work(today: date) -> bool:
    return bool(_owed(today)) or queries.reckoned_by_old_rules(day=today)


def _owed(today: date) -> list[date]:
    return rules.pending(
        today=today,
        finished=queries.latest_finished_day(),
        begun=queries.first_unfinished_day(),
    )


def _finish(day: date, reckoning: _Reckoning, actor: Actor) -> None:
    try:
        with transaction.atomic():
            night = Night.objects.select_for_update().get(day=day, finished_at=None)
            Night.objects.filter(pk=night.pk).update(
                told=_told(day, actor),
                recomputed_as_of=reckoning.as_of,
                reckoned_at=reckoning.began_at,
                citizens=reckoning.swept.citizens,
                moved=reckoning.swept.moved,
                failures=reckoning.failures,
                checksum=reckoning.checksum,
                obstacle="",
                finished_at=Now(),
            )
    except StepFailed as failure:
        Night.objects.filter(day=day).update(obstacle=str(failure))
        raise


def _reckon_again(reckoning: _Reckoning) -> None:
    """The night stays finished; what it rests on is newer, and what moved is added."""
    Night.objects.filter(day=reckoning.as_of).update(
        reckoned_at=reckoning.began_at,
        citizens=reckoning.swept.citizens,
        moved=F("moved") + reckoning.swept.moved,
        failures=reckoning.failures,
        checksum=reckoning.checksum,
        mended_at=None,
    )


def _told(day: date, actor: Actor) -> int:
    told = 0
    for name, step in registry.night_steps():
        try:
            told += step(day=day, actor=actor)
        except Exception as failure:
            raise StepFailed(name, failure) from failure
    return told
