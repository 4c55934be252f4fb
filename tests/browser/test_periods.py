"""Correcting a period: what moved is told, nobody's work is lost, twice is once."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cases.people.models import Role
from cases.periods.models import Period
from tests.browser.town import Town

pytestmark = pytest.mark.browser


def correction(page: Page, town: Town) -> Page:
    """The form that corrects Anna's running period."""
    running = Period.objects.get(citizen=town.anna.citizen, end=None)
    page.goto(f"/sager/{town.anna.number}/perioder/{running.pk}/ret/")
    return page


@pytest.fixture
def annes(town: Town, as_user: Callable[..., Page]) -> Page:
    return correction(as_user(town.people[Role.CASEWORKER]), town)


def test_a_correction_tells_what_moved(annes: Page) -> None:
    annes.get_by_label("Første dag").fill("1.9.2026")
    annes.get_by_role("button", name="Gem rettelsen").click()
    receipt = annes.get_by_role("status").filter(has_text="er rettet")
    expect(receipt).to_contain_text("12 måneder")
    expect(receipt).to_contain_text("senere")


def test_the_effect_is_shown_while_one_types(annes: Page) -> None:
    annes.get_by_label("Første dag").press_sequentially("")
    annes.get_by_label("Første dag").fill("1.9.2026")
    expect(annes.locator("#virkning")).to_contain_text("1. marts 2027")


def test_a_date_that_cannot_be_read_does_not_cost_the_click(annes: Page) -> None:
    """Its message takes room, and must not move the button away from under the mouse."""
    annes.get_by_label("Sidste dag").press_sequentially("42")
    annes.get_by_role("button", name="Gem rettelsen").click()
    expect(annes).to_have_title(re.compile("^Fejl: "))


def test_undo_puts_the_dates_back(annes: Page) -> None:
    annes.get_by_label("Første dag").fill("1.9.2026")
    annes.get_by_role("button", name="Gem rettelsen").click()
    annes.get_by_role("button", name="Fortryd").click()
    expect(annes.get_by_role("cell", name="16. aug. 2026")).to_be_visible()


def test_the_second_of_two_sees_both_versions_and_loses_nothing(
    annes: Page, town: Town, another_browser: Callable[..., Page]
) -> None:
    bos = correction(another_browser(town.people["bo"]), town)
    bos.get_by_label("Første dag").fill("20.8.2026")
    annes.get_by_label("Første dag").fill("1.9.2026")
    bos.get_by_role("button", name="Gem rettelsen").click()
    expect(bos.get_by_text("er rettet")).to_be_visible()
    annes.get_by_role("button", name="Gem rettelsen").click()
    expect(annes.get_by_text("Bo rettede perioden")).to_be_visible()
    expect(annes.get_by_role("cell", name="20. august 2026")).to_be_visible()
    expect(annes.get_by_label("Første dag")).to_have_value("1.9.2026")
    annes.get_by_role("button", name="Gem min version").click()
    expect(annes.get_by_role("cell", name="1. sep. 2026")).to_be_visible()


def test_a_double_click_on_save_has_one_effect(town: Town, as_user: Callable[..., Page]) -> None:
    page = as_user(town.people[Role.CASEWORKER])
    page.goto(f"/sager/{town.finished.number}/perioder/")
    page.get_by_role("button", name="Gem perioden").dblclick()
    expect(page.get_by_text("2026 er gemt")).to_be_visible()
    assert Period.objects.filter(citizen=town.finished.citizen).count() == 2
