"""A small jobcentre for the browser: Anna of the drawings, and enough cases to fill a list."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cases.casefile.models import Case
from cases.casefile.operations import draw_case_numbers
from cases.citizens.models import Citizen
from cases.citizens.queries import current_cpr
from cases.people.models import Employee, Role
from cases.periods.models import Period
from cases.reminders import operations as reminders
from tests.factories import (
    TEST,
    TODAY,
    make_case,
    make_cast,
    make_citizen,
    make_employee,
    make_good_night,
    make_jobcenter,
    make_period,
    recompute,
)

ANNA = "Anna Eksempel"
FINISHED = "Ida Færdig"
BARSEL = Period.Kind.BARSEL
FLEKSJOB = Period.Kind.FLEKSJOB
NEIGHBOURS = {
    "Bent Prøve": date(2025, 9, 15),
    "Carla Prøve": date(2026, 1, 20),
    "Dennis Tænkt": date(2025, 12, 1),
    "Ebba Påfund": date(2026, 9, 1),
    "Frode Opdigt": date(2025, 6, 1),
    "Gerda Ågård": date(2026, 10, 12),
    "Hans Øland": date(2025, 3, 3),
}


@dataclass
class Town:
    people: dict[str, Employee]
    cases: dict[str, Case] = field(default_factory=dict)
    arguments: dict[Any, dict[str, Any]] = field(default_factory=dict)  # of addresses, see walk.py

    @property
    def anna(self) -> Case:
        return self.cases[ANNA]

    @property
    def walked(self) -> Case:
        """Of one period only, over the deadline, and known to everyone who may know it."""
        return self.cases["Bent Prøve"]

    def cpr_of(self, name: str) -> str:
        number = current_cpr(self.cases[name].citizen)
        assert number is not None
        return number.formatted

    @property
    def finished(self) -> Case:
        """Her only period is over."""
        return self.cases[FINISHED]


def make_town() -> Town:
    town = Town(make_cast())
    make_employee("Ida", role=None)
    town.people["bo"] = make_employee("Bo")
    town.people["carla"] = make_employee("Carla", jobcenter=make_jobcenter("Lærkevej"))
    caseworker = town.people[Role.CASEWORKER]
    for name in [ANNA, FINISHED, *NEIGHBOURS]:
        citizen = make_citizen(name)
        _live(citizen)
        town.cases[name] = make_case(
            citizen=citizen, owner=caseworker, jobformidler=town.people[Role.JOBFORMIDLER]
        )
        recompute(citizen)
    make_good_night()
    # The factory wrote the numbers itself; the next case opened must not be given one of them.
    draw_case_numbers(count=len(town.cases), as_of=TODAY)
    reminders.plan(day=TODAY, actor=TEST)
    return town


def _live(citizen: Citizen) -> None:
    if citizen.name == ANNA:
        _life_of_anna(citizen)
    elif citizen.name == FINISHED:
        make_period(citizen, date(2026, 1, 1), date(2026, 10, 31))
    else:
        make_period(citizen, NEIGHBOURS[citizen.name])


def _life_of_anna(citizen: Citizen) -> None:
    make_period(citizen, date(2025, 9, 1), date(2025, 10, 31))
    make_period(citizen, date(2025, 11, 1), date(2026, 2, 28), kind=FLEKSJOB)
    make_period(citizen, date(2026, 3, 1), date(2026, 6, 30))
    make_period(citizen, date(2026, 7, 1), date(2026, 8, 15), kind=BARSEL)
    make_period(citizen, date(2026, 8, 16))
