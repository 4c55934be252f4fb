"""What the pages of administration read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, Q, QuerySet

from cases.access.viewer import Viewer
from cases.people import rules
from cases.people.models import DatedTerm, Employee, Jobcenter, Role, RoleAssignment, Team

SOON = timedelta(days=30)


def roles_of(employee: Employee) -> QuerySet[RoleAssignment]:
    """Newest first; refused ones included."""
    return (
        RoleAssignment.objects.filter(employee=employee)
        .select_related("jobcenter", "team", "entered_by", "approved_by")
        .order_by("-valid_from", "-pk")
    )


def employees(*, as_of: date) -> QuerySet[Employee]:
    """Each with `current_roles`: those in force or waiting."""
    standing = RoleAssignment.objects.filter(
        refused_at__isnull=True, valid_to__gt=as_of
    ).select_related("jobcenter")
    return Employee.objects.prefetch_related(
        Prefetch("role_assignments", standing, to_attr="current_roles")
    )


def with_role(
    found: QuerySet[Employee], *, role: str, jobcenter: str, as_of: date
) -> QuerySet[Employee]:
    """Those with an approved role like it today; empty filters take everyone."""
    if not role and not jobcenter:
        return found
    matching = RoleAssignment.objects.in_force(as_of=as_of)
    if role:
        matching = matching.filter(role=role)
    if jobcenter:
        matching = matching.filter(jobcenter_id=jobcenter)
    return found.filter(pk__in=matching.values("employee"))


def awaiting_approval() -> QuerySet[RoleAssignment]:
    return (
        RoleAssignment.objects.awaiting_approval()
        .select_related("employee", "jobcenter", "team", "entered_by")
        .order_by("valid_from", "pk")
    )


def awaiting_in_sight_of(viewer: Viewer) -> QuerySet[RoleAssignment]:
    """An administrator sees all that wait; a teamchef those of the jobcenter."""
    if viewer.has_role(Role.SYSTEM_ADMINISTRATOR):
        return awaiting_approval()
    led = viewer.jobcentres_as(Role.TEAM_LEADER)
    within = ~Q(role__in=rules.APPROVED_BY_ADMINISTRATOR)
    return awaiting_approval().filter(within, jobcenter__in=led)


def may_answer(viewer: Viewer, role: RoleAssignment) -> bool:
    held = [(one.role, one.jobcenter_id) for one in viewer.roles]
    concerned = (role.entered_by_id, role.employee_id)
    return viewer.employee.pk not in concerned and rules.may_approve(
        role=role.role, jobcenter=role.jobcenter_id, held=held
    )


def waits_for(role: RoleAssignment) -> str:
    if rules.approver_of(role.role) is rules.Approver.TEAM_LEADER:
        return f"Teamchefen, {role.jobcenter}"
    return "En anden systemadministrator"


def ending_soon(*, as_of: date) -> QuerySet[RoleAssignment]:
    """In force, ending within 30 days, and with nothing that follows on."""
    ending = RoleAssignment.objects.in_force(as_of=as_of).filter(valid_to__lte=as_of + SOON)
    return ending.select_related("employee", "jobcenter").order_by("valid_to", "pk")


@dataclass(frozen=True)
class JobcenterWithTeams:
    jobcenter: Jobcenter
    teams: list[Team]


def jobcentres() -> list[JobcenterWithTeams]:
    found = Jobcenter.objects.prefetch_related("teams").order_by("closed_on", "name")
    return [JobcenterWithTeams(jobcenter, list(jobcenter.teams.all())) for jobcenter in found]


def terms() -> QuerySet[DatedTerm]:
    return DatedTerm.objects.order_by("key", "-valid_from")


def names_of_actors(codes: Iterable[str]) -> dict[str, str]:
    """The person or job behind a history row's code, for a page of them in one query."""
    listed = set(codes)
    keys = {code: int(code.partition(":")[2]) for code in listed if _is_employee(code)}
    names = dict(Employee.objects.filter(pk__in=keys.values()).values_list("pk", "name"))
    return {code: names.get(keys.get(code, 0), code.replace(":", " ")) for code in listed}


def _is_employee(code: str) -> bool:
    return code.startswith("medarbejder:")
