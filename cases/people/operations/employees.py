"""An employee is added, chooses a password with a code that works once, leaves, and comes back."""

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import IntegrityError, transaction

from cases.constraints import violated
from cases.history import Actor, change
from cases.people.models import Employee
from cases.people.operations.versions import to_change


class OneTimeCode(PasswordResetTokenGenerator):
    """Dies when a password is chosen, when a new code is drawn, or after its days."""

    key_salt = "fleksjob.engangskode"


codes = OneTimeCode()


class UsernameTaken(Exception):
    pass


def add_employee(*, username: str, name: str, email: str, actor: Actor) -> Employee:
    """Cannot log in before `one_time_code` has been used. Raises UsernameTaken."""
    employee = Employee(username=username, name=name, email=email, password=make_password(None))
    with change(actor=actor):
        try:
            with transaction.atomic():
                employee.save()
        except IntegrityError as error:
            if "username" in violated(error):
                raise UsernameTaken from error
            raise
    return employee


def correct_employee(
    *, employee: Employee, name: str, email: str, version: int, actor: Actor
) -> Employee:
    """Raises EditConflict."""
    with change(actor=actor):
        current = to_change(employee, version=version)
        current.name, current.email = name, email
        current.save(update_fields=["name", "email"])
    return current


def one_time_code(*, employee: Employee, actor: Actor) -> str:
    """Shown once, to be handed over in person. The password and all sessions end at once."""
    with change(actor=actor, reason="Ny engangskode"):
        employee.set_unusable_password()
        employee.save(update_fields=["password"])
    return codes.make_token(employee)


class CodeNotValid(Exception):
    """Wrong user name or code, used already, or too old; the page says no more than that."""


def choose_password(*, username: str, code: str, password: str) -> Employee:
    """Raises CodeNotValid, and ValidationError of a password too like the employee's name.

    That is asked here and not by the form: to one without the code it would tell whose name it is.
    """
    with transaction.atomic():
        # Locked: of two who use one code at once, the second finds it used.
        known = Employee.objects.select_for_update().filter(username=username, is_active=True)
        employee = known.first()
        if employee is None or not codes.check_token(employee, code):
            raise CodeNotValid
        validate_password(password, employee)
        return set_password(employee=employee, password=password)


def set_password(*, employee: Employee, password: str) -> Employee:
    """Ends the employee's other sessions."""
    with change(actor=Actor.employee(employee), reason="Ny adgangskode"):
        employee.set_password(password)
        employee.save(update_fields=["password"])
    return employee


class AlreadyDeactivated(Exception):
    """By another: their reason stands."""


class ActorHasLeft(Exception):
    """Deactivated by another while they acted; two who deactivate each other may not both succeed."""


def deactivate(*, employee: Employee, reason: str, actor: Actor) -> Employee:
    """Every session ends at once, and none comes back to life when the employee does.

    Raises AlreadyDeactivated, ActorHasLeft.
    """
    with change(actor=actor, reason=reason):
        current = _locked_beside(employee, actor)
        if not current.is_active:
            raise AlreadyDeactivated
        current.is_active = False
        current.set_unusable_password()
        current.save(update_fields=["is_active", "password"])
    return current


class AlreadyActive(Exception):
    pass


def reactivate(*, employee: Employee, actor: Actor) -> Employee:
    """Logs in again with a new one-time code; roles hold as long as their dates say.

    Raises AlreadyActive, ActorHasLeft.
    """
    with change(actor=actor):
        current = _locked_beside(employee, actor)
        if current.is_active:
            raise AlreadyActive
        current.is_active = True
        current.save(update_fields=["is_active"])
    return current


def _locked_beside(employee: Employee, actor: Actor) -> Employee:
    """Both, always in the same order, so that two at each other follow one another."""
    wanted = [key for key in (employee.pk, actor.employee_id) if key is not None]
    rows = Employee.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
    locked = {row.pk: row for row in rows}
    if actor.employee_id in locked and not locked[actor.employee_id].is_active:
        raise ActorHasLeft
    return locked[employee.pk]
