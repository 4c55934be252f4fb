"""What a caseworker does to a period: register, correct, annul, and take the last one back.

Each of them, in one transaction:

1. Lock the citizen, so that two who edit the same citizen follow one another.
2. Change the period under the version the form was shown with.
3. Let the database judge overlaps.
4. Recompute the citizen, and return what moved and what did not.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction

from cases.citizens.models import Citizen
from cases.constraints import check_now, violated
from cases.deadlines.marks import Round
from cases.findings import operations as findings
from cases.findings.rules import Mark, Moved
from cases.history import Actor, change
from cases.periods import cause, queries, versions
from cases.periods.judging import (
    PeriodEndsBeforeStart,
    PeriodOverlaps,
    PeriodStartsOutOfBounds,
    check_order,
    check_start,
)
from cases.periods.models import ENTERED_BY_HAND, Period
from cases.periods.preview import Preview, preview, preview_annulment
from cases.periods.versions import EditConflict, FieldChange

__all__ = [
    "AlreadyAnnulled",
    "EditConflict",
    "FieldChange",
    "NothingChanged",
    "NothingToUndo",
    "PeriodEndsBeforeStart",
    "PeriodOverlaps",
    "PeriodStartsOutOfBounds",
    "Preview",
    "ReasonMissing",
    "Saved",
    "annul_period",
    "correct_period",
    "preview",
    "preview_annulment",
    "register_period",
    "undo",
]

UNDONE = "Fortrudt"


@dataclass(frozen=True)
class Saved:
    period: Period
    moves: list[Moved]
    unchanged: list[Mark]
    rounds: list[Round]


def register_period(
    *,
    citizen: Citizen,
    kind: str,
    start: date,
    end: date | None,
    source: str = ENTERED_BY_HAND,
    weekly_hours: Decimal | None = None,
    actor: Actor,
    as_of: date,
) -> Saved:
    """Raises PeriodOverlaps, PeriodEndsBeforeStart, PeriodStartsOutOfBounds."""
    period = Period(
        citizen=citizen, kind=kind, start=start, end=end, source=source, weekly_hours=weekly_hours
    )
    with change(actor=actor):
        findings.begin_change(citizen_id=citizen.pk, as_of=as_of, actor=actor)
        check_start(period, as_of=as_of)
        _save(period)
        return _recomputed(period, cause.registered(period), actor=actor, as_of=as_of)


class AlreadyAnnulled(Exception):
    def __init__(self, period: Period) -> None:
        super().__init__("Perioden er annulleret")
        self.period = period


class NothingChanged(Exception):
    pass


def correct_period(
    *,
    period_id: int,
    version: int,
    kind: str,
    start: date,
    end: date | None,
    weekly_hours: Decimal | None = None,
    actor: Actor,
    as_of: date,
    reason: str = "",
) -> Saved:
    """Raises EditConflict, AlreadyAnnulled, NothingChanged, and as `register_period`."""
    with _changing(period_id, actor=actor, as_of=as_of, reason=reason):
        period = versions.period_to_change(period_id=period_id, version=version)
        if period.annulled_on is not None:
            raise AlreadyAnnulled(period)
        values = {"kind": kind, "start": start, "end": end, "weekly_hours": weekly_hours}
        changes = _set(period, values)
        if not changes:
            raise NothingChanged
        check_start(period, as_of=as_of)
        _save(period, fields=[*values, "version"])
        return _recomputed(period, cause.corrected(period, changes), actor=actor, as_of=as_of)


class ReasonMissing(Exception):
    pass


def annul_period(*, period_id: int, version: int, reason: str, actor: Actor, as_of: date) -> Saved:
    """Raises EditConflict, AlreadyAnnulled, ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
    with _changing(period_id, actor=actor, as_of=as_of, reason=reason):
        period = versions.period_to_change(period_id=period_id, version=version)
        if period.annulled_on is not None:
            raise AlreadyAnnulled(period)
        _set(period, {"annulled_on": as_of, "annul_reason": reason.strip()})
        _save(period, fields=["annulled_on", "annul_reason", "version"])
        return _recomputed(period, cause.annulled(period), actor=actor, as_of=as_of)


class NothingToUndo(Exception):
    """The period stands as a list brought it: it is annulled or corrected, not taken back."""


def undo(*, period_id: int, version: int, actor: Actor, as_of: date) -> Saved:
    """Back to what the period was before its latest change; a new period is annulled.

    Raises EditConflict, NothingToUndo, PeriodOverlaps.
    """
    with _changing(period_id, actor=actor, as_of=as_of, reason=UNDONE):
        period = versions.period_to_change(period_id=period_id, version=version)
        values = _before_latest_change(period, as_of)
        _set(period, values)
        _save(period, fields=[*values, "version"])
        return _recomputed(period, cause.undone(period), actor=actor, as_of=as_of)


def _before_latest_change(period: Period, as_of: date) -> dict[str, object]:
    # By version: a list that only confirms the period leaves a row in the history and changes nothing.
    earlier = period.history.filter(version__lt=period.version - 1).order_by("history_id").last()
    if earlier is None and period.source != ENTERED_BY_HAND:
        raise NothingToUndo
    if earlier is None:
        return {"annulled_on": as_of, "annul_reason": UNDONE}
    return {name: getattr(earlier, name) for name in versions.CHANGEABLE}


@contextmanager
def _changing(period_id: int, *, actor: Actor, as_of: date, reason: str) -> Iterator[None]:
    with change(actor=actor, reason=reason):
        citizen_id = versions.citizen_of(period_id)
        findings.begin_change(citizen_id=citizen_id, as_of=as_of, actor=actor)
        yield


def _set(period: Period, values: dict[str, object]) -> list[FieldChange]:
    before = copy(period)
    for name, value in values.items():
        setattr(period, name, value)
    return versions.changes_between(before, period)


def _save(period: Period, fields: list[str] | None = None) -> None:
    check_order(period)
    try:
        with transaction.atomic():
            period.save(update_fields=fields)
            check_now()
    except IntegrityError as error:
        other = queries.overlapping(period)
        if violated(error) != "no_overlap_of_one_type" or other is None:
            raise
        raise PeriodOverlaps(other) from error


def _recomputed(period: Period, why: str, *, actor: Actor, as_of: date) -> Saved:
    found = findings.end_change(citizen_id=period.citizen_id, as_of=as_of, actor=actor, cause=why)
    return Saved(period, found.moves, found.unchanged, found.rounds)
