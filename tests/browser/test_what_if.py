"""»Hvad nu hvis«: nothing is saved, and the address holds all of it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cases.people.models import Role
from tests.browser.town import Town

pytestmark = pytest.mark.browser

IMAGINED = "Tænkt eksempel – intet gemmes"


@pytest.fixture
def imagined(town: Town, as_user: Callable[..., Page]) -> Page:
    page = as_user(town.people[Role.CASEWORKER])
    page.goto(f"/sager/{town.anna.number}/")
    page.locator("#id_fra").fill("1.1.2027")
    page.get_by_label("borgeren begynder i fleksjob").check()
    expect(page.get_by_text(IMAGINED)).to_be_visible()
    return page


def test_the_deadlines_of_the_example_are_shown(imagined: Page) -> None:
    row = imagined.get_by_role("row").filter(has_text="LAS § 74 c, stk. 1: påbegynd")
    expect(row).to_contain_text("Nås ikke")


def test_the_page_fetched_again_shows_the_same(imagined: Page) -> None:
    assert "hvis=fleksjob" in imagined.url
    imagined.reload()
    expect(imagined.get_by_text(IMAGINED)).to_be_visible()
    expect(imagined.locator("#id_fra")).to_have_value("1.1.2027")


def test_one_link_leads_back_to_what_is_so(imagined: Page) -> None:
    imagined.get_by_role("link", name="Nulstil").click()
    expect(imagined.get_by_text(IMAGINED)).to_have_count(0)


def test_the_tables_stand_before_the_diagram_only_on_a_narrow_page(imagined: Page) -> None:
    """In the page itself, so that Tab goes the same way as the eye."""
    tables_first = imagined.locator("#tabeller ~ #diagram")
    expect(tables_first).to_have_count(0)
    imagined.set_viewport_size({"width": 320, "height": 900})
    expect(tables_first).to_have_count(1)
    imagined.get_by_label("uændret").check()
    expect(imagined.get_by_text(IMAGINED)).to_have_count(0)
    expect(tables_first.locator("figure")).to_have_count(1)
    imagined.set_viewport_size({"width": 1440, "height": 900})
    expect(tables_first).to_have_count(0)
