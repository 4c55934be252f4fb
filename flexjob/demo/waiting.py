"""Roles in every state: waiting, refused, ending soon, run out; and an employee who has left."""

from datetime import timedelta

from cases.history import change
from cases.people import operations
from cases.people.models import Role, RoleAssignment
from flexjob.demo.guard import ACTOR
from flexjob.demo.organisation import Builder, Unit


def fill(builder: Builder, units: list[Unit]) -> None:
    here = units[0]
    _waiting(builder, here)
    _refused(builder, here)
    _ending(builder, here)
    _gone(builder)


def _waiting(builder: Builder, here: Unit) -> None:
    """One for the teamchef, one for Søren, and one that Søren entered for Sanne."""
    newcomer = builder.newcomer("nete.nyansat")
    builder.role(newcomer, Role.CASEWORKER, jobcenter=here.jobcenter, team=here.teams[0], age=0)
    builder.role(builder.newcomer("yan.nyansat"), Role.PAYMENT_OFFICE, age=0)
    wanted = operations.WantedRole(
        employee=builder.newcomer("kira.nyansat"),
        role=Role.QUALITY_CONTROL,
        valid_from=builder.as_of,
        valid_to=builder.as_of + timedelta(days=180),
    )
    operations.enter_role(wanted=wanted, entered_by=builder.soeren)


def _refused(builder: Builder, here: Unit) -> None:
    role = builder.role(
        builder.newcomer("rolf.vikar"), Role.CASEWORKER, jobcenter=here.jobcenter, age=10
    )
    operations.refuse_role(
        role=role,
        refused_by=here.leader,
        as_of=builder.as_of,
        at=builder.now,
        reason="Vikariatet blev ikke til noget",
    )


def _ending(builder: Builder, here: Unit) -> None:
    ending = builder.role(
        builder.newcomer("ulf.vikar"), Role.CASEWORKER, jobcenter=here.jobcenter, age=352
    )
    builder.approved(ending, by=here.leader)


def _gone(builder: Builder) -> None:
    """Their role ran out a month ago, and the account is closed."""
    employee = builder.newcomer("gerd.fratraadt")
    begun = builder.as_of - timedelta(days=395)
    with change(actor=ACTOR):
        RoleAssignment.objects.create(
            employee=employee,
            role=Role.CENTRAL_ADMINISTRATION,
            valid_from=begun,
            valid_to=begun + timedelta(days=365),
            entered_by=builder.sanne,
            approved_by=builder.soeren,
            approved_at=builder.now,
        )
    operations.deactivate(employee=employee, reason="Fratrådt", actor=ACTOR)
