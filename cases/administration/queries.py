"""What the pages of administration read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Prefetch, Q, QuerySet

from cases.access.viewer import Viewer
from cases.people import rules
from cases.people.models import (
    CodeRequest,
    DatedTerm,
    Employee,
    Jobcenter,
    Role,
    RoleAssignment,
    Team,
)
from cases.sorting import danish

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
    standing = RoleAssignment.objects.standing(as_of=as_of).select_related("jobcenter")
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
    return awaiting_approval().filter(_in_sight_of(viewer))


def answered_in_sight_of(viewer: Viewer) -> QuerySet[RoleAssignment]:
    """Those that wait no more."""
    waiting = RoleAssignment.objects.awaiting_approval()
    roles = RoleAssignment.objects.select_related("employee").exclude(pk__in=waiting)
    return roles.filter(_in_sight_of(viewer))


def _in_sight_of(viewer: Viewer) -> Q:
    if viewer.has_role(Role.SYSTEM_ADMINISTRATOR):
        return Q()
    led = viewer.jobcentres_as(Role.TEAM_LEADER)
    return ~Q(role__in=rules.APPROVED_BY_ADMINISTRATOR) & Q(jobcenter__in=led)


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


def waiting_codes(*, as_of: date) -> QuerySet[CodeRequest]:
    """Each with its employee's `current_roles`: those in force or waiting."""
    return _with_roles(CodeRequest.objects.waiting(), as_of=as_of)


def answered_code_in_sight_of(viewer: Viewer, key: int) -> CodeRequest | None:
    """One that waits no more, for those who could have answered it."""
    waiting = CodeRequest.objects.waiting()
    answered = CodeRequest.objects.filter(pk=key).exclude(pk__in=waiting)
    one = _with_roles(answered, as_of=viewer.as_of).first()
    if one is None or viewer.has_role(Role.SYSTEM_ADMINISTRATOR) or may_draw_code(viewer, one):
        return one
    return None


def _with_roles(requests: QuerySet[CodeRequest], *, as_of: date) -> QuerySet[CodeRequest]:
    standing = RoleAssignment.objects.standing(as_of=as_of).select_related("jobcenter")
    roles = Prefetch("employee__role_assignments", standing, to_attr="current_roles")
    return requests.select_related("employee", "asked_by").prefetch_related(roles)


def waiting_code(employee: Employee, *, as_of: date) -> str:
    """Whom the employee's code waits for; empty when none is asked for."""
    found = waiting_codes(as_of=as_of).filter(employee=employee).first()
    return code_waits_for(found) if found else ""


def codes_in_sight_of(viewer: Viewer) -> list[CodeRequest]:
    """Requests that wait: an administrator sees all, a teamchef those they may answer."""
    return only_in_sight_of(viewer, waiting_codes(as_of=viewer.as_of))


def only_in_sight_of(viewer: Viewer, waiting: Iterable[CodeRequest]) -> list[CodeRequest]:
    """Of the requests as `waiting_codes` gives them, in their order."""
    if viewer.has_role(Role.SYSTEM_ADMINISTRATOR):
        return list(waiting)
    return [one for one in waiting if may_draw_code(viewer, one)]


def may_draw_code(viewer: Viewer, request: CodeRequest) -> bool:
    """`request` as `waiting_codes` gives it."""
    concerned = (request.asked_by_id, request.employee_id)
    return viewer.employee.pk not in concerned and rules.may_draw_code(
        roles=[(one.role, one.jobcenter_id) for one in _standing(request)],
        held=[(one.role, one.jobcenter_id) for one in viewer.roles],
    )


def code_waits_for(request: CodeRequest) -> str:
    """The teamchef of the one jobcenter where all the roles are may answer as well."""
    roles = {(one.role, one.jobcenter_id): one.jobcenter for one in _standing(request)}
    places = set(roles.values())
    if len(places) == 1 and (place := places.pop()) is not None:
        as_leader = [(Role.TEAM_LEADER, place.pk)]
        if rules.may_draw_code(roles=roles, held=as_leader):
            return f"Teamchefen, {place}, eller en anden systemadministrator"
    return "En anden systemadministrator"


def _standing(request: CodeRequest) -> list[RoleAssignment]:
    return list(request.employee.current_roles)  # type: ignore[attr-defined]


def ending_soon(*, as_of: date) -> QuerySet[RoleAssignment]:
    """In force, ending within 30 days, and with nothing that follows on."""
    ending = RoleAssignment.objects.in_force(as_of=as_of).filter(valid_to__lte=as_of + SOON)
    return ending.select_related("employee", "jobcenter").order_by("valid_to", "pk")


@dataclass(frozen=True)
class JobcenterWithTeams:
    jobcenter: Jobcenter
    teams: list[Team]


STANDING, CLOSED = "aktive", "nedlagte"


def jobcentres(
    teams: Iterable[Team], *, jobcenter: str = "", state: str = ""
) -> list[JobcenterWithTeams]:
    """Closed ones last, each with its own of `teams`, in their order; empty filters take all."""
    found = Jobcenter.objects.order_by(F("closed_on").desc(nulls_first=True), danish("name"))
    listed = [one for one in found if jobcenter in ("", str(one.pk))]
    own: dict[int, list[Team]] = {one.pk: [] for one in listed}
    for team in teams:
        if team.jobcenter_id in own and _is_in(team, state):
            own[team.jobcenter_id].append(team)
    return [
        JobcenterWithTeams(one, own[one.pk]) for one in listed if own[one.pk] or _is_in(one, state)
    ]


def _is_in(unit: Jobcenter | Team, state: str) -> bool:
    return {STANDING: unit.closed_on is None, CLOSED: unit.closed_on is not None}.get(state, True)


def terms(*, key: str = "", on: date | None = None) -> QuerySet[DatedTerm]:
    """All of them, those of one key, or those in use on a day."""
    found = DatedTerm.objects.filter(key=key) if key else DatedTerm.objects.all()
    if on is None:
        return found
    return found.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)


def names_of_actors(codes: Iterable[str]) -> dict[str, str]:
    """The person or job behind a history row's code, for a page of them in one query."""
    listed = set(codes)
    keys = {code: int(code.partition(":")[2]) for code in listed if _is_employee(code)}
    names = dict(Employee.objects.filter(pk__in=keys.values()).values_list("pk", "name"))
    return {code: names.get(keys.get(code, 0), code.replace(":", " ")) for code in listed}


def _is_employee(code: str) -> bool:
    return code.startswith("medarbejder:")
