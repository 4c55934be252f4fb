"""What the browser is told of every page, and of those with citizens."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from cases.people.models import Employee
from tests.factories import make_case

pytestmark = pytest.mark.django_db

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@pytest.mark.parametrize("name", ["login", "egen_cpr"])
def test_every_page_is_strict(name: str, anne: Employee, client_of: Callable[..., Client]) -> None:
    browser = Client() if name == "login" else client_of(anne)
    page = browser.get(reverse(name))
    assert page.status_code == 200
    found = {header: page.get(header) for header in EXPECTED}
    assert "no-store" in str(found.pop("Cache-Control"))
    assert found == {header: EXPECTED[header] for header in found}


def test_no_script_runs_but_our_own(client: Client) -> None:
    policy = client.get(reverse("login"))["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_a_page_about_a_citizen_is_kept_nowhere(
    anne: Employee, client_of: Callable[..., Client]
) -> None:
    page = client_of(anne).get(reverse("opslag", args=[make_case(owner=anne).number]))
    assert page["Cache-Control"] == "no-store"


def test_a_refusal_is_kept_nowhere_either(
    anne: Employee, carla: Employee, client_of: Callable[..., Client]
) -> None:
    page = client_of(carla).get(reverse("opslag", args=[make_case(owner=anne).number]))
    assert (page.status_code, page["Cache-Control"]) == (404, "no-store")


def test_over_https_the_browser_is_told_to_stay_there(client: Client, settings: Settings) -> None:
    settings.SECURE_HSTS_SECONDS = 31536000
    page = client.get(reverse("login"), secure=True)
    assert page["Strict-Transport-Security"].startswith("max-age=31536000")
