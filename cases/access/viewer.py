"""The person behind a request: who they are, and the roles they hold today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from cases.access import rules
from cases.access.rules import Act
from cases.history import Actor
from cases.people.models import Employee, RoleAssignment


@dataclass(frozen=True)
class HeldRole:
    role: str
    jobcenter_id: int | None
    jobcenter_code: str


@dataclass(frozen=True)
class Viewer:
    employee: Employee
    roles: tuple[HeldRole, ...]
    as_of: date
    purpose: str = ""

    @property
    def actor(self) -> Actor:
        return Actor.employee(self.employee)

    @cached_property
    def acts(self) -> frozenset[Act]:
        """Every act that at least one role allows somewhere."""
        return frozenset(
            act for act in Act for held in self.roles if rules.is_allowed(held.role, act)
        )

    def roles_allowing(self, act: Act) -> Iterable[HeldRole]:
        return (held for held in self.roles if rules.is_allowed(held.role, act))

    def has_role(self, role: str) -> bool:
        return any(held.role == role for held in self.roles)

    def jobcentres_as(self, role: str) -> frozenset[int]:
        return frozenset(
            held.jobcenter_id for held in self.roles if held.role == role and held.jobcenter_id
        )


def viewer_for(employee: Employee, *, as_of: date, purpose: str = "") -> Viewer:
    assignments = (
        RoleAssignment.objects.filter(employee=employee)
        .in_force(as_of=as_of)
        .select_related("jobcenter")
    )
    return Viewer(
        employee=employee,
        roles=tuple(
            HeldRole(a.role, a.jobcenter_id, a.jobcenter.code if a.jobcenter else "")
            for a in assignments
        ),
        as_of=as_of,
        purpose=purpose,
    )
