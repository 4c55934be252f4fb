"""Whoever may do an act corrects its day on a page of its own and takes it back with a button."""

import re
import uuid
from datetime import date

import pytest

from cases.history import Actor, change
from cases.people.models import Role
from revurdering.models import Revurdering
from tests.factories import TEST, TODAY, make_employee, make_revurdering, make_running_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

DAYS = {
    "handed_over_on": date(2026, 1, 14),
    "received_on": date(2026, 1, 20),
    "started_on": date(2026, 3, 1),
}
ACTS = {
    "overdrag": (Role.PAYMENT_OFFICE, "handed_over_on"),
    "modtag": (Role.VISITATIONSTEAM, "received_on"),
    "paabegynd": (Role.CASEWORKER, "started_on"),
    "afslut": (Role.VISITATIONSTEAM, "finished_on"),
}


@pytest.fixture
def case(case):
    make_revurdering(case, opened_for=date(2026, 3, 14), **DAYS, finished_on=date(2026, 11, 20))
    return case


def url(case, name, way=None):
    return f"/sager/{case.number}/revurdering/" + (f"1/{name}/{way}/" if way else "")


def post(client, address, **form):
    return client.post(address, {"submission_token": str(uuid.uuid4()), **form}, follow=True)


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.slow
def test_two_who_correct_the_second_sees_both_and_loses_nothing(case, client_of, name):
    role, step = ACTS[name]
    client = client_of(make_employee("Vera", role=role))
    address = url(case, name, "ret")
    shown = {"version": 1, "udfald": "ikke_ret", "grund": "Tastefejl"}
    assert address in client.get(url(case, name)).content.decode()
    assert 'name="version" value="1"' in client.get(address).content.decode()
    theirs, mine = ("19.11.2026", "18.11.2026") if name == "afslut" else ("16.1.2026", "15.1.2026")
    theirs, mine = ("22.1.2026", "21.1.2026") if name in ("modtag", "paabegynd") else (theirs, mine)
    post(client, address, dato=theirs, **shown)
    refused = post(client, address, dato=mine, **{**shown, "grund": "Min grund"}).content.decode()
    assert "En anden har ændret revurderingen" in refused
    assert ("Min grund" in refused, mine in refused) == (True, True)
    version = re.search(r'name="version" value="(\d+)"', refused).group(1)
    post(client, address, dato=mine, **{**shown, "version": version})
    day, month, year = map(int, mine.split("."))
    assert getattr(Revurdering.objects.get(), step) == date(year, month, day)


def test_what_was_typed_is_kept_when_a_colleague_took_the_day_back(case, bo, client_of):
    client = client_of(make_employee("Vera", role=Role.VISITATIONSTEAM))
    with change(actor=Actor.employee(bo)):
        record = Revurdering.objects.get()
        record.finished_on, record.outcome = None, ""
        record.save()
    typed = {"version": 1, "udfald": "ikke_ret", "dato": "18.11.2026", "grund": "Min grund"}
    answer = post(client, url(case, "afslut", "ret"), **typed)
    html = answer.content.decode().replace("\xa0", " ")
    assert (answer.status_code, "Bo tog registreringen tilbage" in html) == (409, True)
    assert ("Min grund" in html, "18.11.2026" in html) == (True, True)


@pytest.mark.parametrize("name", ["overdrag", "modtag", "afslut"])
@pytest.mark.slow
def test_another_roles_act_is_not_offered_for_correction(case, client_of, name):
    client = client_of(make_employee("Tove", role=Role.TEAM_LEADER))
    assert "/ret/" not in client.get(url(case, name)).content.decode()
    assert client.get(url(case, name, "ret")).status_code == 404


@pytest.mark.slow
def test_the_team_takes_its_end_back_and_the_case_is_on_its_desk_again(case, client_of):
    client = client_of(make_employee("Vera", role=Role.VISITATIONSTEAM))
    page = client.get(url(case, "afslut")).content.decode()
    assert "Afsluttet 20. november 2026 i runde 1." in page.replace("\u00a0", " ")
    done = post(client, url(case, "afslut", "fortryd"), version=1).content.decode()
    assert "Registreringen er fortrudt." in done
    assert "Afslut revurdering" in done
    assert Revurdering.objects.get().finished_on is None


def test_the_caseworker_is_not_offered_to_take_back_what_the_team_did(case, anne, client_of):
    assert "Fortryd" not in client_of(anne).get(url(case, "afslut")).content.decode()


@pytest.mark.slow
def test_what_was_taken_back_meanwhile_is_told(case, client_of):
    client = client_of(make_employee("Vera", role=Role.VISITATIONSTEAM))
    post(client, url(case, "afslut", "fortryd"), version=1)
    again = post(client, url(case, "afslut", "fortryd"), version=1).content.decode()
    assert "Noget andet er registreret siden" in again
    late = post(client, url(case, "afslut", "ret"), version=1, dato="i dag", grund="x")
    assert "Vera tog registreringen tilbage" in late.content.decode()


@pytest.mark.slow
def test_a_correction_says_why_it_is_refused(case, anne, client_of):
    address = url(case, "paabegynd", "ret")
    shown = {"version": 1, "grund": "Tastefejl"}
    said = {
        "21.11.2026": "Datoen ligger efter afsluttet (20. november 2026)",
        "1.3.2026": "Intet er rettet endnu",
        "": "Skriv datoen",
    }
    for typed, words in said.items():
        html = post(client_of(anne), address, dato=typed, **shown).content.decode()
        assert words in html.replace("\u00a0", " ")
    assert Revurdering.objects.get().started_on == date(2026, 3, 1)


@pytest.mark.slow
def test_a_closed_case_offers_no_correction(case, anne, client_of):
    with change(actor=TEST):
        case.closed_on, case.close_reason = TODAY, "Folkepension"
        case.save(update_fields=["closed_on", "close_reason"])
    assert "/ret/" not in client_of(anne).get(url(case, "afslut")).content.decode()


def test_the_page_asks_at_most_15_queries(case, anne, client_of, count_queries):
    client = client_of(anne)
    assert count_queries(lambda: client.get(url(case, "afslut"))) <= 15


@pytest.mark.slow
def test_an_unreadable_version_takes_nothing_back(case, client_of):
    client = client_of(make_employee("Vera", role=Role.VISITATIONSTEAM))
    told = post(client, url(case, "afslut", "fortryd"), version="9" * 5000)
    assert "Noget andet er registreret siden" in told.content.decode()


def test_what_is_not_handed_over_is_not_received(anne, client_of):
    case = make_running_case("Dora Prøve", date(2026, 1, 1), owner=anne)
    client = client_of(make_employee("Vera", role=Role.VISITATIONSTEAM))
    told = post(client, f"/sager/{case.number}/revurdering/modtag/", dato="20.11.2026", version="")
    assert "ikke overdraget endnu" in told.content.decode()
