"""A role is entered by one person, approved by another, and lasts at most 12 months."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from cases.access.rules import are_incompatible
from cases.history import Actor, change
from cases.people import rules
from cases.people.models import Employee, Jobcenter, Role, RoleAssignment, Team


@dataclass(frozen=True)
class WantedRole:
    employee: Employee
    role: str
    valid_from: date
    valid_to: date
    jobcenter: Jobcenter | None = None
    team: Team | None = None


class RoleTooLong(Exception):
    """Carries the latest day the role may end on (the day after its last)."""

    def __init__(self, latest: date) -> None:
        super().__init__("En rolle kan højst gælde i 12 måneder")
        self.latest = latest


class IncompatibleRoles(Exception):
    """`held` may not be held together with `wanted`, on any day."""

    def __init__(self, *, held: RoleAssignment, wanted: str) -> None:
        self.held, self.wanted = held, Role(wanted)
        super().__init__(
            f"{self.wanted.label} kan ikke forenes med {held.get_role_display()}, "
            f"som {held.employee.name} allerede har. Afslut den rolle først"
        )


class RoleAlreadyHeld(Exception):
    """Approved or waiting for the same days; extend it instead."""

    def __init__(self, held: RoleAssignment) -> None:
        super().__init__(f"{held.employee.name} har allerede rollen i perioden")
        self.held = held


def enter_role(*, wanted: WantedRole, entered_by: Employee) -> RoleAssignment:
    """Waits for approval. Raises RoleTooLong, IncompatibleRoles, RoleAlreadyHeld."""
    if wanted.valid_to > (latest := rules.latest_end(wanted.valid_from)):
        raise RoleTooLong(latest)
    with change(actor=Actor.employee(entered_by)):
        _lock(wanted.employee)
        _refuse_clashes(wanted)
        return RoleAssignment.objects.create(**vars(wanted), entered_by=entered_by)


def extend_role(*, role: RoleAssignment, entered_by: Employee) -> RoleAssignment:
    """Another 12 months from the day it ends, to be approved anew. Raises as `enter_role`."""
    wanted = WantedRole(
        employee=role.employee,
        role=role.role,
        valid_from=role.valid_to,
        valid_to=rules.latest_end(role.valid_to),
        jobcenter=role.jobcenter,
        team=role.team,
    )
    return enter_role(wanted=wanted, entered_by=entered_by)


class RoleAlreadyDecided(Exception):
    pass


class MayNotApprove(Exception):
    """Their own, one they entered themselves, or one that is another's to approve."""


def approve_role(
    *, role: RoleAssignment, approved_by: Employee, as_of: date, at: datetime
) -> RoleAssignment:
    """Raises RoleAlreadyDecided, MayNotApprove, IncompatibleRoles."""
    with change(actor=Actor.employee(approved_by)):
        current = _undecided(role, approved_by, as_of)
        _refuse_clashes(_as_wanted(current), besides=current)
        current.approved_by, current.approved_at = approved_by, at
        current.save(update_fields=["approved_by", "approved_at"])
    return current


def refuse_role(
    *, role: RoleAssignment, refused_by: Employee, as_of: date, at: datetime, reason: str
) -> RoleAssignment:
    """Raises RoleAlreadyDecided, MayNotApprove."""
    with change(actor=Actor.employee(refused_by), reason=reason):
        current = _undecided(role, refused_by, as_of)
        current.refused_at = at
        current.save(update_fields=["refused_at"])
    return current


class RoleAlreadyEnded(Exception):
    pass


def end_role(*, role: RoleAssignment, as_of: date, at: datetime, actor: Actor) -> RoleAssignment:
    """From today; one not begun or not approved never begins. Raises RoleAlreadyEnded."""
    with change(actor=actor, reason="Afsluttet"):
        _lock(role.employee)
        current = RoleAssignment.objects.get(pk=role.pk)
        if current.refused_at or current.valid_to <= as_of:
            raise RoleAlreadyEnded
        if current.approved_at and current.valid_from < as_of:
            current.valid_to = as_of
        else:
            current.approved_at, current.approved_by, current.refused_at = None, None, at
        current.save(update_fields=["valid_to", "approved_at", "approved_by", "refused_at"])
    return current


def make_administrator(
    *, employee: Employee, valid_from: date, at: datetime, actor: Actor
) -> RoleAssignment:
    """Without approval: for the command run on the server, and the demo. Raises as `enter_role`."""
    wanted = WantedRole(
        employee=employee,
        role=Role.SYSTEM_ADMINISTRATOR,
        valid_from=valid_from,
        valid_to=rules.latest_end(valid_from),
    )
    with change(actor=actor, reason="Oprettet på serveren uden godkendelse"):
        _lock(employee)
        _refuse_clashes(wanted)
        return RoleAssignment.objects.create(**vars(wanted), approved_at=at)


def _lock(employee: Employee) -> None:
    """One change of a person's roles at a time: two compatible alone may clash together."""
    Employee.objects.select_for_update().get(pk=employee.pk)


def _undecided(role: RoleAssignment, approver: Employee, as_of: date) -> RoleAssignment:
    _lock(role.employee)
    current = RoleAssignment.objects.select_for_update(of=("self",)).get(pk=role.pk)
    if current.approved_at or current.refused_at:
        raise RoleAlreadyDecided
    if approver.pk in (current.entered_by_id, current.employee_id):
        raise MayNotApprove
    held = RoleAssignment.objects.filter(employee=approver).in_force(as_of=as_of)
    if not rules.may_approve(
        role=current.role,
        jobcenter=current.jobcenter_id,
        held=held.values_list("role", "jobcenter_id"),
    ):
        raise MayNotApprove
    return current


def _refuse_clashes(wanted: WantedRole, *, besides: RoleAssignment | None = None) -> None:
    same_days = RoleAssignment.objects.filter(
        employee=wanted.employee, valid_from__lt=wanted.valid_to, valid_to__gt=wanted.valid_from
    ).exclude(Q(pk=besides.pk if besides else None) | Q(refused_at__isnull=False))
    for held in same_days:
        if are_incompatible(held.role, wanted.role):
            raise IncompatibleRoles(held=held, wanted=wanted.role)
        if (held.role, held.jobcenter_id) == (wanted.role, getattr(wanted.jobcenter, "pk", None)):
            raise RoleAlreadyHeld(held)


def _as_wanted(role: RoleAssignment) -> WantedRole:
    return WantedRole(
        employee=role.employee,
        role=role.role,
        valid_from=role.valid_from,
        valid_to=role.valid_to,
        jobcenter=role.jobcenter,
        team=role.team,
    )
