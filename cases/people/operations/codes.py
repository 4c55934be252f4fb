"""A one-time code takes two: one asks for it, another draws it and hands it over.

Alone, the one who asks could log in as anybody, and so could the one who draws.
"""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from cases.constraints import violated
from cases.history import Actor, change
from cases.people import rules
from cases.people.models import CodeRequest, Employee, RoleAssignment
from cases.people.operations.employees import one_time_code


class CodeAlreadyAskedFor(Exception):
    """It waits for another person's answer."""


def ask_for_code(*, employee: Employee, asked_by: Employee) -> CodeRequest:
    """Nothing changes for the employee yet. Raises CodeAlreadyAskedFor."""
    with change(actor=Actor.employee(asked_by), reason="Ny engangskode"):
        try:
            with transaction.atomic():
                return CodeRequest.objects.create(employee=employee, asked_by=asked_by)
        except IntegrityError as error:
            if violated(error) == "one_waiting_code_request_an_employee":
                raise CodeAlreadyAskedFor from error
            raise


class CodeRequestAlreadyAnswered(Exception):
    pass


class MayNotDrawCode(Exception):
    """Asked for by themselves, for themselves, or another's to answer."""


def draw_code(*, request: CodeRequest, drawn_by: Employee, as_of: date, at: datetime) -> str:
    """The code, shown once; the password and all sessions of the employee end here.

    Raises CodeRequestAlreadyAnswered, MayNotDrawCode.
    """
    with change(actor=Actor.employee(drawn_by), reason="Ny engangskode"):
        current = _unanswered(request, drawn_by, as_of)
        current.answered_by, current.drawn_at = drawn_by, at
        current.save(update_fields=["answered_by", "drawn_at"])
        return one_time_code(employee=current.employee, actor=Actor.employee(drawn_by))


def refuse_code(
    *, request: CodeRequest, refused_by: Employee, as_of: date, at: datetime, reason: str
) -> CodeRequest:
    """Raises CodeRequestAlreadyAnswered, MayNotDrawCode."""
    with change(actor=Actor.employee(refused_by), reason=reason):
        current = _unanswered(request, refused_by, as_of)
        current.answered_by, current.refused_at = refused_by, at
        current.save(update_fields=["answered_by", "refused_at"])
    return current


def _unanswered(request: CodeRequest, answering: Employee, as_of: date) -> CodeRequest:
    waiting = CodeRequest.objects.waiting().select_related("employee")
    current = waiting.select_for_update(of=("self", "employee")).filter(pk=request.pk).first()
    if current is None:
        raise CodeRequestAlreadyAnswered
    held = RoleAssignment.objects.filter(employee=answering).in_force(as_of=as_of)
    theirs = RoleAssignment.objects.filter(employee=current.employee).standing(as_of=as_of)
    if answering.pk in (current.asked_by_id, current.employee_id) or not rules.may_draw_code(
        roles=theirs.values_list("role", "jobcenter_id"),
        held=held.values_list("role", "jobcenter_id"),
    ):
        raise MayNotDrawCode
    return current
