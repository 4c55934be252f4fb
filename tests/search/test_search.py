"""Ctrl K: from three letters, at most eight, and nothing about those elsewhere."""

import pytest

from cases.search.criteria import logged
from tests.factories import make_case, make_citizen, make_jobcenter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def found(client, text):
    return client.post("/soeg/forslag/", {"q": text}).content.decode()


def test_a_name_is_found_from_three_letters(anne, client_of):
    make_case(citizen=make_citizen("Anna Eksempel"), owner=anne)
    client = client_of(anne)
    assert "Anna Eksempel" in found(client, "ann eks")
    assert "Anna Eksempel" not in found(client, "an")


def test_at_most_eight_are_shown(anne, client_of):
    for number in range(10):
        make_case(citizen=make_citizen(f"Anna Nummer{number}"), owner=anne)
    assert found(client_of(anne), "anna").count("data-href") == 8


def test_a_cpr_number_finds_the_very_citizen(anne, client_of):
    make_case(citizen=make_citizen("Anna Eksempel", cpr_number="610170-4321"), owner=anne)
    assert "Anna Eksempel" in found(client_of(anne), "6101704321")


def test_a_number_known_elsewhere_tells_only_that(anne, client_of):
    citizen = make_citizen("Hemmelig Person", cpr_number="610170-4321")
    make_case(citizen=citizen, jobcenter=make_jobcenter("Lærkevej"))
    html = found(client_of(anne), "610170-4321")
    assert "Sagen behandles i et andet jobcenter" in html
    assert "Hemmelig" not in html


def test_a_case_number_is_found(anne, client_of):
    case = make_case(citizen=make_citizen("Anna Eksempel"), owner=anne)
    assert "Anna Eksempel" in found(client_of(anne), case.number.lower())


def test_nothing_found_says_what_to_try(anne, client_of):
    assert "Tjek stavningen, eller søg på cpr- eller sagsnummer" in found(client_of(anne), "hansn")


def test_carla_finds_nobody(anne, carla, client_of):
    make_case(citizen=make_citizen("Anna Eksempel"), owner=anne)
    assert "Anna Eksempel" not in found(client_of(carla), "anna")


def test_the_page_finds_the_same_without_a_script(anne, client_of):
    make_case(citizen=make_citizen("Anna Eksempel"), owner=anne)
    assert "Anna Eksempel" in client_of(anne).post("/soeg/", {"q": "anna"}).content.decode()


def test_the_log_keeps_no_cpr_number():
    assert "4321" not in logged("610170-4321")
    assert logged("610170-4321") == logged("6101704321")
    assert logged("610170432") == "tal"


def test_the_log_keeps_no_cpr_number_written_as_a_case_number():
    assert logged("F-610170-4321") == "tal"
    assert logged("f-2026-0412") == "f-2026-0412"


def test_the_log_on_the_case_tells_of_one_who_asked_from_elsewhere(anne, client_of, monkeypatch):
    written = []
    monkeypatch.setattr("cases.readlog.buffer.write", written.extend)
    citizen = make_citizen(cpr_number="610170-4321")
    make_case(citizen=citizen, jobcenter=make_jobcenter("Lærkevej"))
    found(client_of(anne), "610170-4321")
    assert [row.citizen_id for row in written if row.action == "afslag"] == [citizen.pk]


def test_the_log_keeps_the_beginning_of_a_name():
    assert logged("Anna Marie Eksempelsen") == "Anna Marie E"


@pytest.mark.parametrize(
    "typed", ["søren", "soren", "soeren", "SØREN", "bæk", "baek", "åse", "aase"]
)
def test_a_name_is_found_however_its_letters_are_typed(anne, client_of, typed):
    make_case(citizen=make_citizen("Åse-Søren Bæk"), owner=anne)
    assert "Åse-Søren Bæk" in found(client_of(anne), typed)


def test_a_word_is_found_by_its_beginning_only(anne, client_of):
    make_case(citizen=make_citizen("Anna Eksempel"), owner=anne)
    assert "Anna Eksempel" not in found(client_of(anne), "sempel")


@pytest.mark.parametrize("typed", ["an%", "an_a", "---"])
def test_what_is_typed_is_no_pattern(anne, client_of, typed):
    make_case(citizen=make_citizen("Anna Eksempel"), owner=anne)
    assert "Anna Eksempel" not in found(client_of(anne), typed)


@pytest.mark.parametrize("typed", ["010170", "01-01-70", "010170-", "610170"])
def test_the_first_six_digits_of_a_cpr_number_find_the_birth_date(anne, client_of, typed):
    make_case(citizen=make_citizen("Anna Eksempel", cpr_number="610170-4321"), owner=anne)
    assert "Anna Eksempel" in found(client_of(anne), typed)


def test_six_digits_that_are_no_date_find_nobody(anne, client_of):
    make_case(citizen=make_citizen("Anna Eksempel", cpr_number="610170-4321"), owner=anne)
    assert "Ingen borger fundet" in found(client_of(anne), "993399")
