"""A deadline is passed: who is told, what it looks like, and who stands in for the one who is away."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cases.people.models import Role
from tests.browser.town import Town

pytestmark = pytest.mark.browser


def test_the_team_leader_follows_a_reminder_to_the_case(
    town: Town, as_user: Callable[..., Page]
) -> None:
    page = as_user(town.people[Role.TEAM_LEADER])
    page.goto("/beskeder/")
    assert town.walked.citizen.name not in page.content()
    page.get_by_role("link", name=town.walked.number).first.click()
    expect(page.get_by_role("heading", name="Der er rykket")).to_be_visible()
    page.get_by_role("link", name="Se hele historikken").click()
    told = page.locator("#paamindelser")
    expect(told.get_by_role("heading", name="Rykker: Påbegynd revurdering").first).to_be_visible()
    expect(told.get_by_text("Anne").first).to_be_visible()


def test_chosen_notices_are_read_and_taken_back(town: Town, as_user: Callable[..., Page]) -> None:
    page = as_user(town.people[Role.CASEWORKER])
    page.goto("/beskeder/")
    rows = page.locator("tbody tr")
    before = rows.count()
    rows.first.get_by_role("checkbox").check()
    page.get_by_role("button", name="Markér 1 besked som læst").click()
    expect(rows).to_have_count(before - 1)
    page.get_by_role("button", name="Fortryd").click()
    expect(rows).to_have_count(before)


def test_a_caseworker_goes_on_holiday(town: Town, as_user: Callable[..., Page]) -> None:
    page = as_user(town.people[Role.CASEWORKER])
    page.goto("/beskeder/")
    page.get_by_role("link", name="Stedfortrædere").click()
    page.get_by_label("Stedfortræder").select_option(label="Bo")
    page.get_by_label("Første dag").fill("i dag")
    page.get_by_label("Sidste dag").fill("+14")
    page.get_by_role("button", name="Gem stedfortræderen").click()
    expect(page.get_by_text("Bo får Annes beskeder")).to_be_visible()
    page.get_by_role("button", name="Afslut fra i dag").click()
    expect(page.get_by_text("Ingen er stedfortræder nu eller senere.")).to_be_visible()
