"""Ctrl K: from three letters, at most eight, and nothing about those elsewhere."""

from datetime import date

import pytest

from cases.access.own_cpr import register_own_cpr
from cases.access.viewer import viewer_for
from cases.citizens import cpr
from cases.citizens.withdrawals import put_right
from cases.history import change
from cases.people.models import Role
from cases.search.criteria import logged
from cases.search.queries import search
from tests.factories import (
    TEST,
    TODAY,
    make_case,
    make_citizen,
    make_employee,
    make_inhabil,
    make_jobcenter,
)

NUMBER = "610170-4321"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def found(client, text):
    return client.post("/soeg/forslag/", {"q": text}).content.decode()


def test_a_name_is_found_from_three_letters(anne, client_of):
    make_case(citizen=make_citizen("Anna Eksempel"), owner=anne)
    client = client_of(anne)
    assert "Anna Eksempel" in found(client, "ann eks")
    assert "Anna Eksempel" not in found(client, "an")


@pytest.mark.slow
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


def test_a_withdrawn_number_finds_nobody(anne):
    citizen = make_citizen(cpr_number=NUMBER)
    make_case(citizen=citizen, owner=anne)
    put_right(
        citizen=citizen,
        cpr=cpr.parse("610170-4399"),
        valid_from=TODAY,
        reason="Tastefejl",
        put_right_by=anne,
    )
    assert "Ingen sag, du kan se, har dette cpr-nummer" in said(anne)


def said(employee, *, purpose=""):
    """Of the number, when there is no hit."""
    viewer = viewer_for(employee, as_of=TODAY, purpose=purpose)
    answer = search(viewer, NUMBER, as_of=TODAY)
    assert answer.rows == []
    return answer.unseen.says


def test_ones_own_number_is_called_that_whether_there_is_a_case_or_not():
    asker = make_employee("Egon", role=Role.CASEWORKER, own_cpr=False)
    register_own_cpr(employee=asker, number=cpr.parse(NUMBER))
    before = said(asker)
    make_case(citizen=make_citizen(cpr_number=NUMBER))
    assert "Det er dit eget cpr-nummer" in before
    assert said(asker) == before


def test_one_who_is_inhabil_is_told_that(anne):
    citizen = make_citizen(cpr_number=NUMBER)
    make_case(citizen=citizen, owner=anne)
    make_inhabil(anne, citizen)
    assert "Du er registreret som inhabil for borgeren" in said(anne)


def test_a_case_of_ones_own_jobcenter_is_not_put_in_another(anne):
    make_case(citizen=make_citizen(cpr_number=NUMBER), owner=anne)
    jobformidler = make_employee("Jonna", role=Role.JOBFORMIDLER)
    assert "Sagen er i dit jobcenter" in said(jobformidler)


def test_closed_cases_elsewhere_sound_like_a_number_nobody_has(anne):
    nobody = said(anne)
    citizen = make_citizen(cpr_number=NUMBER)
    make_case(citizen=citizen, jobcenter=make_jobcenter("Lærkevej"), closed_on=date(2026, 6, 1))
    assert said(anne) == nobody
    assert "Ingen sag, du kan se, har dette cpr-nummer" in nobody


@pytest.mark.parametrize("closed_on", [None, date(2026, 6, 1)])
@pytest.mark.parametrize("place", ["Musvågevej", "Lærkevej"])
def test_a_restricted_citizen_sounds_like_any_other_elsewhere(anne, bo, place, closed_on):
    citizen = make_citizen(cpr_number=NUMBER, protected=True)
    jobcenter = make_jobcenter(place)
    make_case(citizen=citizen, owner=bo, jobcenter=jobcenter, closed_on=closed_on)
    assert said(anne) == "Sagen behandles i et andet jobcenter"


def test_to_one_who_reaches_every_jobcenter_it_sounds_like_a_number_nobody_has():
    quality = make_employee("Karen", role=Role.QUALITY_CONTROL)
    nobody = said(quality, purpose="Stikprøve")
    make_case(citizen=make_citizen(cpr_number=NUMBER, protected=True))
    assert said(quality, purpose="Stikprøve") == nobody


@pytest.mark.slow
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
    assert logged("F-6101-704321") == "tal"
    assert logged("f-2026-0412") == "f-2026-0412"


@pytest.mark.parametrize("number", ["F-2026-0412", "F-2026-12345", "F-2026-123456"])
def test_a_case_number_has_four_digits_or_more(anne, number):
    case = make_case(owner=anne)
    case.number = number
    with change(actor=TEST):
        case.save(update_fields=["number"])
    viewer = viewer_for(anne, as_of=TODAY)
    assert search(viewer, number.lower(), as_of=TODAY).cases == [case]


@pytest.mark.parametrize(("mark", "rule"), [({}, 5), ({"colleague": True}, 3)])
@pytest.mark.slow
def test_the_log_tells_of_one_who_asked_and_the_rule(anne, client_of, monkeypatch, mark, rule):
    written = []
    monkeypatch.setattr("cases.readlog.buffer.write", written.extend)
    citizen = make_citizen(cpr_number=NUMBER, **mark)
    make_case(citizen=citizen, jobcenter=make_jobcenter("Lærkevej"))
    found(client_of(anne), NUMBER)
    refused = [(row.citizen_id, row.rule) for row in written if row.action == "afslag"]
    assert refused == [(citizen.pk, f"se_liste:{rule}")]


def test_the_log_keeps_the_beginning_of_a_name():
    assert logged("Anna Marie Eksempelsen") == "Anna Marie E"


@pytest.mark.parametrize(
    "typed", ["søren", "soren", "soeren", "SØREN", "bæk", "baek", "åse", "aase"]
)
@pytest.mark.slow
def test_a_name_is_found_however_its_letters_are_typed(anne, client_of, typed):
    make_case(citizen=make_citizen("Åse-Søren Bæk"), owner=anne)
    assert "Åse-Søren Bæk" in found(client_of(anne), typed)


def test_a_word_is_found_by_its_beginning_only(anne, client_of):
    make_case(citizen=make_citizen("Anna Eksempel"), owner=anne)
    assert "Anna Eksempel" not in found(client_of(anne), "sempel")


@pytest.mark.parametrize("typed", ["an%", "an_a", "---"])
@pytest.mark.slow
def test_what_is_typed_is_no_pattern(anne, client_of, typed):
    make_case(citizen=make_citizen("Anna Eksempel"), owner=anne)
    assert "Anna Eksempel" not in found(client_of(anne), typed)


@pytest.mark.parametrize("typed", ["010170", "01-01-70", "010170-", "610170"])
@pytest.mark.slow
def test_the_first_six_digits_of_a_cpr_number_find_the_birth_date(anne, client_of, typed):
    make_case(citizen=make_citizen("Anna Eksempel", cpr_number="610170-4321"), owner=anne)
    assert "Anna Eksempel" in found(client_of(anne), typed)


def test_six_digits_that_are_no_date_find_nobody(anne, client_of):
    make_case(citizen=make_citizen("Anna Eksempel", cpr_number="610170-4321"), owner=anne)
    assert "Ingen borger fundet" in found(client_of(anne), "993399")
