"""Who may not see a citizen: those marked protected or colleague, and those who are inhabile."""

from django.db import IntegrityError, transaction

from cases.citizens.models import Citizen, Inhabilitet
from cases.constraints import violated
from cases.history import Actor, change
from cases.people.models import Employee


class CitizenEditConflict(Exception):
    """`current` is the citizen as another has just saved it."""

    def __init__(self, current: Citizen) -> None:
        super().__init__("Borgeren er ændret, mens du skrev")
        self.current = current


class NothingChanged(Exception):
    pass


def mark_restricted(
    *, citizen: Citizen, is_protected: bool, is_colleague: bool, version: int, actor: Actor
) -> Citizen:
    """From now on only the case's caseworker and teamchef see them. Raises CitizenEditConflict, NothingChanged."""
    with change(actor=actor):
        current = Citizen.objects.select_for_update().get(pk=citizen.pk)
        if current.version != version:
            raise CitizenEditConflict(current)
        if (current.is_protected, current.is_colleague) == (is_protected, is_colleague):
            raise NothingChanged
        current.is_protected, current.is_colleague = is_protected, is_colleague
        current.version += 1
        current.save(update_fields=["is_protected", "is_colleague", "version"])
    return current


class AlreadyInhabil(Exception):
    pass


def register_inhabilitet(
    *, employee: Employee, citizen: Citizen, registered_by: Employee, reason: str
) -> Inhabilitet:
    """The door closes at once, also to the one who registers themselves. Raises AlreadyInhabil."""
    with change(actor=Actor.employee(registered_by)):
        try:
            with transaction.atomic():
                return Inhabilitet.objects.create(
                    employee=employee, citizen=citizen, registered_by=registered_by, reason=reason
                )
        except IntegrityError as error:
            if violated(error) == "inhabilitet_stands_once":
                raise AlreadyInhabil from error
            raise


class AlreadyLifted(Exception):
    pass


class MayNotLift(Exception):
    """Another leader than the one who registered it, and never the one it is about."""


def lift_inhabilitet(*, inhabilitet: Inhabilitet, lifted_by: Employee, reason: str) -> Inhabilitet:
    """Raises AlreadyLifted, MayNotLift."""
    with change(actor=Actor.employee(lifted_by), reason=reason):
        current = Inhabilitet.objects.select_for_update().get(pk=inhabilitet.pk)
        if current.lifted_by_id:
            raise AlreadyLifted
        if lifted_by.pk in (current.registered_by_id, current.employee_id):
            raise MayNotLift
        current.lifted_by, current.lift_reason = lifted_by, reason
        current.save(update_fields=["lifted_by", "lift_reason"])
    return current
