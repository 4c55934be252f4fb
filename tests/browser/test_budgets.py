"""The tasks of every day, within the clicks or keys that they may cost (screens.md 3.1)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cases.people.models import Role
from tests.browser.hands import Hands
from tests.browser.town import ANNA, Town

pytestmark = pytest.mark.browser

DEADLINE = "Hvorfor er fristen"
SAVED = "Perioden fra 1. november 2026 er gemt"


@pytest.fixture
def list_page(town: Town, as_user: Callable[..., Page]) -> Page:
    page = as_user(town.people[Role.CASEWORKER])
    page.goto("/sager/")
    return page


@pytest.fixture
def case_page(list_page: Page, town: Town) -> Page:
    list_page.goto(f"/sager/{town.anna.number}/")
    return list_page


def test_the_mouse_finds_a_citizen_in_2_clicks(list_page: Page) -> None:
    hands = Hands(list_page)
    hands.click(list_page.get_by_label("Søg borger, sag eller handling"))
    hands.write("anna")
    hands.click(list_page.get_by_role("option", name=f"{ANNA} f."))
    expect(list_page.get_by_role("heading", level=1, name=ANNA)).to_be_visible()
    assert hands.used <= 2


def test_the_keyboard_finds_a_citizen_in_2_keys(list_page: Page) -> None:
    hands = Hands(list_page)
    hands.press("Control+k")
    hands.write("eksem")
    expect(list_page.get_by_role("option", name=f"{ANNA} f.")).to_be_visible()
    hands.press("Enter")
    expect(list_page.get_by_role("heading", level=1, name=ANNA)).to_be_visible()
    assert hands.used <= 2


def test_the_mouse_registers_a_period_in_3_clicks(finished_case: Page) -> None:
    hands = Hands(finished_case)
    hands.click(finished_case.get_by_role("link", name="Registrér periode"))
    hands.click(finished_case.get_by_role("button", name="Gem perioden"))
    expect(finished_case.get_by_text(SAVED)).to_be_visible()
    assert hands.used <= 3


def test_the_keyboard_registers_a_period_in_3_keys(finished_case: Page) -> None:
    hands = Hands(finished_case)
    hands.press("r", "p")
    expect(finished_case.get_by_label("Første dag")).to_be_visible()
    hands.press("Control+Enter")
    expect(finished_case.get_by_text(SAVED)).to_be_visible()
    assert hands.used <= 3


@pytest.fixture
def finished_case(list_page: Page, town: Town) -> Page:
    """A case whose period has ended, so that the next may begin."""
    list_page.goto(f"/sager/{town.finished.number}/")
    return list_page


def test_the_mouse_sees_why_in_1_click(case_page: Page) -> None:
    hands = Hands(case_page)
    hands.click(case_page.locator("a.why-link").first)
    expect(case_page.get_by_role("heading", name=DEADLINE)).to_be_visible()
    assert hands.used <= 1


def test_the_keyboard_sees_why_in_1_key(case_page: Page) -> None:
    hands = Hands(case_page)
    hands.press("f")
    expect(case_page.get_by_role("heading", name=DEADLINE)).to_be_visible()
    assert hands.used <= 1
