"""Cases are handed over to a colleague, with a report of what moved and what could not."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from cases.access import door
from cases.access.rules import Act
from cases.access.viewer import Viewer, viewer_for
from cases.casefile.models import Case
from cases.casefile.operations.versions import case_to_change
from cases.history import Actor, change
from cases.people.models import Employee, Role, RoleAssignment
from cases.people.operations import hold_open


@dataclass(frozen=True)
class Reassigned:
    case: Case
    previous: Employee | None


@dataclass(frozen=True)
class ReassignmentReport:
    """`impossible`: the receiver may not see the case (it is their own, or they are inhabile)."""

    to: Employee
    moved: list[Reassigned] = field(default_factory=list)
    already_there: list[Case] = field(default_factory=list)
    impossible: list[Case] = field(default_factory=list)


class NotACaseworkerThere(Exception):
    """The receiver holds no caseworker's role today in the jobcenter of one of the cases."""

    def __init__(self, *, to: Employee, case: Case) -> None:
        super().__init__(f"{to.name} er ikke sagsbehandler i {case.jobcenter.name}")
        self.to = to
        self.case = case


def reassign_cases(
    *, cases: Iterable[Case], to: Employee, actor: Actor, reason: str, as_of: date
) -> ReassignmentReport:
    """Raises NotACaseworkerThere, UnitClosed; then nothing has moved.

    Which cases the actor may hand over is asked before: `queries.cases_to_hand_over(viewer)`.
    """
    report = ReassignmentReport(to=to)
    roles = _roles_by_jobcenter(to, as_of=as_of)
    receiver = viewer_for(to, as_of=as_of)
    with change(actor=actor, reason=reason):
        hold_open(teams=[role.team_id for role in roles.values() if role.team_id])
        for case in sorted(cases, key=lambda one: one.pk):
            current = case_to_change(case, version=None)
            if current.jobcenter_id not in roles:
                raise NotACaseworkerThere(to=to, case=current)
            if current.caseworker_id == to.pk:
                report.already_there.append(current)
            elif _is_barred(receiver, current):
                report.impossible.append(current)
            else:
                report.moved.append(_hand_to(to, current, roles[current.jobcenter_id]))
    return report


def _hand_to(to: Employee, case: Case, role: RoleAssignment) -> Reassigned:
    previous = case.caseworker
    case.caseworker = to
    case.team = role.team or case.team
    case.save(update_fields=["caseworker", "team", "version"])
    return Reassigned(case=case, previous=previous)


def _roles_by_jobcenter(to: Employee, *, as_of: date) -> dict[int, RoleAssignment]:
    """Without the team where it is closed down: the case stays in its own."""
    held = RoleAssignment.objects.filter(employee=to, role=Role.CASEWORKER).in_force(as_of=as_of)
    roles = {role.jobcenter_id: role for role in held.select_related("team") if role.jobcenter_id}
    for role in roles.values():
        if role.team and role.team.closed_on:
            role.team = None
    return roles


def _is_barred(receiver: Viewer, case: Case) -> bool:
    """Their own case, or one they are inhabile in; that a restricted citizen is new to them is meant."""
    return door.refusing_rule(receiver, case=case, act=Act.SEE_CASE) in (1, 2)
