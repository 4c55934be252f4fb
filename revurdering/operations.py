"""What is done to a revurdering: handed over, received, started, finished, its lateness explained.

The first act on a round makes its record. Each act, in one transaction:

1. Lock the citizen, so that no period can move the rounds meanwhile.
2. Find the round in hand and its record, under the version the form was shown with.
3. Check the date: not in the future, not before the round or what comes earlier in it.
4. Write it.
"""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from django.db import connection
from django.db.models import QuerySet

from cases.casefile.models import Case
from cases.danish import dates
from cases.deadlines.marks import Round
from cases.findings import operations as findings
from cases.findings.registry import Changed
from cases.history import Actor, change
from cases.nextsteps import operations as next_steps
from revurdering import queries, rules
from revurdering.models import Revurdering

REMATCHED = "Borgerens runder er regnet om"


class NoRoundToAssess(Exception):
    """The citizen has no round that a revurdering can be opened for."""


class EditConflict(Exception):
    """`current` is as another has just saved it; None when there is no such record any more."""

    def __init__(self, current: Revurdering | None) -> None:
        super().__init__("Revurderingen er ændret, mens du skrev")
        self.current = current


class DateInTheFuture(Exception):
    pass


class BeforeTheRound(Exception):
    """The round was not running yet on the date given; it began on `day`."""

    def __init__(self, day: date) -> None:
        super().__init__(
            f"Runden begyndte {dates.long(day)}. Datoen skal være den dag eller senere"
        )
        self.day = day


class OutOfOrder(Exception):
    """`field` of the record is on `day`: after the date given."""

    def __init__(self, field: str, day: date) -> None:
        label = Revurdering._meta.get_field(field).verbose_name  # type: ignore[union-attr]
        super().__init__(f"Datoen ligger før {label} ({dates.long(day)})")
        self.field, self.day = field, day


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
        return _write(record, "handed_over_on", on, as_of=as_of)


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
        return _write(record, "received_on", on, as_of=as_of)


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
        return _write(record, "started_on", on, as_of=as_of)


class NotYetStarted(Exception):
    pass


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
        if rules.lacks_start({**record.days, "finished_on": on}, outcome):
            raise NotYetStarted
        return _write(record, "finished_on", on, as_of=as_of, outcome=outcome)


class ReasonMissing(Exception):
    pass


def give_lateness_reason(
    *, case: Case, reason: str, as_of: date, actor: Actor, version: int | None = None
) -> Revurdering:
    """Raises ReasonMissing, and as `_acting`."""
    if not reason.strip():
        raise ReasonMissing
    with _acting(case, as_of=as_of, actor=actor, version=version) as record:
        return _save(record, lateness_reason=reason.strip())


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


def _write(
    record: Revurdering, field: str, on: date, *, as_of: date, **more: object
) -> Revurdering:
    """Raises DateInTheFuture, BeforeTheRound, OutOfOrder."""
    if on > as_of:
        raise DateInTheFuture
    begun = queries.round_begun_on(
        citizen_id=record.citizen_id, number=record.round or 1, as_of=as_of
    )
    if begun is not None and on < begun:
        raise BeforeTheRound(begun)
    for _, earlier, day in rules.out_of_order({**record.days, field: on}):
        raise OutOfOrder(earlier, day)
    _save(record, **{field: on}, **more)
    next_steps.refresh(citizen_ids=[record.citizen_id])
    return record


def _save(record: Revurdering, **values: object) -> Revurdering:
    for name, value in values.items():
        setattr(record, name, value)
    record.version += 1
    record.save(update_fields=[*values, "version"] if record.pk else None)
    return record


def rematch(changed: Sequence[Changed], actor: Actor) -> None:
    """After rounds have moved: each record to the round it now belongs to."""
    rounds = {
        citizen.citizen_id: citizen.after
        for citizen in changed
        if _matching_days(citizen.before) != _matching_days(citizen.after)
    }
    if not rounds or not _any_records(list(rounds)):
        return
    records = Revurdering.objects.select_for_update().filter(citizen_id__in=list(rounds))
    of_citizen: dict[uuid.UUID, list[Revurdering]] = {}
    for record in records.order_by("id"):
        of_citizen.setdefault(record.citizen_id, []).append(record)
    for citizen_id, theirs in of_citizen.items():
        matched = rules.match(theirs, rounds[citizen_id])
        with change(actor=actor, reason=REMATCHED):
            for record in theirs:
                if record.round != matched[record.pk]:
                    _save(record, round=matched[record.pk])


def _matching_days(rounds: Sequence[Round]) -> list[date | None]:
    return [found.m12 for found in rounds]


def _any_records(citizen_ids: list[uuid.UUID]) -> bool:
    """By hand: asked at every period that is saved, and the answer is mostly no."""
    statement = "SELECT FROM revurdering_revurdering WHERE citizen_id = ANY(%s) LIMIT 1"
    with connection.cursor() as cursor:
        cursor.execute(statement, [citizen_ids])
        return cursor.fetchone() is not None
