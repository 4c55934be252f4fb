"""Builds what a test needs and nothing else. Nothing here is random; names are invented.

The cast: Anne owns the case, Bo is her colleague, Carla works in another jobcenter and sees
nothing. Everyone has entered their own CPR number unless `own_cpr=False`.
"""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from cases.access.own_cpr import register_own_cpr
from cases.casefile.models import Case
from cases.citizens import cpr, operations
from cases.citizens.models import Citizen, Inhabilitet
from cases.findings import operations as findings
from cases.history import Actor, change
from cases.nights.models import Night
from cases.people.models import (
    ROLES_ACROSS_JOBCENTRES,
    Employee,
    Jobcenter,
    Municipality,
    Role,
    RoleAssignment,
    Team,
)
from cases.periods.models import Period
from revurdering.models import Revurdering

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
PASSWORD = "et langt kodeord"
TEST = Actor.command("prøve")

EMPLOYEE_SERIAL, CITIZEN_SERIAL = 0, 1000


# One employee for each role; Carla stands beside them.
CAST = {
    Role.CASEWORKER: "Anne",
    Role.JOBFORMIDLER: "Jonas",
    Role.VISITATIONSTEAM: "Vera",
    Role.TEAM_LEADER: "Tina",
    Role.PAYMENT_OFFICE: "Yrsa",
    Role.QUALITY_CONTROL: "Karl",
    Role.CENTRAL_ADMINISTRATION: "Celia",
    Role.SYSTEM_ADMINISTRATOR: "Sigrid",
}


def make_cast() -> dict[str, Employee]:
    """By role."""
    return {role: make_employee(name, role=role) for role, name in CAST.items()}


def make_cpr(serial: int) -> str:
    """An administrative number (day + 60): no person has it."""
    return f"610170-{serial:04d}"


def make_municipality(*, code: int = 101, name: str = "København") -> Municipality:
    if found := Municipality.objects.filter(code=code).first():
        return found
    with change(actor=TEST):
        return Municipality.objects.create(code=code, name=name)


def make_jobcenter(name: str = "Musvågevej") -> Jobcenter:
    """The one of that name, made with its team of unassigned cases when it is new."""
    if found := Jobcenter.objects.filter(name=name).first():
        return found
    with change(actor=TEST):
        jobcenter = Jobcenter.objects.create(
            municipality=make_municipality(), code=name[:20].lower(), name=name
        )
        Team.objects.create(jobcenter=jobcenter, kind=Team.Kind.UNASSIGNED, name="Ufordelte")
    return jobcenter


def make_team(
    *,
    jobcenter: Jobcenter | None = None,
    kind: str = Team.Kind.CASEWORK,
    name: str = "Team 1",
) -> Team:
    jobcenter = jobcenter or make_jobcenter()
    if found := Team.objects.filter(jobcenter=jobcenter, name=name).first():
        return found
    with change(actor=TEST):
        return Team.objects.create(jobcenter=jobcenter, kind=kind, name=name)


def make_employee(
    name: str = "Anne",
    *,
    role: str | None = Role.CASEWORKER,
    jobcenter: Jobcenter | None = None,
    own_cpr: bool = True,
    active: bool = True,
    password: str | None = None,
    email: str = "",
) -> Employee:
    """The user name is the name in small letters; the role is approved and in force on TODAY."""
    username = name.lower().replace(" ", ".")
    with change(actor=TEST):
        employee = Employee(
            username=username,
            name=name,
            email=email or f"{username}@example.dk",
            is_active=active,
        )
        employee.set_password(password)
        employee.save()
    if role:
        give_role(employee, role, jobcenter=jobcenter)
    if own_cpr:
        serial = EMPLOYEE_SERIAL + Employee.objects.count()
        register_own_cpr(employee=employee, number=cpr.parse(make_cpr(serial)))
    return employee


def give_role(
    employee: Employee,
    role: str,
    *,
    jobcenter: Jobcenter | None = None,
    valid_from: date = date(2026, 1, 1),
    valid_to: date = date(2027, 1, 1),
    approved: bool = True,
) -> RoleAssignment:
    jobcenter = None if role in ROLES_ACROSS_JOBCENTRES else jobcenter or make_jobcenter()
    with change(actor=TEST):
        return RoleAssignment.objects.create(
            employee=employee,
            role=role,
            jobcenter=jobcenter,
            valid_from=valid_from,
            valid_to=valid_to,
            approved_at=NOW if approved else None,
        )


def make_citizen(
    name: str = "Dorthe Eksempel",
    *,
    cpr_number: str | None = None,
    protected: bool = False,
    colleague: bool = False,
) -> Citizen:
    number = cpr_number or make_cpr(CITIZEN_SERIAL + Citizen.objects.count())
    citizen = operations.register_citizen(name=name, cpr=cpr.parse(number), as_of=TODAY, actor=TEST)
    if protected or colleague:
        citizen.is_protected, citizen.is_colleague = protected, colleague
        with change(actor=TEST):
            citizen.save(update_fields=["is_protected", "is_colleague"])
    return citizen


def make_case(
    *,
    citizen: Citizen | None = None,
    owner: Employee | None = None,
    jobcenter: Jobcenter | None = None,
    team: Team | None = None,
    jobformidler: Employee | None = None,
    visitationsdato: date | None = date(2024, 1, 15),
    opened_on: date = date(2024, 1, 15),
    closed_on: date | None = None,
) -> Case:
    """In the owner's jobcenter, or Musvågevej; without an owner among the unassigned."""
    jobcenter = jobcenter or _jobcenter_of(owner) or make_jobcenter()
    unassigned = Team.objects.get(jobcenter=jobcenter, kind=Team.Kind.UNASSIGNED)
    with change(actor=TEST):
        return Case.objects.create(
            number=f"F-2026-{Case.objects.count() + 1:04d}",
            citizen=citizen or make_citizen(),
            jobcenter=jobcenter,
            team=team or (make_team(jobcenter=jobcenter) if owner else unassigned),
            caseworker=owner,
            jobformidler=jobformidler,
            visitationsdato=visitationsdato,
            opened_on=opened_on,
            closed_on=closed_on,
            close_reason="Folkepension" if closed_on else "",
        )


def _jobcenter_of(employee: Employee | None) -> Jobcenter | None:
    role = employee and employee.role_assignments.filter(jobcenter__isnull=False).first()
    return role.jobcenter if role else None


def make_period(
    citizen: Citizen,
    start: date = date(2026, 1, 1),
    last: date | None = None,
    *,
    kind: str = Period.Kind.LEDIGHEDSYDELSE,
    source: str = "hånd",
) -> Period:
    """`last` is the last day, as on the page; without it the period goes on."""
    with change(actor=TEST):
        return Period.objects.create(
            citizen=citizen,
            kind=kind,
            start=start,
            end=last + timedelta(days=1) if last else None,
            source=source,
        )


def make_inhabil(employee: Employee, citizen: Citizen) -> Inhabilitet:
    with change(actor=TEST):
        return Inhabilitet.objects.create(
            employee=employee,
            citizen=citizen,
            registered_by=employee,
            reason="Søskende",
        )


def make_revurdering(
    case: Case,
    *,
    opened_for: date = date(2026, 12, 31),
    number: int | None = 1,
    handed_over_on: date | None = None,
    received_on: date | None = None,
    started_on: date | None = None,
    finished_on: date | None = None,
    lateness_reason: str = "",
    moved_on: date | None = None,
    actor: Actor = TEST,
) -> Revurdering:
    """`number` is the round; None where the round is gone."""
    with change(actor=actor):
        return Revurdering.objects.create(
            citizen=case.citizen,
            case=case,
            round=number,
            opened_for=opened_for,
            handed_over_on=handed_over_on,
            received_on=received_on,
            started_on=started_on,
            finished_on=finished_on,
            outcome=Revurdering.Outcome.STILL_ENTITLED if finished_on else "",
            lateness_reason=lateness_reason,
            tilflytning_on=moved_on,
            tilflytning_reason="Sagen kom sent" if moved_on else "",
        )


def make_running_case(
    name: str,
    since: date,
    last: date | None = None,
    *,
    cpr_number: str | None = None,
    protected: bool = False,
    colleague: bool = False,
    **case: Any,
) -> Case:
    """Of one who receives since that day, with dates computed; `case` as in `make_case`."""
    citizen = make_citizen(name, cpr_number=cpr_number, protected=protected, colleague=colleague)
    make_period(citizen, since, last)
    recompute(citizen)
    return make_case(citizen=citizen, **case)


def recompute(*citizens: Citizen) -> None:
    """Findings and next deadlines, as saving a period on the page would have left them."""
    with transaction.atomic():
        findings.recompute_many(
            citizen_ids=[citizen.pk for citizen in citizens],
            as_of=TODAY,
            actor=TEST,
            causes="prøve",
        )


def make_good_night(day: date = TODAY) -> Night:
    """Without one, every page of a teamchef says that the night is owed."""
    return Night.objects.create(day=day, recomputed_as_of=day, reckoned_at=NOW, finished_at=NOW)
