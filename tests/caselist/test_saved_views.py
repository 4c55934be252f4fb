"""Saved views: a name for filters and order, for oneself alone, and taken back."""

from datetime import date

import pytest

from cases.caselist import registry
from cases.caselist.filters import STATES
from cases.caselist.models import SavedView
from cases.people.models import Role
from tests.caselist.test_cases import case_of
from tests.factories import make_employee

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

TOKENS = iter(range(1, 1000))


def post(client, path, **form):
    token = f"00000000-0000-0000-0002-{next(TOKENS):012d}"
    form = {**form, "submission_token": token}
    return client.post(f"/sager/visninger/{path}", form, follow=True)


def save(client, name="Mine sene", address="?tilstand=over"):
    return post(client, "gem/", navn=name, adresse=address).content.decode()


def test_everyone_has_the_four_that_are_built_in(anne, client_of):
    html = client_of(anne).get("/sager/").content.decode()
    for name in ("Over fristen", "Til teamet før 12 mdr.", "Denne uge", "Uden sagsbehandler"):
        assert f">{name}</a>" in html


def test_the_view_that_is_open_is_marked(anne, client_of):
    html = client_of(anne).get("/sager/?tilstand=over").content.decode()
    assert 'tilstand=over" aria-current="page">Over fristen</a>' in html


def test_the_week_holds_what_is_due_in_seven_days(anne, client_of):
    case_of("Anna Uge", anne, date(2026, 1, 30))
    case_of("Bent Senere", anne, date(2026, 2, 14))
    html = client_of(anne).get("/sager/?tilstand=uge").content.decode()
    assert ("Anna Uge" in html, "Bent Senere" in html) == (True, False)


def test_a_saved_view_is_a_link_to_its_filters(anne, client_of):
    html = save(client_of(anne), address="?tilstand=30&sorter=navn")
    assert "Visningen »Mine sene« er gemt." in html
    assert SavedView.objects.get().query == "?tilstand=30&sorter=navn"


@pytest.mark.parametrize("address", ["?q=Anna+Eksempel&tilstand=30", "?tilstand=30&x=610170-4321"])
@pytest.mark.slow
def test_what_was_searched_for_is_not_kept(anne, client_of, address):
    save(client_of(anne), address=address)
    assert SavedView.objects.get().query == "?tilstand=30"


def test_a_state_that_another_room_added_is_kept(anne, client_of):
    added = (set(registry.labels()) - set(STATES)).pop()
    save(client_of(anne), address=f"?tilstand={added}")
    assert SavedView.objects.get().query == f"?tilstand={added}"


@pytest.mark.parametrize(
    ("address", "gone"),
    [("?tilstand=nedlagt", "tilstanden"), ("?team=999999", "teamet"), ("?tilstand=over", "")],
)
@pytest.mark.slow
def test_a_filter_that_can_no_longer_be_chosen_is_told_in_words(anne, client_of, address, gone):
    html = client_of(anne).get(f"/sager/{address}").content.decode()
    assert (f"Et filter kan ikke længere vælges: {gone}." in html) is bool(gone)
    assert ("Et filter kan ikke" in html) is bool(gone)


@pytest.mark.slow
def test_it_is_nobody_elses(anne, bo, client_of):
    save(client_of(anne))
    assert "Mine sene" not in client_of(bo).get("/sager/").content.decode()
    key = SavedView.objects.get().pk
    assert post(client_of(bo), f"{key}/slet/").status_code == 404
    assert post(client_of(bo), f"{key}/omdoeb/", navn="Stjålet").status_code == 404
    assert client_of(bo).post(f"/sager/visninger/{key}/fortryd/").status_code == 404


@pytest.mark.slow
def test_two_of_one_name_are_one_too_many(anne, client_of):
    client = client_of(anne)
    save(client)
    assert "Du har allerede en visning" in save(client, address="?tilstand=30")


def test_a_view_without_a_name_is_not_saved(anne, client_of):
    assert "Skriv et navn til visningen" in save(client_of(anne), name=" ")
    assert not SavedView.objects.exists()


@pytest.mark.slow
def test_twenty_are_enough(anne, client_of):
    client = client_of(anne)
    for number in range(20):
        save(client, name=f"Visning {number}")
    assert "Du har 20 visninger" in save(client, name="Den sidste")


@pytest.mark.slow
def test_saving_renaming_and_removing_are_each_taken_back_once(anne, client_of):
    client = client_of(anne)
    save(client)
    view = SavedView.objects.get()

    def now():
        view.refresh_from_db()
        return view.name, view.is_removed

    post(client, f"{view.pk}/omdoeb/", navn="Nyt navn")
    assert now() == ("Nyt navn", False)
    client.post(f"/sager/visninger/{view.pk}/fortryd/")
    assert now() == ("Mine sene", False)
    again = client.post(f"/sager/visninger/{view.pk}/fortryd/", follow=True).content.decode()
    assert "Det er allerede fortrudt" in again
    post(client, f"{view.pk}/slet/")
    assert now() == ("Mine sene", True)
    client.post(f"/sager/visninger/{view.pk}/fortryd/")
    assert now() == ("Mine sene", False)


@pytest.mark.slow
def test_a_view_just_saved_is_removed_again(anne, client_of):
    client = client_of(anne)
    save(client)
    client.post(f"/sager/visninger/{SavedView.objects.get().pk}/fortryd/")
    assert SavedView.objects.get().is_removed


def test_a_teamchef_begins_with_everyones(anne, client_of):
    tina = make_employee("Tina", role=Role.TEAM_LEADER)
    html = client_of(tina).get("/sager/").content.decode()
    assert 'href="/sager/?tilstand=over"' in html
