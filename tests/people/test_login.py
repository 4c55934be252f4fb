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


def test_the_log_in_page_is_in_danish(client: Client) -> None:
    page = client.get(reverse("login"), headers={"accept-language": "en"})
    assert "Adgangskode" in page.content.decode()
