"""From the log-in to the first citizen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cases.people.models import Role
from tests.browser.signing_in import enter_own_cpr, log_in_by_hand
from tests.browser.town import ANNA, Town
from tests.factories import PASSWORD, make_cpr, make_employee

pytestmark = pytest.mark.browser


@pytest.fixture
def new_colleague(page: Page, base_url: str) -> Page:
    """Nina has just been given her password and has not opened a citizen yet."""
    make_employee("Nina", password=PASSWORD, own_cpr=False)
    log_in_by_hand(page, username="nina", password=PASSWORD)
    return page


def test_a_new_colleague_logs_in(new_colleague: Page) -> None:
    expect(new_colleague.get_by_role("link", name="Nina")).to_be_visible()


def test_her_own_cpr_number_is_asked_for_before_the_first_citizen(
    town: Town, new_colleague: Page
) -> None:
    new_colleague.goto("/sager/")
    expect(new_colleague.get_by_role("heading", name="Dit eget cpr-nummer")).to_be_visible()
    enter_own_cpr(new_colleague, make_cpr(77))
    expect(new_colleague.get_by_role("heading", level=1, name="Sager")).to_be_visible()


def test_she_does_not_find_her_own_case(town: Town, new_colleague: Page) -> None:
    new_colleague.goto("/egen-cpr/")
    enter_own_cpr(new_colleague, town.cpr_of(ANNA))
    assert new_colleague.goto(f"/sager/{town.anna.number}/").status == 404  # type: ignore[union-attr]


def test_logging_out_closes_the_pages(town: Town, as_user: Callable[..., Page]) -> None:
    page = as_user(town.people[Role.CASEWORKER])
    page.goto("/sager/")
    page.get_by_role("button", name="Log af").first.click()
    page.goto("/sager/")
    expect(page.get_by_role("button", name="Log på")).to_be_visible()
