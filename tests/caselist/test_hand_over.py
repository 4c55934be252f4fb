"""Overdrag 2 sager: confirmed, reported, taken back."""

import uuid

import pytest

from cases.people.models import Role
from tests.factories import make_case, make_citizen, make_employee

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def hand_over(client, *cases, to=None):
    form = {"sag": [case.number for case in cases], "submission_token": str(uuid.uuid4())}
    return client.post("/sager/overdrag/", {**form, "til": to.pk} if to else form)


def owner(case):
    case.refresh_from_db()
    return case.caseworker


def test_choosing_asks_to_whom(anne, bo, client_of):
    case = make_case(owner=anne)
    html = hand_over(client_of(anne), case).content.decode()
    assert "Vælg en kollega" in html
    assert owner(case) == anne


def test_the_one_who_has_the_case_is_not_offered_it(anne, bo, client_of):
    html = hand_over(client_of(anne), make_case(owner=anne)).content.decode()
    assert f'value="{bo.pk}"' in html
    assert f'<option value="{anne.pk}"' not in html


@pytest.mark.slow
def test_her_own_cases_go_to_the_colleague(anne, bo, client_of):
    cases = [make_case(owner=anne, citizen=make_citizen(f"Borger {n}")) for n in range(2)]
    html = hand_over(client_of(anne), *cases, to=bo).content.decode().replace("\u00a0", " ")
    assert "2 sager er overdraget til Bo" in html
    assert {owner(case) for case in cases} == {bo}


@pytest.mark.slow
def test_a_colleagues_case_stays_and_is_reported(anne, bo, client_of):
    mine, his = make_case(owner=anne), make_case(owner=bo, citizen=make_citizen("Hans Borger"))
    cecil = make_employee("Cecil")
    html = hand_over(client_of(anne), mine, his, to=cecil).content.decode()
    assert "Hans Borger" in html
    assert (owner(mine), owner(his)) == (cecil, bo)


@pytest.mark.slow
def test_a_case_without_a_caseworker_is_the_teamchefs_to_give(anne, bo, client_of):
    case = make_case()
    for receiver in (anne, bo):
        html = hand_over(client_of(anne), case, to=receiver).content.decode()
        assert "teamchefen fordeler sager uden sagsbehandler" in html
        assert owner(case) is None
    tina = make_employee("Tina", role=Role.TEAM_LEADER)
    hand_over(client_of(tina), case, to=bo)
    assert owner(case) == bo


@pytest.mark.slow
def test_the_team_leader_hands_over_anyones(anne, bo, client_of):
    case, tina = make_case(owner=anne), make_employee("Tina", role=Role.TEAM_LEADER)
    hand_over(client_of(tina), case, to=bo)
    assert owner(case) == bo


@pytest.mark.slow
def test_undo_gives_them_back(anne, bo, client_of):
    case, client = make_case(owner=anne), client_of(anne)
    team = case.team
    hand_over(client, case, to=bo)
    client.post("/sager/overdrag/fortryd/")
    client.post("/sager/overdrag/fortryd/")
    assert owner(case) == anne
    assert case.team == team


@pytest.mark.slow
def test_from_min_dag_one_comes_back_there_with_the_receipt(anne, bo, client_of):
    case = make_case(owner=anne)
    client = client_of(anne)
    form = {"opgave": f"{case.number} revurdering-m12", "fra": "min-dag", "del": "uge"}
    asked = client.post("/sager/overdrag/", {**form, "submission_token": str(uuid.uuid4())})
    assert 'name="fra" value="min-dag"' in asked.content.decode()
    confirmed = {**form, "til": bo.pk, "submission_token": str(uuid.uuid4())}
    answer = client.post("/sager/overdrag/", confirmed, follow=True)
    html = answer.content.decode().replace("\u00a0", " ")
    assert answer.redirect_chain == [("/min-dag/?del=uge", 302)]
    assert "1 sag er overdraget til Bo. Fristerne er uændrede." in html
    assert owner(case) == bo


@pytest.mark.slow
def test_from_min_dag_what_was_not_handed_over_is_told_by_number(anne, bo, client_of):
    mine, his = make_case(owner=anne), make_case(owner=bo, citizen=make_citizen("Hans Borger"))
    form = {"sag": [mine.number, his.number], "fra": "min-dag", "til": bo.pk}
    form["submission_token"] = str(uuid.uuid4())
    html = client_of(anne).post("/sager/overdrag/", form, follow=True).content.decode()
    assert f"{his.number}: sagen er ikke din" in html
    assert "Hans Borger" not in html


def test_nothing_chosen_says_so(anne, client_of):
    response = client_of(anne).post(
        "/sager/overdrag/", {"submission_token": str(uuid.uuid4())}, follow=True
    )
    assert "Vælg mindst én sag, før du overdrager" in response.content.decode()


@pytest.mark.slow
def test_a_case_she_no_longer_sees_is_told_of_without_a_word_about_it(anne, client_of):
    mine = make_case(owner=anne)
    theirs = make_case(citizen=make_citizen("Hans Borger", protected=True))
    client = client_of(anne)
    for chosen in ([theirs.number], [mine.number, theirs.number]):
        form = {"sag": chosen, "submission_token": str(uuid.uuid4())}
        html = client.post("/sager/overdrag/", form, follow=True).content.decode()
        assert "1\u00a0sag er ikke længere din" in html
        assert "Vælg mindst én sag" not in html
        assert theirs.number not in html


def test_carla_cannot_take_part(anne, bo, carla, client_of):
    case = make_case(owner=anne)
    hand_over(client_of(carla), case, to=bo)
    assert owner(case) == anne


def test_undo_is_not_offered_for_what_she_no_longer_sees(anne, bo, client_of):
    case = make_case(owner=anne, citizen=make_citizen(protected=True))
    html = hand_over(client_of(anne), case, to=bo).content.decode()
    assert owner(case) == bo
    assert "/sager/overdrag/fortryd/" not in html


@pytest.mark.slow
def test_undo_that_came_too_late_says_that_nothing_was_undone(anne, bo, client_of):
    case, client, cecil = make_case(owner=anne), client_of(anne), make_employee("Cecil")
    hand_over(client, case, to=bo)
    hand_over(client_of(bo), case, to=cecil)
    html = client.post("/sager/overdrag/fortryd/", follow=True).content.decode()
    assert "Intet er fortrudt" in html
    assert "Overdragelsen er fortrudt for" not in html
    assert owner(case) == cecil
