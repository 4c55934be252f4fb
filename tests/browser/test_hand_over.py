"""Handing over many cases at once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cases.people.models import Role
from tests.browser.town import ANNA, FINISHED, Town

pytestmark = pytest.mark.browser


@pytest.fixture
def handed_over(town: Town, as_user: Callable[..., Page]) -> Page:
    page = as_user(town.people[Role.CASEWORKER])
    page.goto("/sager/")
    for name in (ANNA, FINISHED):
        page.get_by_label(f"Vælg {name}").check()
    page.get_by_role("button", name="Overdrag 2 sager").click()
    page.get_by_label("Overdrag til").select_option(label="Bo")
    page.get_by_role("button", name="Overdrag 2 sager").click()
    return page


def test_the_report_says_what_moved_to_whom(handed_over: Page) -> None:
    expect(handed_over.get_by_role("heading", level=1)).to_contain_text("2 sager er overdraget")
    expect(handed_over.get_by_text(f"{ANNA}, ")).to_contain_text("fra Anne til Bo")


def test_the_hand_over_is_taken_back(handed_over: Page) -> None:
    handed_over.get_by_role("button", name="Fortryd").click()
    handed_over.goto("/sager/")
    expect(handed_over.get_by_role("link", name=ANNA, exact=True)).to_be_visible()
