"""A caseworker opens a case on a CPR number: what the number may lead to, and what is said of it."""

from dataclasses import dataclass
from typing import NoReturn

from cases.access import door
from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.casefile import operations
from cases.casefile.models import Case
from cases.casefile.operations import NewCase
from cases.citizens import operations as citizens
from cases.citizens.cpr import Cpr
from cases.citizens.encryption import digests
from cases.citizens.models import Citizen, Inhabilitet
from cases.citizens.queries import citizen_with_cpr
from cases.history import change
from cases.people.models import EmployeeCprDigest, Role, RoleAssignment


class HandledElsewhere(Exception):
    """The citizen has an open case in another jobcenter; nothing more may be said."""

    def __init__(self, case: Case) -> None:
        super().__init__(case.number)
        self.case = case


class OpenHereAlready(Exception):
    """The viewer may see the case; lead them to it."""

    def __init__(self, case: Case) -> None:
        super().__init__(case.number)
        self.case = case


class NotForThisPerson(Exception):
    """One's own number, a citizen one is inhabil for, or one kept from most; `rule` as at the door."""

    def __init__(self, *, rule: int, case: Case | None = None) -> None:
        super().__init__(f"regel {rule}")
        self.rule, self.case = rule, case


class NameMissing(Exception):
    """The number is new here; a name is needed."""


@dataclass(frozen=True)
class Application:
    """`place`: the caseworker's own role there, which gives the team."""

    cpr: Cpr
    name: str
    place: RoleAssignment
    details: dict[str, object]


def known_citizen(*, cpr: Cpr, viewer: Viewer) -> Citizen | None:
    """None for one who is new here.

    Raises NotForThisPerson, OpenHereAlready, HandledElsewhere.
    """
    if _is_own(cpr, viewer):
        raise NotForThisPerson(rule=1)
    citizen = citizen_with_cpr(cpr)
    if citizen is None:
        return None
    if _is_inhabil(citizen, viewer):
        raise NotForThisPerson(rule=2)
    case = Case.objects.open().filter(citizen=citizen).select_related("citizen").first()
    if case is not None:
        _refuse_open(case, viewer)
    return citizen


def open_for(*, application: Application, viewer: Viewer) -> Case:
    """Raises as `known_citizen`, and NameMissing.

    A restricted citizen's case is opened without a caseworker, for the teamchef to give to one: to
    know the number is not enough to become the one who sees them.
    """
    actor, place = viewer.actor, application.place
    with change(actor=actor):
        citizen = known_citizen(cpr=application.cpr, viewer=viewer)
        if citizen is None:
            citizen = _registered(application, viewer)
        keeps = not citizen.is_restricted or _has_kept(citizen, viewer)
        new = NewCase(
            citizen=citizen,
            jobcenter=place.jobcenter,  # type: ignore[arg-type]
            team=place.team if keeps else None,
            caseworker=viewer.employee if keeps else None,
            **application.details,  # type: ignore[arg-type]
        )
        try:
            return operations.open_case(new=new, actor=actor)
        except operations.CitizenHasOpenCase:
            _refuse_open(_open_case_of(citizen), viewer)


def reopen_for(*, case: Case, reason: str, version: int | None, viewer: Viewer) -> Case:
    """Raises as `operations.reopen_case`, but says of another open case only what `open_for` would."""
    try:
        return operations.reopen_case(case=case, reason=reason, version=version, actor=viewer.actor)
    except operations.CitizenHasOpenCase:
        _refuse_open(_open_case_of(case.citizen), viewer)


def places_of(viewer: Viewer) -> list[RoleAssignment]:
    """Where the viewer is a caseworker today."""
    held = RoleAssignment.objects.filter(employee=viewer.employee, role=Role.CASEWORKER)
    return list(held.in_force(as_of=viewer.as_of).select_related("jobcenter", "team"))


def _registered(application: Application, viewer: Viewer) -> Citizen:
    if not application.name:
        raise NameMissing
    return citizens.register_citizen(
        name=application.name, cpr=application.cpr, as_of=viewer.as_of, actor=viewer.actor
    )


def _has_kept(citizen: Citizen, viewer: Viewer) -> bool:
    """An earlier case that the viewer sees, restricted as the citizen is."""
    return door.visible_cases(viewer, act=Act.SEE_CASE).filter(citizen=citizen).exists()


def _open_case_of(citizen: Citizen) -> Case:
    return Case.objects.open().select_related("citizen").get(citizen=citizen)


def _refuse_open(case: Case, viewer: Viewer) -> NoReturn:
    rule = door.refusing_rule(viewer, case=case, act=Act.SEE_CASE)
    if rule is None:
        raise OpenHereAlready(case)
    if rule == 3 and case.jobcenter_id in viewer.jobcentres_as(Role.CASEWORKER):
        raise NotForThisPerson(rule=rule, case=case)
    raise HandledElsewhere(case)  # restricted there or not: the answer must not tell


def _is_own(cpr: Cpr, viewer: Viewer) -> bool:
    own = EmployeeCprDigest.objects.filter(employee=viewer.employee)
    return any(
        own.filter(key_version=version, digest=value).exists()
        for version, value in digests(cpr.digits).items()
    )


def _is_inhabil(citizen: Citizen, viewer: Viewer) -> bool:
    standing = Inhabilitet.objects.filter(citizen=citizen, lifted_by__isnull=True)
    return standing.filter(employee=viewer.employee).exists()
