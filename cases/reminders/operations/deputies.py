"""Somebody stands in for another on some days, and is told in their place."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from cases.constraints import violated
from cases.history import Actor, change
from cases.people.models import Employee
from cases.reminders import queries
from cases.reminders.models import Deputy


class CannotStandIn(Exception):
    """The deputy holds none of the employee's roles in the same jobcenter."""


class DeputyAlreadyThere(Exception):
    """`standing` covers some of the same days."""

    def __init__(self, standing: Deputy | None) -> None:
        super().__init__(str(standing))
        self.standing = standing


class DeputyIsAway(Exception):
    """`standing` says that the employee is the deputy's own deputy on some of the days."""

    def __init__(self, standing: Deputy) -> None:
        super().__init__(str(standing))
        self.standing = standing


class DeputyOnlyAhead(Exception):
    """What was told on days that are gone stays told."""


class EndsBeforeItBegins(Exception):
    pass


def set_deputy(
    *, employee: Employee, deputy: Employee, start: date, end: date, as_of: date, actor: Actor
) -> Deputy:
    """`end` is the day after the last. Raises each of the exceptions above."""
    if start < as_of:
        raise DeputyOnlyAhead
    if end <= start:
        raise EndsBeforeItBegins
    if not queries.possible_deputies(employee, as_of=as_of).filter(pk=deputy.pk).exists():
        raise CannotStandIn
    both = [employee.pk, deputy.pk]
    with change(actor=actor):
        # One at a time: of two who name each other at once the second finds the first.
        list(Employee.objects.select_for_update(no_key=True).filter(pk__in=both).order_by("pk"))
        theirs = _overlapping(employee=deputy, start=start, end=end)
        if mutual := theirs.filter(deputy=employee).first():
            raise DeputyIsAway(mutual)
        try:
            with transaction.atomic():
                return Deputy.objects.create(employee=employee, deputy=deputy, start=start, end=end)
        except IntegrityError as error:
            if violated(error) != "one_deputy_a_day":
                raise
            days = _overlapping(employee=employee, start=start, end=end)
            raise DeputyAlreadyThere(days.first()) from error


def _overlapping(*, employee: Employee, start: date, end: date) -> QuerySet[Deputy]:
    found = Deputy.objects.filter(employee=employee, start__lt=end, end__gt=start)
    return found.select_related("employee", "deputy")


def end_deputy(*, deputy: Deputy, as_of: date, actor: Actor) -> None:
    """From today; one that has not begun never does. Ended twice it is ended once."""
    with change(actor=actor, reason="Afsluttet"):
        current = Deputy.objects.select_for_update().filter(pk=deputy.pk).first()
        if current is None or current.end <= as_of:
            return
        if current.start >= as_of:
            current.delete()
        else:
            current.end = as_of
            current.save(update_fields=["end"])
