"""The latest reconciled list on the teamchef's page: told as it stands, to those who may see it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.template.loader import render_to_string

from cases.access.viewer import Viewer, viewer_for
from cases.people.models import Role
from reports.afstemning.models import Afstemning
from reports.coverage import operations
from reports.quarters import Quarter
from reports.teampage import reconciled
from tests.factories import TODAY, make_employee
from tests.reports.afstemning.lists import make_person, reconcile, row

pytestmark = pytest.mark.django_db
CountQueries = Callable[[Callable[[], object]], int]
Q4 = Quarter(2026, 4)


def viewer(name: str, role: Role) -> Viewer:
    return viewer_for(make_employee(name, role=role), as_of=TODAY)


@pytest.fixture
def afstemt() -> Afstemning:
    make_person(1, ("2026-01-01", ""))
    return reconcile(row(1), employee=make_employee("Yrsa", role=Role.PAYMENT_OFFICE))


def shown(told: reconciled.Reconciled | None) -> str:
    return render_to_string("reports/reconciled.html", {"reconciled": told}).replace("\u00a0", " ")


@pytest.mark.slow
def test_a_list_is_told_with_whether_its_quarter_is_signed(
    afstemt: Afstemning, count_queries: CountQueries
) -> None:
    leader = viewer("Tina", Role.TEAM_LEADER)
    html = shown(reconciled.latest(leader, as_of=TODAY))
    assert f"listen fra {afstemt.source.name} af " in html
    assert ", 1 person." in html
    assert "4. kvartal 2026</a> er ikke underskrevet." in html
    assert 'href="/daekning/2026/4/"' in html
    karl = make_employee("Karl", role=Role.QUALITY_CONTROL)
    operations.sign(quarter=Q4, seen=(1, 0), by=karl)
    assert count_queries(lambda: reconciled.latest(leader, as_of=TODAY)) == 1
    said = "af Karl: 1 på listen = 1 med løbende ur + 0 undtaget med grund."
    assert said in shown(reconciled.latest(leader, as_of=TODAY))


def test_only_who_may_open_the_list_is_led_to_it(afstemt: Afstemning) -> None:
    for other in (viewer("Tina", Role.TEAM_LEADER), viewer("Ole", Role.PAYMENT_OFFICE)):
        told = reconciled.latest(other, as_of=TODAY)
        assert told is not None
        assert told.list_url == ""
    office = reconciled.latest(viewer_for(afstemt.employee, as_of=TODAY), as_of=TODAY)
    assert office is not None
    assert office.list_url == f"/afstemning/{afstemt.pk}/"
    assert reconciled.latest(viewer("Vera", Role.VISITATIONSTEAM), as_of=TODAY) is None


def test_there_is_nothing_to_tell_before_the_first_list(afstemt: Afstemning) -> None:
    leader = viewer("Tina", Role.TEAM_LEADER)
    assert reconciled.latest(leader, as_of=date(2026, 1, 1)) is None
    Afstemning.objects.update(state="rullet_tilbage", rolled_back_at="2026-11-22T10:00Z")
    assert reconciled.latest(leader, as_of=TODAY) is None
