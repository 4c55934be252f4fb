"""A caseworker opens a case on a CPR number: what the number may lead to, and what is said of it."""

from dataclasses import dataclass
from typing import NoReturn

from cases.access import door
from cases.access.own_cpr import is_own
from cases.access.rules import Act
from cases.access.unseen import latest_case
from cases.access.viewer import Viewer
from cases.casefile import operations
from cases.casefile.models import Case
from cases.casefile.operations import NewCase
from cases.citizens import operations as citizens
from cases.citizens.cpr import Cpr
from cases.citizens.models import Citizen, Inhabilitet
from cases.citizens.queries import citizen_with_cpr
from cases.history import change
from cases.people.models import Role, RoleAssignment


class HandledElsewhere(Exception):
    """The citizen is another jobcenter's, or restricted: nothing may tell which. `rule` as at the door."""

    def __init__(self, *, rule: int, case: Case | None) -> None:
        super().__init__(f"regel {rule}")
        self.rule, self.case = rule, case


class OpenHereAlready(Exception):
    """The viewer may see the case; lead them to it."""

    def __init__(self, case: Case) -> None:
        super().__init__(case.number)
        self.case = case


class NotForThisPerson(Exception):
    """One's own number, or a citizen one is inhabil for; `rule` as at the door."""

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
    citizen = citizen_with_cpr(cpr)
    case = latest_case(citizen) if citizen else None
    if is_own(employee=viewer.employee, number=cpr):
        raise NotForThisPerson(rule=1, case=case)
    if citizen is None:
        return None
    if _is_inhabil(citizen, viewer):
        raise NotForThisPerson(rule=2, case=case)
    if case is not None and case.is_open:
        _refuse_open(case, viewer)
    if citizen.is_restricted and not _has_kept(citizen, viewer):
        raise HandledElsewhere(rule=3, case=case)
    return citizen


def open_for(*, application: Application, viewer: Viewer) -> Case:
    """In a team that still stands, or in none.

    Raises as `known_citizen`, NameMissing, AnotherVisitationsdato and UnitClosed.
    """
    actor, place = viewer.actor, application.place
    with change(actor=actor):
        citizen = known_citizen(cpr=application.cpr, viewer=viewer)
        if citizen is None:
            citizen = _registered(application, viewer)
        new = NewCase(
            citizen=citizen,
            jobcenter=place.jobcenter,  # type: ignore[arg-type]
            team=place.team if place.team and not place.team.closed_on else None,
            caseworker=viewer.employee,
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
    """Whom a colleague registered a moment before is known by now. Raises as `known_citizen`."""
    if not application.name:
        raise NameMissing
    try:
        return citizens.register_citizen(
            name=application.name, cpr=application.cpr, as_of=viewer.as_of, actor=viewer.actor
        )
    except citizens.CprBelongsToAnother:
        known = known_citizen(cpr=application.cpr, viewer=viewer)
        if known is None:
            raise
        return known


def _has_kept(citizen: Citizen, viewer: Viewer) -> bool:
    """An earlier case that the viewer sees: to know the number is not enough to become the one who does."""
    return door.visible_cases(viewer, act=Act.SEE_CASE).filter(citizen=citizen).exists()


def _open_case_of(citizen: Citizen) -> Case:
    return Case.objects.open().select_related("citizen").get(citizen=citizen)


def _refuse_open(case: Case, viewer: Viewer) -> NoReturn:
    rule = door.refusing_rule(viewer, case=case, act=Act.SEE_CASE)
    if rule is None:
        raise OpenHereAlready(case)
    raise HandledElsewhere(rule=rule, case=case)


def _is_inhabil(citizen: Citizen, viewer: Viewer) -> bool:
    standing = Inhabilitet.objects.filter(citizen=citizen, lifted_by__isnull=True)
    return standing.filter(employee=viewer.employee).exists()
