"""Three jobcentres, their teams, and an employee for every role; one account for each is shown."""

import random
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from cases.access.own_cpr import register_own_cpr
from cases.citizens import cpr
from cases.people import operations, rules
from cases.people.models import Employee, Jobcenter, Municipality, Role, RoleAssignment, Team
from flexjob.demo.citizens import People, Person
from flexjob.demo.guard import ACTOR

KOEBENHAVN = 101
JOBCENTRES = (
    ("MUS", "Jobcenter Musvågevej"),
    ("LAR", "Jobcenter Lærkevej"),
    ("SKE", "Jobcenter Skelbækgade"),
)
ROLE_WORDS = ("sagsbehandler", "jobformidler", "visitation", "teamchef")
CASEWORKERS, JOBFORMIDLERE, VISITATORS = 7, 2, 2


@dataclass(frozen=True)
class Account:
    """A log-in for each role. `knows_cpr`: has entered their own number already."""

    username: str
    role: str
    knows_cpr: bool = True


ACCOUNTS = (
    Account("anne.sagsbehandler", Role.CASEWORKER),
    Account("jonas.jobformidler", Role.JOBFORMIDLER, knows_cpr=False),
    Account("vera.visitation", Role.VISITATIONSTEAM),
    Account("tove.teamchef", Role.TEAM_LEADER),
    Account("ylva.ydelse", Role.PAYMENT_OFFICE),
    Account("kaj.kontrol", Role.QUALITY_CONTROL),
    Account("carl.central", Role.CENTRAL_ADMINISTRATION),
    Account("sanne.system", Role.SYSTEM_ADMINISTRATOR),
    Account("soeren.system", Role.SYSTEM_ADMINISTRATOR),
    Account("carla.sagsbehandler", Role.CASEWORKER),
)


@dataclass
class Unit:
    """A jobcenter with its people."""

    jobcenter: Jobcenter
    teams: list[Team]
    unassigned: Team
    leader: Employee
    caseworkers: list[tuple[Employee, Team]] = field(default_factory=list)
    jobformidlere: list[Employee] = field(default_factory=list)


class Builder:
    """Roles go the whole way: entered by Sanne, approved by the teamchef or by Søren."""

    def __init__(self, *, rng: random.Random, people: People, as_of: date, now: datetime) -> None:
        self.rng, self.people, self.as_of, self.now = rng, people, as_of, now
        self.persons: dict[str, Person] = {}
        self.sanne = self._administrator("sanne.system", "Sanne Systemsen")
        self.soeren = self._administrator("soeren.system", "Søren Systemsen")

    def build(self) -> list[Unit]:
        municipality = operations.set_up_municipality(code=KOEBENHAVN, actor=ACTOR)
        units = [self._unit(municipality, *one) for one in JOBCENTRES]
        for username, role in (
            ("ylva.ydelse", Role.PAYMENT_OFFICE),
            ("yrsa.ydelse", Role.PAYMENT_OFFICE),
            ("kaj.kontrol", Role.QUALITY_CONTROL),
            ("carl.central", Role.CENTRAL_ADMINISTRATION),
        ):
            self._across(self._employee(username), role)
        return units

    def role(
        self,
        employee: Employee,
        role: str,
        *,
        jobcenter: Jobcenter | None = None,
        team: Team | None = None,
        age: int | None = None,
    ) -> RoleAssignment:
        """Entered and not approved; `age` is how many days ago it began."""
        begun = self.as_of - timedelta(days=self.rng.randint(20, 300) if age is None else age)
        wanted = operations.WantedRole(
            employee=employee,
            role=role,
            jobcenter=jobcenter,
            team=team,
            valid_from=begun,
            valid_to=rules.latest_end(begun),
        )
        return operations.enter_role(wanted=wanted, entered_by=self.sanne)

    def approved(self, role: RoleAssignment, *, by: Employee) -> RoleAssignment:
        return operations.approve_role(role=role, approved_by=by, as_of=self.as_of, at=self.now)

    def newcomer(self, username: str) -> Employee:
        return self._employee(username)

    def _unit(self, municipality: Municipality, code: str, name: str) -> Unit:
        jobcenter = operations.add_jobcenter(
            municipality=municipality, code=code, name=name, actor=ACTOR
        )
        teams = [self._team(jobcenter, Team.Kind.CASEWORK, f"Team {n}") for n in (1, 2)]
        visitation = self._team(jobcenter, Team.Kind.VISITATION, "Visitationsteam")
        leader = self._employee("tove.teamchef" if code == "MUS" else f"teamchef.{code.lower()}")
        self.approved(self.role(leader, Role.TEAM_LEADER, jobcenter=jobcenter), by=self.soeren)
        unit = Unit(jobcenter, teams, jobcenter.teams.get(kind=Team.Kind.UNASSIGNED), leader)
        self._staff(unit, code, visitation)
        return unit

    def _staff(self, unit: Unit, code: str, visitation: Team) -> None:
        for number in range(CASEWORKERS):
            team = unit.teams[number % len(unit.teams)]
            employee = self._within(
                unit, _username("sagsbehandler", code, number), Role.CASEWORKER, team
            )
            unit.caseworkers.append((employee, team))
        for number in range(JOBFORMIDLERE):
            username = _username("jobformidler", code, number)
            unit.jobformidlere.append(self._within(unit, username, Role.JOBFORMIDLER))
        for number in range(VISITATORS):
            username = _username("visitation", code, number)
            self._within(unit, username, Role.VISITATIONSTEAM, visitation)

    def _within(self, unit: Unit, username: str, role: str, team: Team | None = None) -> Employee:
        employee = self._employee(username)
        entered = self.role(employee, role, jobcenter=unit.jobcenter, team=team)
        self.approved(entered, by=unit.leader)
        return employee

    def _across(self, employee: Employee, role: str) -> None:
        self.approved(self.role(employee, role), by=self.soeren)

    def _team(self, jobcenter: Jobcenter, kind: str, name: str) -> Team:
        return operations.add_team(jobcenter=jobcenter, kind=kind, name=name, actor=ACTOR)

    def _administrator(self, username: str, name: str) -> Employee:
        employee = self._added(username, name)
        begun = self.as_of - timedelta(days=200)
        operations.make_administrator(employee=employee, valid_from=begun, at=self.now, actor=ACTOR)
        return employee

    def _employee(self, username: str) -> Employee:
        """Named after the user name where it carries a first name, else drawn."""
        person = self.people.one(is_woman=self.rng.random() < 0.7, is_over_50=False)
        first = username.split(".")[0]
        named = first not in ROLE_WORDS
        name = f"{first.capitalize()} {person.name.split()[1]}" if named else person.name
        self.persons[username] = replace(person, name=name)
        employee = self._added(username, name)
        if all(account.knows_cpr for account in ACCOUNTS if account.username == username):
            register_own_cpr(employee=employee, number=cpr.parse(person.digits))
        return employee

    def _added(self, username: str, name: str) -> Employee:
        return operations.add_employee(
            username=username, name=name, email=f"{username}@demo.example", actor=ACTOR
        )


def _username(role: str, code: str, number: int) -> str:
    """The first of each in Musvågevej, and Carla in Lærkevej, are the accounts that are shown."""
    firsts = {
        ("sagsbehandler", "MUS", 0): "anne.sagsbehandler",
        ("sagsbehandler", "MUS", 1): "bo.sagsbehandler",
        ("sagsbehandler", "LAR", 0): "carla.sagsbehandler",
        ("jobformidler", "MUS", 0): "jonas.jobformidler",
        ("visitation", "MUS", 0): "vera.visitation",
    }
    return firsts.get((role, code, number), f"{role}.{code.lower()}{number + 1}")
