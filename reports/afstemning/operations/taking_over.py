"""A colleague goes on with a list: decides it, or takes it back, when whoever had it is away.

Nobody goes on with a list on which somebody is closed to them. Who was closed to the one before is
opened with it, and is looked at and undecided like the rest.
"""

from datetime import date

from django.db import transaction

from cases.intake import matching
from cases.people.models import Employee
from reports.afstemning.models import Afstemning, TakenOver
from reports.afstemning.operations.deciding import refuse_let_go, review_again


class NothingToTakeOver(Exception):
    """Theirs already, discarded, or rolled back."""


class ClosedToYou(Exception):
    """Somebody in it is the employee, or one they are inhabil towards."""


@transaction.atomic
def take_over(*, afstemning: Afstemning, employee: Employee, as_of: date) -> Afstemning:
    """Raises NothingToTakeOver, ListLetGo, ClosedToYou."""
    current = Afstemning.objects.select_for_update(of=["self"]).get(pk=afstemning.pk)
    refuse_let_go(current)
    if current.state not in Afstemning.IN_PLAY or current.employee_id == employee.pk:
        raise NothingToTakeOver
    if current.lines.filter(citizen_id__in=matching.closed_to(current.staged, employee)).exists():
        raise ClosedToYou
    TakenOver.objects.create(afstemning=current, left_by=current.employee, by=employee)
    current.employee = employee
    current.save(update_fields=["employee"])
    if current.state == Afstemning.State.OPEN:
        _open_what_was_closed(current, as_of=as_of)
    return current


def _open_what_was_closed(afstemning: Afstemning, *, as_of: date) -> None:
    closed = list(afstemning.lines.filter(is_closed=True).values_list("pk", flat=True))
    afstemning.lines.filter(pk__in=closed).update(is_closed=False)
    different = afstemning.lines.shown().different().filter(pk__in=closed)
    review_again(afstemning=afstemning, keys=[line.pk for line in different], as_of=as_of)
