"""A citizen moved here, and that is why the 18 months cannot be kept (LAS § 74 c, stk. 1, 5. pkt.).

Registered, corrected or withdrawn on any round that must be finished. Each, in one transaction:

1. Lock the citizen, so that no period can move the rounds meanwhile.
2. Find the round and its record, under the version that the form was shown with.
3. Refuse a move that cannot give the round longer.
4. Write it, and the citizen's next deadline; what stood before stays in the history.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from cases.casefile.models import Case
from cases.danish import dates
from cases.deadlines import tilflytning
from cases.findings import operations as findings
from cases.findings.queries import rules_in_use
from cases.history import Actor, change
from cases.nextsteps import operations as next_steps
from revurdering import queries
from revurdering.models import Revurdering
from revurdering.operations.corrections import NothingToCorrect
from revurdering.operations.writing import (
    DateInTheFuture,
    EditConflict,
    ReasonMissing,
    save,
    says_something_without,
)
from revurdering.queries import RoundLine


def register_tilflytning(
    *, case: Case, number: int, on: date, why: str, as_of: date, actor: Actor, version: int | None
) -> Revurdering:
    """`number` is the round's. A round on which nothing is registered gets a record that is not begun.

    Raises ReasonMissing, EditConflict, and as `_check`.
    """
    with _line_of(case, number, as_of=as_of, actor=actor, version=version) as line:
        if line.record is not None and line.record.tilflytning_on is not None:
            raise EditConflict(line.record)
        _check(line, on, why, as_of=as_of)
        return _written(line.record or _new(case, line), on, why)


def correct_tilflytning(
    *,
    case: Case,
    number: int,
    on: date,
    why: str,
    reason: str,
    as_of: date,
    actor: Actor,
    version: int | None,
) -> Revurdering:
    """`reason`: why it is corrected. Raises ReasonMissing, NothingToCorrect, EditConflict, and as
    `_check`."""
    if not reason.strip():
        raise ReasonMissing
    with _line_of(case, number, as_of=as_of, actor=actor, version=version, reason=reason) as line:
        record = _standing(line)
        if (record.tilflytning_on, record.tilflytning_reason) == (on, why.strip()):
            raise NothingToCorrect
        _check(line, on, why, as_of=as_of)
        return _written(record, on, why)


def withdraw_tilflytning(
    *, case: Case, number: int, reason: str, as_of: date, actor: Actor, version: int | None
) -> Revurdering:
    """The 18 months hold again. A record that then says nothing leaves its round.

    Raises ReasonMissing, EditConflict.
    """
    if not reason.strip():
        raise ReasonMissing
    with _line_of(case, number, as_of=as_of, actor=actor, version=version, reason=reason) as line:
        record = _standing(line)
        left: dict[str, object] = {"tilflytning_on": None, "tilflytning_reason": ""}
        if not says_something_without(record, "tilflytning_on"):
            left["round"] = None
        save(record, **left)
        next_steps.refresh(citizen_ids=[record.citizen_id])
        return record


class NoDayToMove(Exception):
    """The round has no 18 months that anybody must keep."""


class MovedTooLate(Exception):
    """A move after the 18 months, on `m18`, cannot be why they were not kept."""

    def __init__(self, m18: date) -> None:
        super().__init__(
            f"De 18 måneder var {dates.long(m18)}. En flytning efter den dag kan ikke være grunden "
            "til, at de ikke blev holdt"
        )


class MoveGivesNothing(Exception):
    """What the law gives after it is no later than `m18`."""

    def __init__(self, m18: date, after: date | None) -> None:
        gives = (
            f"Loven giver til {dates.long(after)} efter den flytning"
            if after
            else "Loven gav intet"
        )
        super().__init__(
            f"{gives}, og de 18 måneder er {dates.long(m18)}. Flytningen ændrer ikke fristen"
        )


def _check(line: RoundLine, on: date, why: str, *, as_of: date) -> None:
    """Raises ReasonMissing, DateInTheFuture, NoDayToMove, MovedTooLate, MoveGivesNothing."""
    if not why.strip():
        raise ReasonMissing
    if on > as_of:
        raise DateInTheFuture
    rules, m18 = rules_in_use(), line.round.m18 if line.round else None
    if m18 is None or rules.is_exempt(m18):
        raise NoDayToMove
    if on > m18:
        raise MovedTooLate(m18)
    if tilflytning.finish_by(m18, moved_on=on, rules=rules) == m18:
        raise MoveGivesNothing(m18, tilflytning.months_after(on, rules=rules))


@contextmanager
def _line_of(
    case: Case, number: int, *, as_of: date, actor: Actor, version: int | None, reason: str = ""
) -> Iterator[RoundLine]:
    """Raises NoDayToMove, EditConflict."""
    with change(actor=actor, reason=reason.strip()):
        findings.lock_citizens(citizen_ids=[case.citizen_id])
        line = queries.line_of_round(citizen_id=case.citizen_id, number=number, as_of=as_of)
        record = line.record if line else None
        if (record.version if record else None) != version:
            raise EditConflict(record)
        if line is None:
            raise NoDayToMove
        yield line


def _standing(line: RoundLine) -> Revurdering:
    if line.record is None or line.record.tilflytning_on is None:
        raise EditConflict(line.record)
    return line.record


def _new(case: Case, line: RoundLine) -> Revurdering:
    assert line.round is not None
    assert line.round.m12 is not None  # no 18 months without it
    return Revurdering(
        citizen_id=case.citizen_id,
        case=case,
        round=line.round.number,
        opened_for=line.round.m12,
        version=0,
    )


def _written(record: Revurdering, on: date, why: str) -> Revurdering:
    save(record, tilflytning_on=on, tilflytning_reason=why.strip())
    next_steps.refresh(citizen_ids=[record.citizen_id])
    return record
