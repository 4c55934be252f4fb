"""Opslag as a spreadsheet: the rows of the page, and a row in the log that they were fetched."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from cases.casefile.models import Case
from cases.people.models import Employee
from cases.readlog.models import ReadLogRow
from tests.factories import make_case

pytestmark = [pytest.mark.usefixtures("committed", "today")]


@pytest.fixture
def case(anne: Employee) -> Case:
    return make_case(owner=anne)


def test_it_holds_what_the_page_shows(
    case: Case, anne: Employee, client_of: Callable[..., Client]
) -> None:
    hers = client_of(anne)
    hers.get(reverse("sag_historik", args=[case.number]))
    sheet = hers.get(reverse("opslag_hent", args=[case.number])).content.decode()
    assert sheet.startswith("\ufeffTidspunkt;Hvem;Rolle")
    assert ";Anne;sagsbehandler;Vist;identitet, historik;" in sheet


def test_fetching_it_is_logged_as_an_export(
    case: Case, anne: Employee, client_of: Callable[..., Client]
) -> None:
    client_of(anne).get(reverse("opslag_hent", args=[case.number]))
    assert ReadLogRow.objects.filter(action=ReadLogRow.Action.EXPORT).count() == 1


def test_carla_fetches_nothing(
    case: Case, carla: Employee, client_of: Callable[..., Client]
) -> None:
    assert client_of(carla).get(reverse("opslag_hent", args=[case.number])).status_code == 404
