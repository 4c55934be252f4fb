"""Everything that was decided, in one transaction: all of it or nothing.

1. Take the reconciliation, and its source: whoever comes second finds it closed, or older.
2. Lock the citizens, and see that their periods are those that were decided about.
3. Register, correct and annul by the periods' own operations; each recomputes its citizen.
4. Let the rows of the list go.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models.functions import Now

from cases.citizens.models import Citizen, CprWithdrawal
from cases.findings import operations as findings
from cases.history import Actor, change
from cases.intake import operations as intake
from cases.periods import operations as periods
from cases.periods.models import Period
from reports.afstemning import reading
from reports.afstemning.models import Afstemning, AfstemningLine, ListSource
from reports.afstemning.operations import admitting
from reports.afstemning.operations.deciding import refuse_let_go
from reports.afstemning.operations.newest import refuse_older
from reports.afstemning.rules import Annul, Correct, Step


class AlreadyClosed(Exception):
    """Approved or discarded before."""


class UndecidedLeft(Exception):
    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class ReviewChanged(Exception):
    """The periods of these lines are no longer those that were decided about; nothing was saved."""

    def __init__(self, keys: list[int]) -> None:
        super().__init__(keys)
        self.keys = keys


class Collided(Exception):
    """The list's periods for this person overlap one that is kept, or the person was registered, or
    a number taken from them, meanwhile; nothing was saved."""

    def __init__(self, line: AfstemningLine) -> None:
        super().__init__(line.pk)
        self.line = line


def approve(*, afstemning: Afstemning, actor: Actor, as_of: date) -> Afstemning:
    """Raises AlreadyClosed, ListLetGo, OlderThanLatest, SameListAgain, UndecidedLeft, ReviewChanged,
    Collided; then nothing is saved."""
    with change(actor=actor, reason=f"Afstemt med {afstemning.source} {afstemning.list_day}"):
        current = _taken(afstemning)
        lines = list(
            AfstemningLine.objects.shown().filter(
                afstemning=current, decision=AfstemningLine.Decision.LIST
            )
        )
        _lock(lines)
        if changed := _changed(lines):
            raise ReviewChanged(changed)
        _refuse_withdrawn(current, lines)
        for line in sorted(lines, key=lambda one: str(one.citizen_id)):
            _Writer(current, line, actor, as_of).write()
        current.state, current.approved_at = Afstemning.State.APPROVED, Now()
        current.moved = sum(len(line.moves) for line in lines)
        current.save(update_fields=["state", "approved_at", "moved"])
        intake.discard(run=current.staged)
    current.refresh_from_db()
    return current


def _taken(afstemning: Afstemning) -> Afstemning:
    current = Afstemning.objects.select_for_update(of=["self"]).get(pk=afstemning.pk)
    refuse_let_go(current)
    if current.state != Afstemning.State.OPEN:
        raise AlreadyClosed
    if not current.is_asked_for_again:
        source = ListSource.objects.select_for_update().get(pk=current.source_id)
        refuse_older(source=source, day=current.list_day, checksum=current.checksum)
    if count := AfstemningLine.objects.undecided().filter(afstemning=current).count():
        raise UndecidedLeft(count)
    return current


def _lock(lines: Sequence[AfstemningLine]) -> None:
    known = sorted(line.citizen_id for line in lines if line.citizen_id and not line.is_new)
    findings.lock_citizens(citizen_ids=known)


def _changed(lines: Sequence[AfstemningLine]) -> list[int]:
    decided_about = {one.id for line in lines for one in reading.ours_of(line)}
    standing = dict(
        Period.objects.standing().filter(pk__in=decided_about).values_list("pk", "version")
    )
    return [
        line.pk
        for line in lines
        if any(standing.get(one.id) != one.version for one in reading.ours_of(line))
    ]


def write_line(afstemning: Afstemning, line: AfstemningLine, *, actor: Actor, as_of: date) -> None:
    """The list's periods for one person, of whom it was said after the rest was approved. Raises Collided."""
    _refuse_withdrawn(afstemning, [line])
    _Writer(afstemning, line, actor, as_of).write()


def _refuse_withdrawn(afstemning: Afstemning, lines: Sequence[AfstemningLine]) -> None:
    """What the list says of whoever has a mistaken number was laid beside the citizen it stood on."""
    taken_back = CprWithdrawal.objects.filter(at__gt=afstemning.at)
    citizens = set(taken_back.values_list("number__citizen", flat=True))
    for line in lines:
        if line.citizen_id in citizens:
            raise Collided(line)


@dataclass(frozen=True)
class _Writer:
    """One person: what the list says, written."""

    afstemning: Afstemning
    line: AfstemningLine
    actor: Actor
    as_of: date

    def write(self) -> None:
        try:
            citizen = admitting.admit(
                self.afstemning, self.line, actor=self.actor, as_of=self.as_of
            )
        except admitting.RegisteredMeanwhile as error:
            raise Collided(self.line) from error
        self._carry_out(citizen, reading.steps_of(self.afstemning, self.line))
        self.line.save(update_fields=["citizen_id", "written", "opened_case"])

    def _carry_out(self, citizen: Citizen, steps: Sequence[Step]) -> None:
        """In whatever order they do not overlap on the way; what overlaps to the end is refused."""
        while steps:
            refused: list[Step] = []
            for step in steps:
                try:
                    saved = self._step(citizen, step)
                except (periods.PeriodOverlaps, periods.PeriodStartsOutOfBounds):
                    refused.append(step)
                else:
                    self.line.written.append([saved.period.pk, saved.period.version])
            if len(refused) == len(steps):
                raise Collided(self.line)
            steps = refused

    def _step(self, citizen: Citizen, step: Step) -> periods.Saved:
        if isinstance(step, Correct):
            return self._correct(step)
        if isinstance(step, Annul):
            return periods.annul_period(
                period_id=step.period.id,
                version=step.period.version,
                reason=f"Står ikke på listen fra {self.afstemning.source}",
                actor=self.actor,
                as_of=self.as_of,
            )
        return periods.register_period(
            citizen=citizen,
            kind=Period.Kind.LEDIGHEDSYDELSE,
            start=step.span.start,
            end=step.span.end,
            source=self.afstemning.source.name,
            actor=self.actor,
            as_of=self.as_of,
        )

    def _correct(self, step: Correct) -> periods.Saved:
        hours = Period.objects.values_list("weekly_hours", flat=True).get(pk=step.period.id)
        return periods.correct_period(
            period_id=step.period.id,
            version=step.period.version,
            kind=Period.Kind.LEDIGHEDSYDELSE,
            start=step.span.start,
            end=step.span.end,
            weekly_hours=hours,
            actor=self.actor,
            as_of=self.as_of,
            reason=f"Afstemt med {self.afstemning.source}",
        )
