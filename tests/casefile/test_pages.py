"""A case's own pages: who may open them, and how a case is closed and opened again."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.casefile.models import Case
from cases.people.models import Employee
from tests.casefile.pages import UNUSED, ClientOf, opening, send, text
from tests.factories import TODAY, make_case

pytestmark = pytest.mark.django_db

ACTS = (
    "sag_oplysninger",
    "sag_luk",
    "sag_nyt_cpr",
    "sag_begraens",
    "sag_inhabil",
    "sag_visitationsdato",
)


@pytest.mark.parametrize("url", ACTS)
@pytest.mark.slow
def test_anne_opens_the_page_and_carla_finds_nothing(
    url: str, case: Case, hers: Client, carla: Employee, client_of: ClientOf
) -> None:
    address = reverse(url, args=[case.number])
    assert case.citizen.name in text(hers.get(address))
    assert client_of(carla).get(address).status_code == 404


def test_closing_and_reopening(hers: Client, case: Case) -> None:
    send(hers, "sag_luk", case.number, closed_on="i dag", reason="Folkepension", version=1)
    assert "Genåbn sagen" in text(hers.get(reverse("sag_oplysninger", args=[case.number])))
    send(hers, "sag_genaabn", case.number, reason="Fejl", version=2)
    case.refresh_from_db()
    assert case.is_open


def test_two_people_closing_the_second_loses_nothing_typed(hers: Client, case: Case) -> None:
    fields = {"closed_on": "i dag", "reason": "Min egen grund", "version": 0}
    shown = text(send(hers, "sag_luk", case.number, **fields))
    assert "En anden har ændret sagen" in shown
    assert "Min egen grund" in shown
    assert "Det gælder nu" in shown
    send(hers, "sag_luk", case.number, **{**fields, "version": 1})
    case.refresh_from_db()
    assert case.close_reason == "Min egen grund"


def test_a_closed_case_offers_nothing_but_reopening(hers: Client, anne: Employee) -> None:
    case = make_case(owner=anne, closed_on=TODAY)
    page = text(hers.get(reverse("sag_oplysninger", args=[case.number])))
    assert "Genåbn sagen" in page
    assert "Nyt cpr-nummer" not in page
    assert "lukkede sagen" in text(hers.get(reverse("sag_nyt_cpr", args=[case.number])))


@pytest.mark.slow
def test_no_case_is_opened_or_closed_on_a_day_to_come(
    hers: Client, anne: Employee, case: Case
) -> None:
    ahead = {"opened_on": "1.1.2031", "visitationsdato": "1.1.2090"}
    shown = text(send(hers, "sag_ny", **opening(UNUSED, anne, name="Ny Borger") | ahead))
    assert "Sagen åbnes: Datoen må ikke ligge efter i dag" in shown
    assert "Visitationsdato: Datoen må ikke ligge efter i dag" in shown
    fields = {"closed_on": "1.1.2040", "reason": "Pension", "version": 1}
    shown = text(send(hers, "sag_luk", case.number, **fields))
    assert "Sidste dag: Datoen må ikke ligge efter i dag" in shown
    assert Case.objects.get().is_open
