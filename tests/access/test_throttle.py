"""Wrong passwords and codes: counted for a name at an address, for an address, and for a name."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.access import tasks, throttle
from cases.people.models import Employee
from tests.factories import PASSWORD, make_employee

pytestmark = pytest.mark.django_db

OFFICE, ELSEWHERE = "10.0.0.1", "192.0.2.1"
CLOSED = 429
NEW = {"new_password": "et helt nyt kodeord", "repeated_password": "et helt nyt kodeord"}
TOKEN = {"submission_token": "0f8fad5b-d9cb-469f-a165-70867728950e"}


@pytest.fixture
def anne(db: None) -> Employee:
    return make_employee("Anne", password=PASSWORD)


def log_in(
    client: Client, typed: str = "forkert", *, username: str = "anne", at: str = OFFICE
) -> int:
    form = {"username": username, "password": typed}
    return client.post(reverse("login"), form, REMOTE_ADDR=at).status_code


def guess_from_everywhere(client: Client, username: str = "anne") -> None:
    """As many as are answered, few from each address."""
    for number in range(throttle.FOR_ONE_NAME):
        log_in(client, username=username, at=f"198.51.100.{number // 3}")


@pytest.mark.slow
def test_guessing_from_many_addresses_closes_the_name(client: Client, anne: Employee) -> None:
    guess_from_everywhere(client)
    assert log_in(client, PASSWORD, at=ELSEWHERE) == CLOSED


@pytest.mark.slow
def test_a_guesser_does_not_shut_the_person_out_of_the_usual_place(
    client: Client, anne: Employee
) -> None:
    log_in(client, PASSWORD, at=OFFICE)
    client.logout()
    guess_from_everywhere(client)
    assert log_in(client, PASSWORD, at=OFFICE) == 302


@pytest.mark.slow
def test_the_persons_log_in_does_not_set_the_guesser_free(client: Client, anne: Employee) -> None:
    log_in(client, PASSWORD, at=OFFICE)
    client.logout()
    guess_from_everywhere(client)
    log_in(client, PASSWORD, at=OFFICE)
    assert log_in(Client(), at=ELSEWHERE) == CLOSED


@pytest.mark.slow
def test_trying_many_names_closes_the_address_alone(client: Client, anne: Employee) -> None:
    for number in range(throttle.FROM_ONE_ADDRESS):
        log_in(client, username=f"navn{number}", at=ELSEWHERE)
    assert log_in(client, PASSWORD, at=ELSEWHERE) == CLOSED
    assert log_in(client, PASSWORD, at=OFFICE) == 302


@pytest.mark.slow
def test_the_door_opens_again_when_the_time_is_up(client: Client, anne: Employee) -> None:
    guess_from_everywhere(client)
    for _ in range(3):
        log_in(client, at=ELSEWHERE)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert log_in(client, PASSWORD, at=ELSEWHERE) == 302


@pytest.mark.slow
def test_an_unknown_name_is_closed_like_a_known_one(client: Client, anne: Employee) -> None:
    guess_from_everywhere(client, username="findes.ikke")
    assert log_in(client, username="findes.ikke", at=ELSEWHERE) == CLOSED


def test_nothing_typed_is_kept(client: Client, anne: Employee) -> None:
    log_in(client, "hemmeligt kodeord", username="610170-1234")
    kept = str(list(AccessAttempt.objects.values()))
    assert "ukendt:" in kept
    assert "610170" not in kept
    assert "hemmelig" not in kept


@pytest.mark.slow
def test_five_wrong_codes_close_the_code_page(client: Client, anne: Employee) -> None:
    form = {"username": "anne", "one_time_code": "c8x-forkert", **NEW, **TOKEN}
    statuses = [client.post(reverse("adgangskode"), form).status_code for _ in range(6)]
    assert statuses == [200, 200, 200, 200, CLOSED, CLOSED]
    assert "c8x" not in str(list(AccessAttempt.objects.values()))


@pytest.mark.slow
def test_five_wrong_present_passwords_close_the_page_to_the_right_one(
    client: Client, anne: Employee
) -> None:
    log_in(client, PASSWORD)
    url = reverse("adgangskode_skift")
    for _ in range(5):
        client.post(url, {"present_password": "forkert", **NEW, **TOKEN}, REMOTE_ADDR=OFFICE)
    right = client.post(url, {"present_password": PASSWORD, **NEW, **TOKEN}, REMOTE_ADDR=OFFICE)
    assert right.status_code == CLOSED
    anne.refresh_from_db()
    assert anne.check_password(PASSWORD)


@pytest.mark.slow
def test_a_new_password_that_is_too_short_is_no_wrong_guess(client: Client, anne: Employee) -> None:
    log_in(client, PASSWORD)
    short = {"new_password": "kort", "repeated_password": "kort", **TOKEN}
    for _ in range(6):
        client.post(reverse("adgangskode_skift"), {"present_password": PASSWORD, **short})
    assert not AccessAttempt.objects.exists()


def test_where_one_logged_in_from_is_forgotten_after_a_month(
    client: Client, anne: Employee
) -> None:
    log_in(client, PASSWORD)
    tasks.clear_old_log_ins()
    assert AccessLog.objects.count() == 1
    AccessLog.objects.update(attempt_time=timezone.now() - timedelta(days=31))
    tasks.clear_old_log_ins()
    assert not AccessLog.objects.exists()
