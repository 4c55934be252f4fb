"""What was registered is put right: a date or the outcome corrected, or the latest act taken back.

Of any round the citizen still has, finished or not. Each, in one transaction:

1. Lock the citizen, so that no period can move the rounds meanwhile.
2. Find the record of the round, under the version that the form was shown with.
3. Check the dates by the rules of the acts.
4. Write it; what stood before stays in the history.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from cases.casefile.models import Case
from cases.findings import operations as findings
from cases.history import Actor, change
from revurdering import queries
from revurdering.models import Revurdering
from revurdering.operations.writing import (
    EditConflict,
    ReasonMissing,
    says_something_without,
    write,
)

TAKEN_BACK = "Fortrudt"


class NothingToCorrect(Exception):
    """Everything stands as it was given."""


class NotDone(Exception):
    """The step has no date to correct."""


def correct(
    *,
    case: Case,
    number: int,
    step: str,
    on: date,
    reason: str,
    as_of: date,
    actor: Actor,
    version: int | None,
    outcome: str = "",
) -> Revurdering:
    """The day of one step in the round `number`; with `finished_on` the outcome too.

    Raises ReasonMissing, NothingToCorrect, NotDone, EditConflict, and as `writing.write`.
    """
    if not reason.strip():
        raise ReasonMissing
    with _record_of(case, number, version=version, actor=actor, reason=reason.strip()) as record:
        if getattr(record, step) is None:
            raise NotDone
        given = {step: on} | ({"outcome": outcome} if step == "finished_on" else {})
        new = {name: value for name, value in given.items() if getattr(record, name) != value}
        if not new:
            raise NothingToCorrect
        return write(record, as_of=as_of, **new)


class NotTheLatestAct(EditConflict):
    """Something was registered after it, or it is taken back already."""


def undo_latest_act(
    *, case: Case, number: int, step: str, as_of: date, actor: Actor, version: int | None
) -> Revurdering:
    """A record that then says nothing leaves its round, so that the next act makes a new one.

    Raises EditConflict, NotTheLatestAct, NotYetStarted.
    """
    with _record_of(case, number, version=version, actor=actor, reason=TAKEN_BACK) as record:
        latest = queries.latest_act(citizen_id=case.citizen_id)
        if latest is None or (latest.record, latest.step) != (record, step):
            raise NotTheLatestAct(record)
        before: dict[str, date | str | None] = {step: None}
        if step == "finished_on":
            before["outcome"] = ""
        if not says_something_without(record, step):
            before["round"] = None
        return write(record, as_of=as_of, **before)


@contextmanager
def _record_of(
    case: Case, number: int, *, version: int | None, actor: Actor, reason: str
) -> Iterator[Revurdering]:
    """Raises EditConflict."""
    with change(actor=actor, reason=reason):
        findings.lock_citizens(citizen_ids=[case.citizen_id])
        records = Revurdering.objects.select_for_update().filter(citizen_id=case.citizen_id)
        record = records.filter(round=number).first()
        if record is None or record.version != version:
            raise EditConflict(record)
        yield record
