"""Logging in: by hand as an employee does, or with a session that is already there."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page

from cases.access.purpose import SESSION_KEY
from cases.people.models import Employee

BACKEND = "cases.access.backend.EmployeeBackend"


def sign_in(context: BrowserContext, employee: Employee, *, base_url: str) -> None:
    """With a purpose, as those who look in other people's cases must have."""
    client = Client()
    client.force_login(employee, backend=BACKEND)
    session = client.session
    session[SESSION_KEY] = "Stikprøve"
    session.save()
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key or ""}
    context.add_cookies([{**cookie, "url": base_url}])  # type: ignore[typeddict-item]


def log_in_by_hand(page: Page, *, username: str, password: str) -> None:
    page.goto("/log-ind/")
    page.get_by_label("Brugernavn").fill(username)
    page.get_by_label("Adgangskode").fill(password)
    page.get_by_role("button", name="Log på").click()


def enter_own_cpr(page: Page, number: str) -> None:
    page.get_by_label("Dit eget cpr-nummer").fill(number)
    page.get_by_role("button", name="Gem").click()
