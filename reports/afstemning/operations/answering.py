"""A caseworker says which periods are right of a person they were asked about, or takes it back.

1. Lock the reconciliation, as deciding and approving do; the person must still be asked about.
2. See that our periods are those that the answer was given of.
3. The answer becomes the decision. While the reconciliation is open it is written with the rest;
   when that was approved already, the list's periods are written now, and rolled back with the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models.functions import Now

from cases.casefile.models import Case
from cases.findings import operations as findings
from cases.history import Actor, change
from cases.people.models import Employee
from reports.afstemning import effects
from reports.afstemning.models import Afstemning, AfstemningLine, Answer
from reports.afstemning.operations.approving import write_line
from reports.afstemning.operations.deciding import look_again
from reports.afstemning.operations.rolling_back import take_back_line


@dataclass(frozen=True)
class Said:
    """`seen`: the periods of ours that the answer is about, `[id, version]` each."""

    choice: str
    note: str
    seen: Sequence[Sequence[int]]
    by: Employee


class NotAsked(Exception):
    """Answered or decided by another meanwhile, or never asked on this case."""


class PeriodsChanged(Exception):
    """Our periods are no longer those that were shown; nothing was saved."""


def answer(*, case: Case, key: int, said: Said, actor: Actor, as_of: date) -> Answer:
    """Raises NotAsked, PeriodsChanged, approving.Collided."""
    with change(actor=actor):
        line = _asked(case, key)
        findings.lock_citizens(citizen_ids=[case.citizen_id])
        look_again(line.afstemning, line)
        if [list(one) for one in said.seen] != [one[:2] for one in line.ours]:
            raise PeriodsChanged
        effects.tell_effect(line.afstemning, line, as_of=as_of)
        line.decision, line.decided_at = said.choice, Now()
        if _is_late(line) and said.choice == Answer.Choice.LIST:
            write_line(line.afstemning, line, actor=actor, as_of=as_of)
            _count(line.afstemning, len(line.moves))
        line.save(update_fields=["ours", "group", "decision", "decided_at", *effects.FIELDS])
        return Answer.objects.create(
            line=line, case=case, choice=said.choice, note=said.note, by=said.by
        )


class DecidedSince(Exception):
    """The payment office has decided otherwise, approved it, or closed the list."""


def take_back(*, case: Case, key: int, actor: Actor, as_of: date) -> Answer:
    """The caseworker is asked again. Raises Answer.DoesNotExist, DecidedSince, ChangedSince."""
    with change(actor=actor):
        found = Answer.objects.select_related("line").get(pk=key, case=case, is_withdrawn=False)
        line = _locked(found.line)
        if not _may_be_taken_back(found, line):
            raise DecidedSince
        if line.written:
            take_back_line(line, actor=actor, as_of=as_of)
            _count(line.afstemning, -len(line.moves))
        line.written, line.decision, line.decided_at = [], AfstemningLine.Decision.ASK, Now()
        line.save(update_fields=["written", "decision", "decided_at"])
        found.is_withdrawn = True
        found.save(update_fields=["is_withdrawn"])
        return found


def _asked(case: Case, key: int) -> AfstemningLine:
    told = AfstemningLine.objects.shown().filter(pk=key, citizen_id=case.citizen_id).first()
    if told is None:
        raise NotAsked
    line = _locked(told)
    if not AfstemningLine.objects.asked().filter(pk=line.pk).exists():
        raise NotAsked
    return line


def _locked(line: AfstemningLine) -> AfstemningLine:
    """As it stands once nobody else can decide of it."""
    locked = Afstemning.objects.select_for_update(of=["self"]).select_related("source")
    afstemning = locked.get(pk=line.afstemning_id)
    current = AfstemningLine.objects.get(pk=line.pk)
    current.afstemning = afstemning
    return current


def _may_be_taken_back(found: Answer, line: AfstemningLine) -> bool:
    """What was answered while the list was open went into what was approved: it stands with it."""
    if line.decision != found.choice or line.answers.latest("id") != found:
        return False
    approved_at = line.afstemning.approved_at
    if line.afstemning.state == Afstemning.State.APPROVED and approved_at is not None:
        return found.at > approved_at
    return line.afstemning.state == Afstemning.State.OPEN


def _is_late(line: AfstemningLine) -> bool:
    return line.afstemning.state == Afstemning.State.APPROVED


def _count(afstemning: Afstemning, moved: int) -> None:
    """The receipt tells of the dates that were moved afterwards as well."""
    afstemning.moved = (afstemning.moved or 0) + moved
    afstemning.save(update_fields=["moved"])
