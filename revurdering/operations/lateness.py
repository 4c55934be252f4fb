"""Why a deadline was not kept: said, and put right, on any late round, finished or not.

In one transaction:

1. Lock the citizen, so that no period can move the rounds meanwhile.
2. Find the round and its record, under the version that the form was shown with.
3. Refuse what needs no reason.
4. Write it; the reason that stood before stays in the history.
"""

from datetime import date

from cases.casefile.models import Case
from cases.findings import operations as findings
from cases.history import Actor, change
from revurdering import queries
from revurdering.models import Revurdering
from revurdering.operations.corrections import NothingToCorrect
from revurdering.operations.writing import EditConflict, ReasonMissing, save
from revurdering.queries import RoundLine


class NotLate(Exception):
    """The round is on time, and no reason stands on it; or the citizen has no such round now."""


def give_lateness_reason(
    *,
    case: Case,
    number: int,
    reason: str,
    as_of: date,
    actor: Actor,
    version: int | None = None,
) -> Revurdering:
    """`number` is the round's. A round on which nothing is registered gets a record that only explains.

    Raises ReasonMissing, EditConflict, NotLate, NothingToCorrect.
    """
    if not reason.strip():
        raise ReasonMissing
    with change(actor=actor):
        findings.lock_citizens(citizen_ids=[case.citizen_id])
        line = queries.line_of_round(citizen_id=case.citizen_id, number=number, as_of=as_of)
        standing = line.record if line else None
        if (standing.version if standing else None) != version:
            raise EditConflict(standing)
        if line is None or not line.may_be_explained:
            raise NotLate
        record = standing or _explaining(case, line)
        if record.lateness_reason == reason.strip():
            raise NothingToCorrect
        return save(record, lateness_reason=reason.strip())


def _explaining(case: Case, line: RoundLine) -> Revurdering:
    assert line.round is not None
    assert line.round.m12 is not None  # a round without it is never late
    return Revurdering(
        citizen_id=case.citizen_id,
        case=case,
        round=line.round.number,
        opened_for=line.round.m12,
        version=0,
    )
