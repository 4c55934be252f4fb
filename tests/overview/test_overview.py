"""The overview of a case: who gets in, what it says, what it costs."""

from datetime import date

import pytest

from tests.factories import make_case, make_citizen, make_period, make_running_case, recompute

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def case(anne):
    return make_running_case("Anna Eksempel", date(2026, 2, 14), owner=anne)


def shown(client, case, query=""):
    return client.get(f"/sager/{case.number}/{query}").content.decode()


@pytest.mark.slow
def test_the_sentence_stands_first(case, anne, client_of):
    html = shown(client_of(anne), case)
    assert html.index("9 måneder og 9 dage") < html.index("tidslinje-titel") < html.index("Mærker")


def test_carla_is_turned_away(case, carla, client_of):
    assert client_of(carla).get(f"/sager/{case.number}/").status_code == 404


@pytest.mark.slow
def test_an_imagined_fleksjob_is_marked_and_saves_nothing(case, anne, client_of):
    html = shown(client_of(anne), case, "?hvis=fleksjob&fra=2027-01-01&pr=2027-03-01")
    assert "Tænkt eksempel – intet gemmes" in html
    assert "Hvis Anna begynder i fleksjob 1. januar 2027" in html
    assert case.citizen.periods.count() == 1


@pytest.mark.slow
def test_next_steps_are_never_imagined(case, anne, client_of):
    html = shown(client_of(anne), case, "?hvis=fleksjob&fra=2026-11-23")
    assert "Hvorfor 13. februar 2027?" in html


@pytest.mark.slow
def test_a_step_button_moves_the_day_without_a_script(case, anne, client_of):
    assert "Den 22. december 2026 vil" in shown(client_of(anne), case, "?skridt=%2B1m")


def test_a_leave_without_a_last_day_says_what_is_missing(case, anne, client_of):
    html = shown(client_of(anne), case, "?hvis=barsel&fra=2027-01-01")
    assert "Skriv den sidste dag med orlov" in html
    assert "<title>Fejl: " in html


@pytest.mark.slow
def test_an_unknown_what_if_is_told_in_danish(case, anne, client_of):
    assert "Vælg en af de fire muligheder" in shown(client_of(anne), case, "?hvis=zz")


def test_the_fragment_holds_only_what_changes(case, anne, client_of):
    response = client_of(anne).get(f"/sager/{case.number}/", headers={"X-Fragment": "tidslinje"})
    assert 'id="tidslinje"' in response.content.decode()
    assert "<html" not in response.content.decode()


@pytest.mark.slow
def test_the_cpr_number_is_masked_until_asked_for(case, anne, client_of):
    client = client_of(anne)
    assert "610170-••••" in shown(client, case)
    revealed = client.post(f"/sager/{case.number}/vis-cpr/").content.decode()
    assert "610170-1" in revealed
    assert "610170-1" not in shown(client, case)


def test_the_overview_asks_at_most_15_queries(case, anne, client_of, count_queries):
    client = client_of(anne)
    assert count_queries(lambda: shown(client, case)) <= 15


def test_hvorfor_adds_up_and_names_the_rule(case, anne, client_of):
    html = client_of(anne).get(f"/sager/{case.number}/hvorfor/1/m12/").content.decode()
    assert "Hvorfor er fristen 13. februar 2027?" in html
    assert "LAS § 74 c, stk. 1, 1. pkt." in html
    assert "<strong>365</strong>" in html


@pytest.mark.slow
@pytest.mark.parametrize("page", ["", "udskriv/"])
def test_hvorfor_names_one_sentence_of_the_law_in_a_repeat_round(anne, client_of, page):
    citizen = make_citizen("Anna Eksempel")
    make_period(citizen, date(2025, 3, 15))
    recompute(citizen)
    case = make_case(citizen=citizen, owner=anne)
    html = client_of(anne).get(f"/sager/{case.number}/hvorfor/2/m12/{page}").content.decode()
    assert html.count("LAS § 74 c, stk. 1, 2. pkt.") == 2  # in the reasoning and as the source
    assert "1. pkt." not in html


def test_hvorfor_shows_what_would_move_the_mark(case, anne, client_of):
    html = client_of(anne).get(f"/sager/{case.number}/hvorfor/1/m12/").content.decode()
    assert "ingen – månederne nås ikke" in html


@pytest.mark.parametrize("mark", ["3/m12", "1/m99", "0/m10"])
@pytest.mark.slow
def test_a_mark_that_is_not_there_is_not_found(case, anne, client_of, mark):
    assert client_of(anne).get(f"/sager/{case.number}/hvorfor/{mark}/").status_code == 404


def test_a_closed_case_is_shown_without_actions(anne, client_of):
    case = make_case(owner=anne, closed_on=date(2026, 6, 1))
    html = shown(client_of(anne), case)
    assert "Lukket sag" in html
    assert "Registrér periode" not in html
