"""A whole reconciliation taken back, person by person; what somebody changed since is left, and listed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from cases.casefile import operations as casefile
from cases.casefile.models import Case
from cases.findings import operations as findings
from cases.history import Actor, change
from cases.periods import operations as periods
from cases.periods.models import Period
from reports.afstemning.models import Afstemning, AfstemningLine

DAYS = 30
REASON = "Afstemningen er rullet tilbage"
CHANGED = "Perioderne er ændret siden afstemningen"
OVERLAPS = "En periode, der er registreret siden, overlapper"
CASE_CHANGED = "Perioderne er taget tilbage; sagen {number} er ændret siden og bliver stående"


class NotApproved(Exception):
    """Open, discarded, or rolled back before."""


class TooLate(Exception):
    """The days in which it can be taken back have passed."""


class ChangedSince(Exception):
    """This person stays as they are; the message says why."""


def roll_back(*, afstemning: Afstemning, actor: Actor, as_of: date) -> Afstemning:
    """Raises NotApproved, TooLate."""
    with change(actor=actor, reason=REASON):
        current = Afstemning.objects.select_for_update(of=["self"]).get(pk=afstemning.pk)
        if current.state != Afstemning.State.APPROVED:
            raise NotApproved
        if as_of > latest_day(current):
            raise TooLate
        lines = list(current.lines.exclude(written=[]).order_by("citizen_id"))
        findings.lock_citizens(citizen_ids=[one.citizen_id for one in lines if one.citizen_id])
        for line in lines:
            _Taker(line, actor, as_of).take_back()
        current.state, current.rolled_back_at = Afstemning.State.ROLLED_BACK, Now()
        current.save(update_fields=["state", "rolled_back_at"])
    current.refresh_from_db()
    return current


def latest_day(afstemning: Afstemning) -> date:
    """The last day on which it can be taken back."""
    assert afstemning.approved_at is not None
    danish = afstemning.approved_at.astimezone(timezone.get_default_timezone())
    return danish.date() + timedelta(days=DAYS)


def take_back_line(line: AfstemningLine, *, actor: Actor, as_of: date) -> None:
    """The periods of one person as they were before. Raises ChangedSince; then nothing is saved."""
    _Taker(line, actor, as_of).take_back_periods()


@dataclass(frozen=True)
class _Taker:
    line: AfstemningLine
    actor: Actor
    as_of: date

    def take_back_periods(self) -> None:
        with transaction.atomic():
            self._periods(self.line.written[::-1])

    def take_back(self) -> None:
        try:
            self.take_back_periods()
        except ChangedSince as left:
            self.line.left = str(left)
        else:
            self._case()
        self.line.save(update_fields=["left"])

    def _periods(self, written: Sequence[Sequence[int]]) -> None:
        """In whatever order they do not overlap on the way."""
        while written:
            refused = [one for one in written if not self._taken_back(*one)]
            if len(refused) == len(written):
                raise ChangedSince(OVERLAPS)
            written = refused

    def _taken_back(self, key: int, version: int) -> bool:
        given = {"period_id": key, "version": version, "actor": self.actor, "as_of": self.as_of}
        try:
            if Period.history.filter(id=key).count() == 1:  # ours from the first: it goes
                periods.annul_period(**given, reason=REASON)  # type: ignore[arg-type]
            else:
                periods.undo(**given)  # type: ignore[arg-type]
        except periods.PeriodOverlaps:
            return False
        except (periods.EditConflict, periods.AlreadyAnnulled) as changed:
            raise ChangedSince(CHANGED) from changed
        return True

    def _case(self) -> None:
        """The case that was opened for the person closes again, if nobody has touched it."""
        if not self.line.opened_case:
            return
        case = Case.objects.get(number=self.line.opened_case)
        if case.version != 1:
            self.line.left = CASE_CHANGED.format(number=case.number)
            return
        casefile.close_case(
            case=case, closed_on=self.as_of, reason=REASON, version=1, actor=self.actor
        )
