"""A case whose deadlines cannot be computed: the page says what to do, and names no citizen."""

import pytest
from django.urls import reverse

from cases.overview import queries
from tests.casefile.test_pages import send
from tests.factories import make_case, make_citizen
from tests.nights.making import spoil

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def case(anne):
    citizen = make_citizen("Anna Eksempel")
    spoil(citizen)
    return make_case(citizen=citizen, owner=anne)


def words_of(response):
    return response.content.decode().replace("\u00a0", " ")


@pytest.mark.slow
@pytest.mark.parametrize("url_name", ["sag", "sag_perioder"])
def test_it_says_what_to_do_and_is_logged(case, anne, client_of, caplog, monkeypatch, url_name):
    written = []
    monkeypatch.setattr("cases.readlog.buffer.write", written.extend)
    response = client_of(anne).get(reverse(url_name, args=[case.number]))
    assert response.status_code == 409
    said = words_of(response)
    assert f"Fristerne på sag {case.number} kan ikke beregnes" in said
    assert "skriv til din systemadministrator" in said
    assert "Anna Eksempel" not in said
    assert f"Sag med id {case.pk} kan ikke beregnes" in caplog.text
    assert {row.case_number for row in written} == {case.number}


@pytest.mark.slow
def test_what_was_sent_is_taken_back_and_that_is_said(case, anne, client_of):
    fields = {"type": "fleksjob", "fra": "17.3.2026"}
    response = send(client_of(anne), "sag_perioder", case.number, **fields)
    assert response.status_code == 500
    assert "Intet er gemt." in words_of(response)
    assert case.citizen.periods.count() == 1


def test_one_who_may_not_see_the_case_is_told_nothing(case, carla, client_of):
    assert client_of(carla).get(f"/sager/{case.number}/").status_code == 404


def test_another_fault_is_answered_as_everywhere(anne, client_of, monkeypatch):
    def fails(case):
        raise ZeroDivisionError

    case = make_case(citizen=make_citizen("Anna Eksempel"), owner=anne)
    monkeypatch.setattr(queries, "latest_moves", fails)
    with pytest.raises(ZeroDivisionError):
        client_of(anne).get(f"/sager/{case.number}/")
