"""A date in an address may be anything: the page answers with a sentence or with its default."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from cases.casefile.models import Case
from cases.people.models import Employee, Role
from tests.factories import make_case, make_employee, make_period, recompute

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

UNREADABLE, YEAR, WITHIN = "Datoen kan ikke læses", "Året skal være mellem 1900 og 2099", ""
TYPED = {
    "": WITHIN,
    "vrøvl": UNREADABLE,
    "<script>": UNREADABLE,
    "\u0661.\u0661.\u0662\u0660\u0662\u0666": WITHIN,  # digits, though not ours
    "0000-00-00": YEAR,
    "0001-01-01": YEAR,
    "9999-12-31": YEAR,
    "29.2.2026": "Datoen 29.2.2026 findes ikke",
    "uge 99 2026": "Uge 99 findes ikke",
    "+9999": WITHIN,
    "-9999": WITHIN,
    "+999999m": UNREADABLE,
    "+1m": UNREADABLE,
    "fredag": WITHIN,
    "1.1.1900": WITHIN,
    "31.12.2099": WITHIN,
}
# The parameters that are read as a date or as a step of one, and what else makes them count.
READ = {
    "sag": (("pr", "fra", "til", "skridt"), {"hvis": "barsel"}),
    "opslag": (("fra", "til"), {}),
    "opslag_hent": (("fra", "til"), {}),
}


@pytest.fixture
def case(anne: Employee) -> Case:
    case = make_case(owner=anne)
    make_period(case.citizen, date(2025, 3, 15))
    recompute(case.citizen)
    return case


@pytest.mark.parametrize(("typed", "said"), TYPED.items())
@pytest.mark.slow
def test_a_date_in_an_address_is_read_or_answered(
    case: Case, client_of: Callable[[Employee], Client], typed: str, said: str
) -> None:
    client = client_of(make_employee("Tove", role=Role.TEAM_LEADER))
    for url, (names, more) in READ.items():
        address = reverse(url, args=[case.number])
        answer = client.get(address, {**dict.fromkeys(names, typed), **more})
        assert answer.status_code == 200, url
        if not url.endswith("_hent"):
            assert said in answer.content.decode(), url


@pytest.mark.slow
@pytest.mark.parametrize("step", ["-1m", "-1d", "+1d", "+1m", "+999999m", "vrøvl"])
def test_a_step_from_the_edge_of_the_calendar_stays_within_it(
    case: Case, client_of: Callable[[Employee], Client], anne: Employee, step: str
) -> None:
    client, address = client_of(anne), reverse("sag", args=[case.number])
    for edge in ("1.1.1900", "31.12.2099"):
        assert client.get(address, {"pr": edge, "skridt": step}).status_code == 200
