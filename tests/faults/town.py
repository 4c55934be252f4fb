"""A town near its deadlines, and all that must be told of it, worked out slowly and apart.

Each jobcenter is a world of its own for `tests.reminders.expected`, which shares no code with the
ledger. Nobody is team leader: their month's status would make the figures follow the calendar.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from cases.casefile.models import Case
from cases.people.models import Employee
from tests import factories
from tests.reminders import expected
from tests.reminders.expected import Life, World

CASEWORKERS, CASES = 10, 20  # in each jobcenter
# Days on ledighedsydelse: before and past 10, 12 and 18 months.
BEHIND = [250, 290, 310, 335, 352, 359, 364, 367, 380, 430, 480, 530, 541, 560]

Key = str


@dataclass
class Town:
    today: date
    worlds: list[World] = field(default_factory=list)
    staff: dict[str, Employee] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)

    def expected(self, *, days: list[date]) -> set[tuple[Key, str]]:
        """The ledger's key for each obligation, and the user name of who is told."""
        found = set()
        for world in self.worlds:
            for about, kind, due, step, of, who in expected.night(
                world, today=self.today, days=days
            ):
                duty = f"{self.cases[about].pk}|{kind}|{due.isoformat()}|{step}"
                found.add((f"{duty}|{self.staff[of].pk}", self.staff[who].username))
        return found


def build(*, jobcenters: int, today: date) -> Town:
    town = Town(today=today)
    for number in range(jobcenters):
        _build_jobcenter(town, number)
    return town


def _build_jobcenter(town: Town, place: int) -> None:
    name = f"Jobcenter {place}"
    jobcenter = factories.make_jobcenter(name)
    first, end = town.today - timedelta(days=100), town.today + timedelta(days=100)
    team = f"Vera {place}"
    caseworkers = [f"Anne {place} {number}" for number in range(CASEWORKERS)]
    roles = [
        expected.Role(team, "visitationsteam", name, first, end),
        *(expected.Role(one, "sagsbehandler", name, first, end) for one in caseworkers),
    ]
    for one in roles:
        employee = factories.make_employee(one.who, role=None, own_cpr=False)
        factories.give_role(employee, one.role, jobcenter=jobcenter, valid_from=first, valid_to=end)
        town.staff[one.who] = employee
    lives = [
        _build_case(town, place * CASES + number, name, caseworkers[number % CASEWORKERS])
        for number in range(CASES)
    ]
    town.worlds.append(World(roles, lives))


def _build_case(town: Town, number: int, jobcenter: str, caseworker: str) -> Life:
    began = town.today - timedelta(days=BEHIND[number % len(BEHIND)])
    citizen = factories.make_citizen(f"Borger {number}")
    town.cases[str(number)] = factories.make_case(
        citizen=citizen,
        owner=town.staff[caseworker],
        jobcenter=factories.make_jobcenter(jobcenter),
        opened_on=began,
    )
    factories.make_period(citizen, began)
    return Life(number, jobcenter, [("ledighedsydelse", began, None)], caseworker)
