"""Lists as the payment system sends them for reconciliation, and a run of one."""

import io
from datetime import date
from typing import Any

from cases.casefile import operations as casefile
from cases.casefile.operations import NewCase
from cases.history import change
from cases.people.models import Employee
from reports.afstemning import operations
from reports.afstemning.models import Afstemning, AfstemningLine, ListSource
from reports.afstemning.operations.reviewing import SentList
from tests.factories import (
    TEST,
    TODAY,
    make_citizen,
    make_jobcenter,
    make_period,
    make_team,
    recompute,
)
from tests.intake.lists import number

HEADER = "CPR-nr;Navn;Startdato;Slutdato"


def make_source(name: str = "KMD", *, months_back: int = 0) -> ListSource:
    if found := ListSource.objects.filter(name=name).first():
        return found
    with change(actor=TEST):
        return ListSource.objects.create(
            name=name,
            cpr="cpr-nr",
            citizen_name="navn",
            first_day="startdato",
            last_day="slutdato",
            jobcenter=make_jobcenter(),
            months_back=months_back,
        )


def row(serial: int, start: str = "2026-01-01", last: str = "", name: str = "Dorthe") -> str:
    return f"{number(serial)};{name};{start};{last}"


def make_person(
    serial: int,
    *periods: tuple[str, str],
    name: str = "Dorthe Eksempel",
    owner: Employee | None = None,
    **marks: bool,
):
    """A citizen with an open case and these periods, recomputed; last days inclusive."""
    citizen = make_citizen(name, cpr_number=number(serial), **marks)
    new = NewCase(
        citizen=citizen,
        jobcenter=make_jobcenter(),
        opened_on=date(2024, 1, 15),
        team=make_team(jobcenter=make_jobcenter()) if owner else None,
        caseworker=owner,
    )
    casefile.open_case(new=new, actor=TEST)
    for first, last in periods:
        make_period(citizen, date.fromisoformat(first), date.fromisoformat(last) if last else None)
    recompute(citizen)
    return citizen


def review(
    *rows: str,
    employee: Employee,
    day: date = TODAY,
    again: bool = False,
    source: ListSource | None = None,
    as_of: date = TODAY,
) -> Afstemning:
    return operations.review(
        sent=SentList(
            source=source or make_source(),
            file=io.BytesIO("\n".join([HEADER, *rows]).encode()),
            file_name="liste.csv",
            day=day,
            again=again,
        ),
        employee=employee,
        actor=TEST,
        as_of=as_of,
    )


def groups(found: Afstemning) -> dict[int | None, str]:
    return dict(found.lines.values_list("line", "group"))


def decide_all(found: Afstemning, decision: str = "listen") -> None:
    keys = AfstemningLine.objects.undecided().filter(afstemning=found).values_list("pk", flat=True)
    operations.decide(afstemning=found, keys=keys, decision=decision)


def approve(found: Afstemning, *, as_of: date = TODAY) -> Afstemning:
    return operations.approve(afstemning=found, actor=TEST, as_of=as_of)


def reconcile(*rows: str, employee: Employee, decision: str = "vores", **how: Any) -> Afstemning:
    """Reviewed, decided alike of everyone, and approved; `how` as in `review`."""
    found = review(*rows, employee=employee, **how)
    decide_all(found, decision)
    return approve(found)
