"""The pages that are printed for a meeting, as wide as an A4 without its margins."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cases.people.models import Role
from tests.access.matrix import lines
from tests.browser import seeing, walk
from tests.browser.town import Town

pytestmark = pytest.mark.browser

PAPER = {"width": 673, "height": 1000}  # px: 210 mm less two margins of 16
# What one can press, and the ways to elsewhere, are of no use on paper.
OF_THE_SCREEN = ".page-header, .page-footer, .button, .no-print"
PRINTED = {
    "maanedsstatus": Role.TEAM_LEADER,
    "sag_hvorfor_udskriv": Role.CASEWORKER,
    "prognose": Role.QUALITY_CONTROL,
}


@pytest.mark.parametrize("name", PRINTED)
def test_it_fits_the_paper_and_leaves_the_screens_things_out(
    name: str, town: Town, as_user: Callable[..., Page]
) -> None:
    page = as_user(town.people[PRINTED[name]])
    line = next(line for line in lines() if (line.url, line.method) == (name, "GET"))
    answer = page.goto(walk.address_in(town, line))
    assert answer is not None
    assert answer.status == 200
    page.set_viewport_size(PAPER)  # type: ignore[arg-type]
    page.emulate_media(media="print")
    assert not seeing.scrolls_sideways(page)
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    assert [one.inner_text() for one in page.locator(OF_THE_SCREEN).all() if one.is_visible()] == []
    for chart in page.locator("svg.chart__svg").all():
        box = chart.bounding_box()
        assert box is not None
        assert 0 <= box["x"] <= box["x"] + box["width"] <= PAPER["width"]
