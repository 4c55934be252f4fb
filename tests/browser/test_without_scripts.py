"""The tasks of every day in a browser without scripts: slower, but they get done."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cases.people.models import Role
from tests.browser.town import ANNA, Town

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(town: Town, another_browser: Callable[..., Page]) -> Page:
    page = another_browser(town.people[Role.CASEWORKER], java_script_enabled=False)
    page.goto("/sager/")
    return page


def test_a_citizen_is_found_on_the_search_page(plain: Page) -> None:
    plain.get_by_label("Søg borger, sag eller handling").fill("anna")
    plain.get_by_role("button", name="Søg").first.press("Enter")
    plain.get_by_role("link", name=ANNA).click()
    expect(plain.get_by_role("heading", level=1, name=ANNA)).to_be_visible()


def test_the_text_searched_for_is_in_no_address(plain: Page) -> None:
    plain.get_by_label("Søg borger, sag eller handling").fill("anna")
    plain.get_by_role("button", name="Søg").first.press("Enter")
    expect(plain.get_by_role("link", name=ANNA)).to_be_visible()
    assert "anna" not in plain.url


def test_a_period_is_registered_after_its_effect_was_seen(plain: Page, town: Town) -> None:
    plain.goto(f"/sager/{town.finished.number}/")
    plain.get_by_role("link", name="Registrér periode").click()
    plain.get_by_role("button", name="Se virkningen").click()
    expect(plain.locator("#virkning").get_by_role("listitem").first).to_be_visible()
    plain.get_by_role("button", name="Gem perioden").click()
    expect(plain.get_by_text("2026 er gemt")).to_be_visible()


def test_a_deadline_is_explained(plain: Page, town: Town) -> None:
    plain.goto(f"/sager/{town.anna.number}/")
    plain.locator("a.why-link").first.click()
    expect(plain.get_by_role("heading", name="Hvorfor er fristen")).to_be_visible()


def test_the_timeline_is_shown_for_another_day(plain: Page, town: Town) -> None:
    plain.goto(f"/sager/{town.anna.number}/")
    plain.get_by_role("button", name="+ 1 måned").click()
    expect(plain.get_by_text("Den 22. december 2026")).to_be_visible()
