"""The short page of the revurdering: each role's next act on the round in hand."""

import re
import uuid
from datetime import date

import pytest

from cases.history import Actor
from cases.nextsteps.models import NextStep
from cases.people.models import Role
from revurdering.models import Revurdering
from tests.factories import make_employee, make_revurdering, make_running_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def act(client, case, name, **form):
    token = {"submission_token": str(uuid.uuid4())}
    return client.post(f"/sager/{case.number}/revurdering/{name}/", {**token, **form}, follow=True)


def page(client, case):
    return client.get(f"/sager/{case.number}/revurdering/").content.decode()


def test_the_caseworker_is_offered_to_begin(case, anne, client_of):
    html = page(client_of(anne), case)
    assert "Påbegynd revurdering" in html
    assert "Afslut revurdering" not in html


def test_beginning_makes_the_end_the_next_deadline(case, anne, client_of):
    act(client_of(anne), case, "paabegynd", dato="20.11.2026")
    step = NextStep.objects.get(citizen=case.citizen)
    assert (step.kind, step.due) == ("m18", date(2026, 9, 14))


@pytest.mark.slow
def test_the_team_finishes_with_an_outcome(case, anne, client_of):
    make_revurdering(case, opened_for=date(2026, 3, 14), started_on=date(2026, 3, 1))
    vera = make_employee("Vera", role=Role.VISITATIONSTEAM)
    act(client_of(vera), case, "afslut", version=1, dato="i dag", udfald="fortsat_ret")
    assert Revurdering.objects.get().outcome == "fortsat_ret"


def test_what_was_begun_in_an_earlier_round_is_the_next_step(anne, client_of):
    case = make_running_case("Carl Prøve", date(2024, 1, 1), owner=anne)
    make_revurdering(case, opened_for=date(2024, 12, 30), started_on=date(2025, 1, 5))
    overview = client_of(anne).get(f"/sager/{case.number}/").content.decode()
    assert f"/sager/{case.number}/hvorfor/1/m18/" in overview


@pytest.mark.slow
def test_finishing_does_not_send_the_team_to_a_case_that_has_left_its_desk(case, client_of):
    make_revurdering(
        case, opened_for=date(2026, 3, 14), handed_over_on=date(2026, 1, 14),
        started_on=date(2026, 3, 1),
    )  # fmt: skip
    vera = make_employee("Vera", role=Role.VISITATIONSTEAM)
    page_met = act(client_of(vera), case, "afslut", version=1, dato="i dag", udfald="fortsat_ret")
    assert page_met.status_code == 200


def test_a_day_to_come_is_refused(case, anne, client_of):
    html = act(client_of(anne), case, "paabegynd", dato="+14").content.decode()
    assert "Datoen skal være 22. november 2026 eller tidligere" in html


def test_the_second_of_two_is_told(case, anne, client_of):
    make_revurdering(case, opened_for=date(2026, 3, 14), handed_over_on=date(2026, 3, 1))
    html = act(client_of(anne), case, "paabegynd", dato="i dag").content.decode()
    assert "En anden har ændret revurderingen, mens du skrev" in html


@pytest.mark.slow
def test_the_second_to_begin_is_told_who_began_and_led_to_the_correction(case, anne, bo, client_of):
    begun = {"opened_for": date(2026, 3, 14), "started_on": date(2026, 3, 1)}
    make_revurdering(case, **begun, actor=Actor.employee(bo))
    for version in ("", "1"):
        answer = act(client_of(anne), case, "paabegynd", dato="2.3.2026", version=version)
        html = answer.content.decode().replace("\xa0", " ")
        assert answer.status_code == 409
        assert "Bo påbegyndte revurderingen" in html
        assert "Datoen er 1. marts 2026" in html
        assert f"/sager/{case.number}/revurdering/1/paabegynd/ret/" in html
        assert ("2.3.2026" in html, "gem igen" in html) == (True, False)


@pytest.mark.slow
def test_the_second_to_finish_is_told_who_finished(case, bo, client_of):
    begun = {"opened_for": date(2026, 3, 14), "started_on": date(2026, 3, 1)}
    make_revurdering(case, **begun, finished_on=date(2026, 4, 1), actor=Actor.employee(bo))
    vera = client_of(make_employee("Vera", role=Role.VISITATIONSTEAM))
    answer = act(vera, case, "afslut", dato="2.4.2026", udfald="fortsat_ret", version=0)
    html = answer.content.decode()
    assert ("Bo afsluttede revurderingen" in html, "gem igen" in html) == (True, False)


def test_each_form_of_the_page_has_a_draft_of_its_own(case, anne, client_of):
    html = page(client_of(anne), case)
    places = re.findall(r'name="draft_page" value="([^"]+)"', html)
    actions = re.findall(r'<form[^>]* action="([^"]+)"[^>]* data-draft-url', html)
    mine = f"/sager/{case.number}/revurdering/"
    posted_to = [place.partition("#")[0] for place in places]
    assert [place for place in posted_to if place.startswith(mine)] == [
        action for action in actions if action.startswith(mine)
    ]
    assert f"{mine}paabegynd/" in posted_to
    assert len({*places}) == len(places) > 1


@pytest.mark.slow
def test_a_record_whose_round_is_gone_is_shown_as_such(case, anne, client_of):
    make_revurdering(case, number=None, opened_for=date(2024, 3, 14), started_on=date(2024, 3, 1))
    assert "Runden findes ikke længere" in page(client_of(anne), case)


@pytest.mark.slow
def test_carla_is_turned_away(case, carla, client_of):
    assert client_of(carla).get(f"/sager/{case.number}/revurdering/").status_code == 404


def test_the_page_asks_at_most_15_queries(case, anne, client_of, count_queries):
    client = client_of(anne)
    assert count_queries(lambda: page(client, case)) <= 15


@pytest.mark.slow
def test_a_lost_round_is_said_on_the_overview_and_found_among_ones_own_cases(case, anne, client_of):
    client = client_of(anne)
    said = "Revurderingens runde findes ikke længere"
    found = f"/sager/{case.number}/"
    before = (
        client.get(found).content.decode(),
        client.get("/sager/?tilstand=runde").content.decode(),
    )
    make_revurdering(case, number=None, started_on=date(2026, 1, 5))
    after = (
        client.get(found).content.decode(),
        client.get("/sager/?tilstand=runde").content.decode(),
    )
    assert (said in before[0], found in before[1]) == (False, False)
    assert (said in after[0], found in after[1]) == (True, True)
