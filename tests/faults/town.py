"""A town near its deadlines, and all that must be told of it, worked out slowly and apart.

Each jobcenter is a world of its own for `tests.reminders.expected`, which shares no code with the
ledger; the payment office works in all of them. Somebody is away in each, and told through a deputy.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cases.casefile.models import Case
from cases.history import change
from cases.people.models import Employee, Jobcenter
from cases.reminders.models import Deputy
from tests import factories
from tests.reminders import expected
from tests.reminders.picture import Deputy as Absence
from tests.reminders.picture import Life, Role, World

# The first working day after Easter: the day of the month's status, two nights after the clocks
# were changed. In the past, for nobody may be ahead of the database's clock.
TODAY = date(2024, 4, 2)
CASEWORKERS, CASES = 10, 20  # in each jobcenter
# Days on ledighedsydelse: before and past 10, 12 and 18 months.
BEHIND = [250, 290, 310, 335, 352, 359, 364, 367, 380, 430, 480, 530, 541, 560]
PAYMENT_OFFICE = "Yrsa"
DENMARK = ZoneInfo("Europe/Copenhagen")

# The ledger's key for each obligation, and the user name of who is told.
Expected = set[tuple[str, str]]
# The case's number (none for the month), the kind, and the day: a line in a mail.
Task = tuple[str, str, date]


def at(hour: int, minute: int = 0, *, day: date = TODAY) -> datetime:
    return datetime.combine(day, time(hour, minute), DENMARK)


@dataclass
class Town:
    today: date
    worlds: list[World] = field(default_factory=list)
    staff: dict[str, Employee] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    jobcenters: dict[str, Jobcenter] = field(default_factory=dict)
    # On which day a night was run, when it was not made good today.
    run_on: dict[date, date] = field(default_factory=dict)

    def expected(self, *, days: list[date], since: date = date.min) -> Expected:
        """Of what was not told before `since`."""
        told = self._duties(days).items()
        return {(key, who) for key, (night, who, _) in told if night >= since}

    def tasks(self, *, days: list[date], since: date = date.min) -> dict[str, set[Task]]:
        """What stands in the one mail of each, by user name: a task once, whoever's duty it is."""
        found: dict[str, set[Task]] = defaultdict(set)
        for night, who, task in self._duties(days).values():
            if night >= since:
                found[who].add(task)
        return found

    def _duties(self, days: list[date]) -> dict[str, tuple[date, str, Task]]:
        """By key; told on the first of its nights, to whoever stood there then."""
        found: dict[str, tuple[date, str, Task]] = {}
        for world in self.worlds:
            world.book.clear()
            for day in sorted(days):
                expected.night(world, today=self.run_on.get(day, self.today), day=day)
            for (about, kind, due, step, of), told in world.book.items():
                [(who, night)] = told  # nobody leaves, so that nobody is told in vain
                case = self.cases.get(about)
                subject = case.pk if case else f"jc{self.jobcenters[about].pk}"
                key = f"{subject}|{kind}|{due.isoformat()}|{step}|{self.staff[of].pk}"
                task = (case.number if case else "", kind, due)
                found[key] = (night, self.staff[who].username, task)
        return found


def build(*, jobcenters: int, today: date = TODAY) -> Town:
    town = Town(today=today)
    for number in range(jobcenters):
        _build_jobcenter(town, number)
    return town


def _build_jobcenter(town: Town, place: int) -> None:
    name = f"Jobcenter {place}"
    town.jobcenters[f"jc {name}"] = factories.make_jobcenter(name)
    caseworkers = [f"Anne {place} {number}" for number in range(CASEWORKERS)]
    hats = {
        "teamchef": [f"Tina {place}", f"Tom {place}"],
        "visitationsteam": [f"Vera {place}", f"Vagn {place}"],
        "sagsbehandler": caseworkers,
    }
    first, end = town.today - timedelta(days=100), town.today + timedelta(days=100)
    roles = [Role(who, hat, name, first, end) for hat, those in hats.items() for who in those]
    roles.append(Role(PAYMENT_OFFICE, "ydelseskontor", None, first, end))
    for role in roles:
        _employ(town, role)
    deputies = [_stand_in(town, *of) for of in _absences(town.today, place, caseworkers)]
    lives = [
        _build_case(town, place * CASES + number, name, caseworkers[number % CASEWORKERS])
        for number in range(CASES)
    ]
    town.worlds.append(World(roles, lives, deputies))


def _absences(today: date, place: int, caseworkers: list[str]) -> list[tuple[str, str, date, date]]:
    """Some today, and some who have come back or only just left."""
    long_ago, soon = today - timedelta(days=50), today + timedelta(days=5)
    return [
        (f"Tina {place}", f"Tom {place}", long_ago, soon),
        (f"Vera {place}", f"Vagn {place}", today, soon),
        (caseworkers[0], caseworkers[1], today - timedelta(days=2), soon),
        (caseworkers[2], caseworkers[3], long_ago, today - timedelta(days=1)),
    ]


def _employ(town: Town, role: Role) -> None:
    if role.who in town.staff:
        return
    employee = factories.make_employee(role.who, role=None, own_cpr=False)
    where = town.jobcenters[f"jc {role.jobcenter}"] if role.jobcenter else None
    factories.give_role(
        employee, role.role, jobcenter=where, valid_from=role.first, valid_to=role.end
    )
    town.staff[role.who] = employee


def _stand_in(town: Town, who: str, deputy: str, first: date, end: date) -> Absence:
    with change(actor=factories.TEST):
        Deputy.objects.create(
            employee=town.staff[who], deputy=town.staff[deputy], start=first, end=end
        )
    return Absence(who, deputy, first, end)


def _build_case(town: Town, number: int, jobcenter: str, caseworker: str) -> Life:
    began = town.today - timedelta(days=BEHIND[number % len(BEHIND)])
    citizen = factories.make_citizen(f"Borger {number}")
    town.cases[str(number)] = factories.make_case(
        citizen=citizen,
        owner=town.staff[caseworker],
        jobcenter=town.jobcenters[f"jc {jobcenter}"],
        opened_on=began,
    )
    factories.make_period(citizen, began)
    return Life(number, jobcenter, [("ledighedsydelse", began, None)], caseworker)
