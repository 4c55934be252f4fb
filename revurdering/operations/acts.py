"""What is done to a revurdering: handed over, received, started, finished.

The first act on a round makes its record. Each act, in one transaction:

1. Lock the citizen, so that no period can move the rounds meanwhile.
2. Find the round in hand and its record, under the version the form was shown with.
3. Check the date: not in the future, not before the round or what comes earlier in it.
4. Write it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db.models import QuerySet

from cases.casefile.models import Case
from cases.findings import operations as findings
from cases.history import Actor, change
from revurdering import queries
from revurdering.models import Revurdering
from revurdering.operations.writing import EditConflict, write


class NoRoundToAssess(Exception):
    """The citizen has no round that a revurdering can be opened for."""


class AlreadyDone(Exception):
    """By another, or from another window; `current` is as it stands."""

    def __init__(self, current: Revurdering) -> None:
        super().__init__(str(current))
        self.current = current


class RevurderingAlreadyHandedOver(AlreadyDone):
    pass


class RevurderingAlreadyFinished(AlreadyDone):
    """The record that the form was shown with has been finished meanwhile."""


def hand_over(
    *, case: Case, on: date, as_of: date, actor: Actor, version: int | None = None
) -> Revurdering:
    """To the visitationsteam. Raises RevurderingAlreadyHandedOver, and as `_acting`."""
    with _acting(case, as_of=as_of, actor=actor, version=version) as record:
        if record.handed_over_on:
            raise RevurderingAlreadyHandedOver(record)
        return write(record, as_of=as_of, handed_over_on=on)


class NotYetHandedOver(Exception):
    pass


class RevurderingAlreadyReceived(AlreadyDone):
    pass


def receive(
    *, case: Case, on: date, as_of: date, actor: Actor, version: int | None = None
) -> Revurdering:
    """Raises NotYetHandedOver, RevurderingAlreadyReceived, and as `_acting`."""
    with _acting(case, as_of=as_of, actor=actor, version=version) as record:
        if not record.handed_over_on:
            raise NotYetHandedOver
        if record.received_on:
            raise RevurderingAlreadyReceived(record)
        return write(record, as_of=as_of, received_on=on)


class RevurderingAlreadyStarted(AlreadyDone):
    pass


def start(
    *, case: Case, on: date, as_of: date, actor: Actor, version: int | None = None
) -> Revurdering:
    """Also without having been handed over: the duty is the caseworker's.

    Raises RevurderingAlreadyStarted, and as `_acting`.
    """
    with _acting(case, as_of=as_of, actor=actor, version=version) as record:
        if record.started_on:
            raise RevurderingAlreadyStarted(record)
        return write(record, as_of=as_of, started_on=on)


class OutcomeMissing(Exception):
    pass


def finish(
    *,
    case: Case,
    on: date,
    outcome: str,
    as_of: date,
    actor: Actor,
    version: int | None = None,
) -> Revurdering:
    """Raises OutcomeMissing, NotYetStarted, and as `_acting`."""
    if outcome not in Revurdering.Outcome:
        raise OutcomeMissing
    with _acting(case, as_of=as_of, actor=actor, version=version) as record:
        return write(record, as_of=as_of, finished_on=on, outcome=outcome)


@contextmanager
def _acting(case: Case, *, as_of: date, actor: Actor, version: int | None) -> Iterator[Revurdering]:
    """The record of the round in hand, new if this is the first act on it.

    `version` is the one the form was shown with; None when it showed no record.
    Raises NoRoundToAssess, EditConflict, RevurderingAlreadyFinished.
    """
    with change(actor=actor):
        findings.lock_citizens(citizen_ids=[case.citizen_id])
        in_hand = queries.round_in_hand(case=case, as_of=as_of)
        records = Revurdering.objects.select_for_update().filter(citizen_id=case.citizen_id)
        record = records.filter(round=in_hand.number).first() if in_hand else None
        if (record.version if record else None) != version:
            raise _conflict(record, records, version)
        if in_hand is None or in_hand.m12 is None:
            raise NoRoundToAssess
        yield record or Revurdering(
            citizen_id=case.citizen_id,
            case=case,
            round=in_hand.number,
            opened_for=in_hand.m12,
            version=0,
        )


def _conflict(
    record: Revurdering | None, records: QuerySet[Revurdering], version: int | None
) -> Exception:
    """A form that was shown with a record, when the latest one is finished now."""
    latest = records.filter(finished_on__isnull=False).order_by("finished_on", "id").last()
    if record is None and latest is not None and version is not None:
        return RevurderingAlreadyFinished(latest)
    return EditConflict(record)
