"""Every page as each role sees it: for those who cannot see it all, who read narrowly, who print."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from cases.people.models import Employee
from tests.access.matrix import Line
from tests.browser import seeing, walk
from tests.browser.town import Town

pytestmark = pytest.mark.browser


def faults(page: Page, line: Line, address: str, *, role: str) -> list[str]:
    response = page.goto(address)
    if response is None or response.status != 200:
        return [f"{line.url}: {response and response.status}"]
    if not walk.is_first_to_come(role, line):
        return [f"{line.url}: {fault}" for fault in seeing.violations(page)]
    found = []
    for way in seeing.ways_to_look(page):
        found += [f"{line.url}, {way}: {fault}" for fault in seeing.violations(page)]
        if seeing.scrolls_sideways(page):
            found.append(f"{line.url}, {way}: ruller til siden")
    page.set_viewport_size({"width": seeing.WIDE, "height": seeing.HEIGHT})
    page.emulate_media(forced_colors="none")
    return found


@pytest.mark.parametrize("role", walk.WALKERS)
def test_no_page_shuts_anyone_out(
    role: str, town: Town, as_user: Callable[[Employee], Page]
) -> None:
    page = as_user(town.people[role])
    found = []
    for line in walk.pages_of(role):
        found += faults(page, line, walk.address_in(town, line), role=role)
    assert found == []


def test_the_log_in_page_shuts_no_one_out(page: Page) -> None:
    page.goto("/log-ind/")
    assert [way for way in seeing.ways_to_look(page) if seeing.violations(page)] == []
