"""A due date on a day off stays; the page also shows the last working day before it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from cases.casefile.models import Case
from cases.danish import dates
from cases.people.models import Employee
from tests.factories import make_case, make_period

pytestmark = pytest.mark.django_db

BEFORE = "13. marts 2026"


@pytest.fixture
def case(anne: Employee) -> Case:
    """m12 falls on Saturday 14 March 2026, m18 on a Monday."""
    case = make_case(owner=anne)
    make_period(case.citizen, date(2025, 3, 15))
    return case


@pytest.fixture
def read(case: Case, client_of: Callable[[Employee], Client]) -> Callable[[str], str]:
    def page(path: str) -> str:
        answer = client_of(case.caseworker).get(f"/sager/{case.number}/{path}")
        assert answer.status_code == 200
        return answer.content.decode()

    return page


@pytest.mark.slow
def test_the_saturday_stays_and_the_friday_stands_beside_it(read: Callable[[str], str]) -> None:
    for path in ("hvorfor/1/m12/", "hvorfor/1/m12/udskriv/"):
        page = read(path)
        assert "14. marts 2026" in page
        assert f"sidste arbejdsdag før den er {BEFORE}" in page


def test_a_due_date_on_a_monday_has_nothing_beside_it(read: Callable[[str], str]) -> None:
    assert "sidste arbejdsdag" not in read("hvorfor/1/m18/")


@pytest.mark.slow
def test_the_overview_shows_it_in_the_table(read: Callable[[str], str]) -> None:
    assert f"sidste arbejdsdag før: {dates.table(date(2026, 3, 13))}" in read("")
