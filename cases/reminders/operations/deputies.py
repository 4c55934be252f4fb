"""Somebody stands in for another on some days, and is told in their place."""

from datetime import date

from django.db import IntegrityError, transaction

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
    """The deputy's own deputies come round to the employee on some of the days, by `standing`."""

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
        # One at a time: of two who name each other at once the second finds the first. A longer
        # ring made by several at once the night finds (`rules.at_work`).
        list(Employee.objects.select_for_update(no_key=True).filter(pk__in=both).order_by("pk"))
        if ring := _comes_round(to=employee, by=deputy, start=start, end=end):
            raise DeputyIsAway(ring)
        try:
            with transaction.atomic():
                return Deputy.objects.create(employee=employee, deputy=deputy, start=start, end=end)
        except IntegrityError as error:
            if violated(error) != "one_deputy_a_day":
                raise
            standing = queries.deputies_between(start=start, end=end).filter(employee=employee)
            raise DeputyAlreadyThere(standing.first()) from error


def _comes_round(
    *, to: Employee, by: Employee, start: date, end: date, met: frozenset[int] = frozenset()
) -> Deputy | None:
    """The last link of a chain from `by`, all of it standing on some one of the days."""
    for link in queries.deputies_between(start=start, end=end).filter(employee=by):
        if link.deputy == to:
            return link
        if link.deputy_id in met:
            continue
        days = {"start": max(start, link.start), "end": min(end, link.end)}
        if found := _comes_round(to=to, by=link.deputy, met=met | {link.deputy_id}, **days):
            return found
    return None


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
