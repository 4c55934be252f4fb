"""One citizen of each kind, and everyone who might look at them.

All but one have been on ledighedsydelse since 1 January: ten months have passed, twelve have not.
The eight who hold a role share a CPR number (that of `selv`) and are inhabile in one case. The
caseworker and the jobformidler of the cast have the cases whose kind ends in `tildelt`.
"""

from dataclasses import dataclass, field
from datetime import date

from cases.access.own_cpr import register_own_cpr
from cases.casefile.models import Case
from cases.citizens import cpr
from cases.people.models import Employee, Role
from tests.factories import (
    CAST,
    make_case,
    make_citizen,
    make_employee,
    make_inhabil,
    make_jobcenter,
    make_period,
    recompute,
)

OWN_NUMBER = "610185-1234"

KINDS = {
    "eget": "in the jobcenter of those who belong to one, handled by nobody in the cast",
    "tildelt": "the same, handled by the caseworker and the jobformidler of the cast",
    "andet": "in another jobcenter",
    "uden_ydelse": "in fleksjob all the time: the payment office has nothing to do with it",
    "lukket": "a closed case that was the caseworker's and the jobformidler's",
    "beskyttet": "protected, handled by nobody in the cast",
    "beskyttet_tildelt": "protected, handled by the cast",
    "kollega": "works in the administration, handled by nobody in the cast",
    "kollega_tildelt": "the same, handled by the cast",
    "selv": "the viewer's own case, given to themselves",
    "inhabil": "given to one who is inhabil",
}


def name_of(kind: str) -> str:
    """A name that stands nowhere else: found in a page, that citizen was shown."""
    return f"Kanariefugl{kind.replace('_', '').upper()}fugl"


@dataclass
class World:
    people: dict[str, Employee]
    cases: dict[str, Case]
    sessions: dict[str, str] = field(default_factory=dict)

    def shown_in(self, html: str) -> set[str]:
        return {kind for kind in KINDS if name_of(kind) in html}


def make_world() -> World:
    people = {role: _with_the_shared_number(name, role) for role, name in CAST.items()}
    world = World(people, {kind: _make_case(kind, people) for kind in KINDS})
    for employee in people.values():
        make_inhabil(employee, world.cases["inhabil"].citizen)
    people["uden_rolle"] = make_employee("Ida", role=None)
    people["deaktiveret"] = make_employee("Dan", role=Role.CASEWORKER, active=False)
    return world


def _with_the_shared_number(name: str, role: str) -> Employee:
    employee = make_employee(name, role=role, own_cpr=False)
    register_own_cpr(employee=employee, number=cpr.parse(OWN_NUMBER))
    return employee


def _make_case(kind: str, people: dict[str, Employee]) -> Case:
    assigned = kind in ("selv", "inhabil", "lukket") or kind.endswith("tildelt")
    citizen = make_citizen(
        name_of(kind),
        cpr_number=OWN_NUMBER if kind == "selv" else None,
        protected=kind.startswith("beskyttet"),
        colleague=kind.startswith("kollega"),
    )
    make_period(citizen, kind="fleksjob" if kind == "uden_ydelse" else "ledighedsydelse")
    recompute(citizen)
    return make_case(
        citizen=citizen,
        owner=people[Role.CASEWORKER] if assigned else None,
        jobformidler=people[Role.JOBFORMIDLER] if assigned else None,
        jobcenter=make_jobcenter("Lærkevej" if kind == "andet" else "Musvågevej"),
        closed_on=date(2026, 6, 1) if kind == "lukket" else None,
    )
