"""Two who act on the same person or unit at the same moment follow one another."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connections, transaction

from cases.casefile import operations as casefile
from cases.casefile.models import Case
from cases.history import Actor
from cases.people import operations
from cases.people.models import Employee, Role
from tests.factories import (
    TEST,
    TODAY,
    make_case,
    make_citizen,
    make_employee,
    make_jobcenter,
    make_team,
)

pytestmark = pytest.mark.usefixtures("committed")

A_MOMENT = 0.3  # seconds: one that waits for nobody is done long before


@contextmanager
def beside(act: Callable[[], Any]) -> Iterator[Future[Any]]:
    """`act` has been done but not committed while the block runs; then it is."""
    done, go_on = threading.Event(), threading.Event()

    def held() -> None:
        try:
            with transaction.atomic():
                act()
                done.set()
                go_on.wait(10)
        finally:
            done.set()
            connections.close_all()

    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(held)
        done.wait(10)
        timer = threading.Timer(A_MOMENT, go_on.set)
        timer.start()
        yield first
        go_on.set()
        first.result()


def new_case() -> casefile.NewCase:
    team = make_team()
    return casefile.NewCase(
        citizen=make_citizen(), jobcenter=team.jobcenter, team=team, opened_on=TODAY
    )


@pytest.mark.parametrize("is_the_jobcenter", [True, False])
def test_a_unit_to_which_a_case_is_coming_stays(is_the_jobcenter: bool) -> None:
    new = new_case()
    unit = new.jobcenter if is_the_jobcenter else new.team
    assert unit is not None
    with (
        beside(lambda: casefile.open_case(new=new, actor=TEST)),
        pytest.raises(operations.StillHasOpenCases),
    ):
        operations.close_unit(unit=unit, closed_on=TODAY, actor=TEST)


def test_no_case_comes_to_a_unit_that_is_being_closed() -> None:
    new = new_case()
    with (
        beside(lambda: operations.close_unit(unit=new.jobcenter, closed_on=TODAY, actor=TEST)),
        pytest.raises(operations.UnitClosed, match="Musvågevej er nedlagt"),
    ):
        casefile.open_case(new=new, actor=TEST)
    assert not Case.objects.exists()


def test_a_case_is_not_reopened_in_a_jobcenter_that_is_being_closed() -> None:
    case = make_case(closed_on=TODAY)
    with (
        beside(lambda: operations.close_unit(unit=case.jobcenter, closed_on=TODAY, actor=TEST)),
        pytest.raises(operations.UnitClosed),
    ):
        casefile.reopen_case(case=case, reason="Fejl", version=case.version, actor=TEST)


def test_no_team_comes_to_a_jobcenter_that_is_being_closed() -> None:
    jobcenter = make_jobcenter()
    with (
        beside(lambda: operations.close_unit(unit=jobcenter, closed_on=TODAY, actor=TEST)),
        pytest.raises(operations.UnitClosed),
    ):
        operations.add_team(jobcenter=jobcenter, kind="visitation", name="Ny", actor=TEST)


def test_two_administrators_cannot_deactivate_each_other() -> None:
    anne, bo = (make_employee(name, role=Role.SYSTEM_ADMINISTRATOR) for name in ("Anne", "Bo"))

    def deactivate(employee: Employee, by: Employee) -> None:
        operations.deactivate(employee=employee, reason="Væk", actor=Actor.employee(by))

    with beside(lambda: deactivate(bo, anne)), pytest.raises(operations.ActorHasLeft):
        deactivate(anne, bo)
    assert list(Employee.objects.filter(is_active=True)) == [anne]


def test_the_reason_of_the_first_to_deactivate_stands() -> None:
    anne, first = make_employee("Anne"), {"reason": "Fratrådt", "actor": TEST}
    with (
        beside(lambda: operations.deactivate(employee=anne, **first)),
        pytest.raises(operations.AlreadyDeactivated),
    ):
        operations.deactivate(employee=anne, reason="Orlov", actor=TEST)
    assert anne.history.first().history_change_reason == "Fratrådt"
