"""A CPR number stands in no address, no log line and no log row."""

import logging
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from cases.access.checks import every_url
from cases.people.models import Employee
from cases.readlog.models import ReadLogRow
from tests.factories import make_case, make_citizen, make_employee

NUMBER = "610185-1234"
ANY_CPR = re.compile(r"\d{6}-?\d{4}")


def test_no_address_has_room_for_anything_but_numbers_of_ours() -> None:
    """What stands in an address: case numbers, our own row numbers, rounds, marks, versions and dates."""
    ours = re.compile(
        r"<(liste:key|filformat:\w+|maaned:maaned|tal:tal|blok:blok|str:number|str:kind|dag:day|int:\w+|uuid:\w+)>|\(\?P<(number|round_number|kind)>"
    )
    for route, _ in every_url():
        assert len(ours.findall(route)) == route.count("<"), route


@pytest.mark.usefixtures("committed", "today")
def test_a_search_by_number_leaves_it_nowhere(
    client_of: Callable[..., Client], caplog: pytest.LogCaptureFixture
) -> None:
    anne: Employee = make_employee("Anne")
    case = make_case(owner=anne, citizen=make_citizen(cpr_number=NUMBER))
    with caplog.at_level(logging.DEBUG, logger="django.request"):
        page = client_of(anne).post(reverse("egen_cpr"), {"number": NUMBER})
        client_of(anne).get(reverse("opslag", args=[case.number]), {"q": NUMBER})
    assert page.status_code in (200, 302)
    assert not ANY_CPR.search(caplog.text)
    rows = str(list(ReadLogRow.objects.values_list()))  # a random uuid may look like any number
    assert NUMBER not in rows
    assert NUMBER.replace("-", "") not in rows


@pytest.mark.django_db
def test_the_number_stays_masked_on_the_page(
    anne: Employee, client_of: Callable[..., Client]
) -> None:
    case = make_case(owner=anne, citizen=make_citizen(cpr_number=NUMBER))
    page = client_of(anne).get(reverse("opslag", args=[case.number])).content.decode()
    assert not ANY_CPR.search(page)
