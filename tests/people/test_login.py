from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.history import Actor, change
from cases.models import Employee

pytestmark = pytest.mark.django_db

PASSWORD = "anne-anne-anne"


@pytest.fixture
def anne() -> Employee:
    anne = Employee(username="anne", name="Anne", email="anne@example.dk")
    anne.set_password(PASSWORD)
    with change(actor=Actor.command("test")):
        anne.save()
    return anne


def log_in(client: Client, *, password: str) -> int:
    form = {"username": "anne", "password": password}
    return client.post(reverse("login"), form).status_code


def test_the_front_page_asks_for_log_in(client: Client) -> None:
    response = client.get(reverse("home"))
    assert response["Location"].startswith(reverse("login"))


def test_anne_logs_in_and_out(client: Client, anne: Employee) -> None:
    assert log_in(client, password=PASSWORD) == 302
    assert anne.name in client.get(reverse("home")).content.decode()
    client.post(reverse("logout"))
    assert client.get(reverse("home")).status_code == 302


def test_five_wrong_passwords_close_the_door_to_the_right_one(
    client: Client, anne: Employee
) -> None:
    for _ in range(5):
        log_in(client, password="wrong")
    assert log_in(client, password=PASSWORD) == 429


def test_a_wrong_password_is_told_in_our_words(client: Client, anne: Employee) -> None:
    form = {"username": anne.username, "password": "wrong"}
    page = client.post(reverse("login"), form).content.decode()
    assert "Brugernavn og adgangskode passer ikke sammen" in page


def test_the_log_in_page_is_in_danish(client: Client) -> None:
    page = client.get(reverse("login"), headers={"accept-language": "en"})
    assert "Adgangskode" in page.content.decode()


@pytest.mark.slow
def test_a_hash_of_yesterdays_work_factor_is_renewed_on_log_in(
    client: Client, anne: Employee, settings: Any
) -> None:
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    assert log_in(client, password=PASSWORD) == 302
    anne.refresh_from_db()
    assert anne.password.startswith("pbkdf2")
    assert anne.history.latest().history_user_id == "job:log-ind"
