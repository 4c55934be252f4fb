"""The person behind a request: who they are, and the roles they hold today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef

from cases.access import own_cpr, rules
from cases.access.rules import Act
from cases.history import Actor
from cases.people import terms
from cases.people.models import Employee, RoleAssignment
from cases.people.terms import Terms, Words


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
    has_entered_own_cpr: bool = False

    @property
    def actor(self) -> Actor:
        return Actor.employee(self.employee)

    @cached_property
    def acts(self) -> frozenset[Act]:
        """Every act that at least one role allows somewhere."""
        return frozenset(
            act for act in Act for held in self.roles if rules.is_allowed(held.role, act)
        )

    @cached_property
    def terms(self) -> Terms:
        """The law's words by date, read once for a page."""
        return terms.all_terms()

    @property
    def words(self) -> Words:
        """Those of today."""
        return self.terms.on(self.as_of)

    def roles_allowing(self, act: Act) -> Iterable[HeldRole]:
        return (held for held in self.roles if rules.is_allowed(held.role, act))

    def has_role(self, role: str) -> bool:
        return any(held.role == role for held in self.roles)

    def jobcentres_as(self, role: str) -> frozenset[int]:
        return frozenset(
            held.jobcenter_id for held in self.roles if held.role == role and held.jobcenter_id
        )


def viewer_for(employee: Employee, *, as_of: date, purpose: str = "") -> Viewer:
    """One query, for it is asked by every page. Who holds no role is not asked for a number."""
    entered = own_cpr.entered().filter(employee=OuterRef("employee"))
    assignments = list(
        RoleAssignment.objects.filter(employee=employee)
        .in_force(as_of=as_of)
        .select_related("jobcenter")
        .annotate(has_entered_own_cpr=Exists(entered))
    )
    return Viewer(
        employee=employee,
        roles=tuple(
            HeldRole(a.role, a.jobcenter_id, a.jobcenter.code if a.jobcenter else "")
            for a in assignments
        ),
        as_of=as_of,
        purpose=purpose,
        has_entered_own_cpr=any(_has_entered(a) for a in assignments),
    )


def _has_entered(assignment: RoleAssignment) -> bool:
    return bool(assignment.has_entered_own_cpr)  # type: ignore[attr-defined]  # annotated above
