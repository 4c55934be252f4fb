"""Ctrl K on the page of a case: its tasks, and why its date is what it is."""

import pytest

from cases.search.actions import matches
from tests.factories import make_inhabil
from tests.myday.test_day import A_YEAR_AGO, case_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def offered(client, case, text):
    return client.post("/soeg/forslag/", {"q": text, "sag": case.number}).content.decode()


@pytest.mark.slow
def test_a_task_of_the_case_is_offered_by_its_first_letters(anne, client_of):
    case = case_of("Anna Eksempel", anne, A_YEAR_AGO)
    html = offered(client_of(anne), case, "påb")
    assert "Påbegynd revurdering" in html
    assert f'data-href="/sager/{case.number}/revurdering/"' in html


@pytest.mark.slow
def test_so_is_the_reason_for_its_deadline(anne, client_of):
    case = case_of("Anna Eksempel", anne, A_YEAR_AGO)
    html = offered(client_of(anne), case, "hvorfor fristen")
    assert "Hvorfor er fristen 31. august 2026?" in html


def test_nothing_is_offered_away_from_a_case(anne, client_of):
    case_of("Anna Eksempel", anne, A_YEAR_AGO)
    html = client_of(anne).post("/soeg/forslag/", {"q": "påb"}).content.decode()
    assert "Påbegynd" not in html


@pytest.mark.slow
def test_nor_on_a_case_one_may_not_see(anne, carla, client_of):
    case = case_of("Anna Eksempel", anne, A_YEAR_AGO)
    assert "Påbegynd" not in offered(client_of(carla), case, "påb")
    make_inhabil(anne, case.citizen)
    assert "Påbegynd" not in offered(client_of(anne), case, "påb")


@pytest.mark.parametrize(
    ("text", "found"),
    [("rev", True), ("REV påb", True), ("gynd", False), ("rev x", False)],
)
def test_each_word_typed_begins_a_word(text, found):
    assert matches(text, "Påbegynd revurdering") is found
