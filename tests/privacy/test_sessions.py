"""A session ends by itself, and at once when the right to it is gone."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cases.casefile.models import Case
from cases.history import change
from cases.people.models import Employee
from tests.factories import NOW, PASSWORD, TEST, make_case, make_employee

pytestmark = pytest.mark.django_db

DRAWN_ANEW = re.compile(r'<input type="hidden"[^>]*>')


def opslag(client: Client, case: Case) -> int:
    return client.get(reverse("opslag", args=[case.number])).status_code


@pytest.fixture
def case(anne: Employee) -> Case:
    return make_case(owner=anne)


@pytest.mark.slow
def test_twenty_idle_minutes_end_it(
    case: Case, anne: Employee, client_of: Callable[..., Client]
) -> None:
    client = client_of(anne)
    assert opslag(client, case) == 200
    with time_machine.travel(NOW + timedelta(minutes=19), tick=False):
        assert opslag(client, case) == 200
    with time_machine.travel(NOW + timedelta(minutes=38), tick=False):
        assert opslag(client, case) == 200
    with time_machine.travel(NOW + timedelta(minutes=59), tick=False):
        assert opslag(client, case) == 302


def test_a_draft_saved_by_the_page_itself_does_not_keep_it_alive(
    case: Case, anne: Employee, client_of: Callable[..., Client]
) -> None:
    client = client_of(anne)
    assert opslag(client, case) == 200
    with time_machine.travel(NOW + timedelta(minutes=15), tick=False):
        draft = {"draft_page": "/sager/ny/", "name": "Dorthe"}
        assert client.post(reverse("gem_kladde"), draft).status_code == 204
        assert anne.drafts.count() == 1
    with time_machine.travel(NOW + timedelta(minutes=21), tick=False):
        assert opslag(client, case) == 302


def test_the_click_that_asks_to_stay_keeps_it_alive(
    case: Case, anne: Employee, client_of: Callable[..., Client]
) -> None:
    client = client_of(anne)
    assert opslag(client, case) == 200
    with time_machine.travel(NOW + timedelta(minutes=15), tick=False):
        client.post(reverse("forlaeng"))
    with time_machine.travel(NOW + timedelta(minutes=21), tick=False):
        assert opslag(client, case) == 200


@pytest.mark.slow
def test_a_deactivated_employee_is_out_at_the_next_click(
    case: Case, anne: Employee, client_of: Callable[..., Client]
) -> None:
    client = client_of(anne)
    assert opslag(client, case) == 200
    anne.is_active = False
    with change(actor=TEST):
        anne.save(update_fields=["is_active"])
    assert opslag(client, case) == 302


def test_a_role_withdrawn_closes_the_case_at_the_next_click(
    case: Case, anne: Employee, client_of: Callable[..., Client]
) -> None:
    client = client_of(anne)
    assert opslag(client, case) == 200
    role = anne.role_assignments.get()
    role.valid_to = NOW.date()
    with change(actor=TEST):
        role.save(update_fields=["valid_to"])
    assert opslag(client, case) == 404


def test_a_new_password_ends_the_old_sessions(
    case: Case, anne: Employee, client_of: Callable[..., Client]
) -> None:
    client = client_of(anne)
    anne.set_password("et nyt langt kodeord")
    with change(actor=TEST):
        anne.save(update_fields=["password"])
    assert opslag(client, case) == 302


def answer(client: Client, username: str, password: str) -> tuple[int, str]:
    form = {"username": username, "password": password}
    response = client.post(reverse("login"), form)
    text = DRAWN_ANEW.sub("", response.content.decode())
    return response.status_code, text.replace(username, "NN")


def test_log_in_answers_the_same_whoever_it_is_not(client: Client) -> None:
    make_employee("Anne", password=PASSWORD)
    make_employee("Dan", password=PASSWORD, active=False)
    wrong = answer(client, "anne", "forkert")
    assert wrong == answer(client, "findes.ikke", "forkert") == answer(client, "dan", PASSWORD)


@pytest.mark.slow
def test_who_is_locked_out_cannot_be_told_from_who_does_not_exist(client: Client) -> None:
    make_employee("Anne", password=PASSWORD)
    for _ in range(5):
        known, unknown = answer(client, "anne", "f"), answer(client, "findes.ikke", "f")
    assert known == unknown
    assert answer(client, "anne", PASSWORD) == answer(client, "findes.ikke", "f")
