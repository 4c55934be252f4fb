"""Task 11: an audit list in Excel, within 4 clicks or 3 keys (screens.md 3.1)."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cases.people.models import Role
from reports.audit.models import Export
from tests.browser.hands import Hands
from tests.browser.town import ANNA, Town

pytestmark = pytest.mark.browser

PURPOSE = "Kvartalets kontrol"


@pytest.fixture
def cases_page(town: Town, as_user: Callable[..., Page]) -> Page:
    """Quality control, who has said for the day what they look for."""
    page = as_user(town.people[Role.QUALITY_CONTROL])
    page.goto("/sager/")
    return page


def data_in(file: Path) -> str:
    return zipfile.ZipFile(file).read("xl/worksheets/sheet2.xml").decode()


def test_the_keyboard_fetches_a_list_with_3_keys(cases_page: Page, tmp_path: Path) -> None:
    hands = Hands(cases_page)
    hands.press("Control+k")
    hands.write("revision")
    expect(cases_page.get_by_role("option", name="Revisionslister")).to_be_visible()
    hands.press("Enter")
    expect(cases_page.get_by_label("Formål")).to_be_focused()
    hands.write(PURPOSE)
    with cases_page.expect_download() as fetched:
        hands.press("Enter")
    fetched.value.save_as(tmp_path / "liste.xlsx")
    assert ANNA in data_in(tmp_path / "liste.xlsx")
    assert Export.objects.get().purpose == PURPOSE
    assert hands.used <= 3


def test_the_mouse_fetches_a_list_with_4_clicks(cases_page: Page) -> None:
    hands = Hands(cases_page)
    hands.click(cases_page.get_by_role("link", name="Kontrol", exact=True))
    hands.click(cases_page.get_by_role("link", name="Revisionslister"))
    hands.click(cases_page.get_by_label("Formål"))
    hands.write(PURPOSE)
    with cases_page.expect_download() as fetched:
        hands.click(cases_page.get_by_role("button", name="Hent Excel"))
    assert fetched.value.suggested_filename.startswith("loebende-ure-2026-11-22-")
    expect(cases_page.get_by_text("Filen hentes nu")).to_be_visible()
    assert hands.used <= 4
