"""The payment system's list reconciled within its budget: 3 + 2 for many at once + 1 a difference."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cases.people.models import Role
from cases.periods.models import Period
from reports.afstemning.models import AfstemningLine
from tests.browser import payment_list, seeing
from tests.browser.hands import Hands, press
from tests.browser.payment_list import NOT_LISTED
from tests.browser.town import Town
from tests.factories import make_employee
from tests.reports.afstemning.lists import make_source

pytestmark = pytest.mark.browser


@pytest.fixture
def list_file(town: Town, tmp_path: Path) -> Path:
    make_source()
    return payment_list.write(town, folder=tmp_path)


@pytest.fixture
def office(town: Town, as_user: Callable[..., Page]) -> Page:
    page = as_user(town.people[Role.PAYMENT_OFFICE])
    page.goto("/afstemning/")
    return page


def test_a_list_is_reconciled_in_3_and_2_and_1_for_each_difference(
    list_file: Path, office: Page, town: Town
) -> None:
    hands = Hands(office)
    hands.used += 1
    office.get_by_label("Listen som CSV- eller Excel-fil").set_input_files(list_file)
    hands.click(office.get_by_role("button", name="Sammenlign listen"))
    expect(office.get_by_text("6 skal afgøres:")).to_be_visible()
    hands.press("1")
    expect(office.get_by_role("link", name="Vælg de 2 uden betydning")).to_be_visible()
    hands.press("u")
    expect(office.get_by_role("button", name="Brug listens datoer for 2 personer")).to_be_visible()
    hands.press("1")
    for name, key in (("Bent Prøve", "1"), ("Ebba Påfund", "2"), (NOT_LISTED, "2")):
        expect(office.locator("tbody tr").first).to_contain_text(name)
        hands.press(key)
    expect(office.get_by_text("3 mangler")).to_have_count(0)
    expect(office.get_by_text("Afgjort (6)")).to_be_visible()
    hands.press("Control+Enter")
    expect(office.get_by_text("4 personer er rettet efter listen, 2 beholdt vores")).to_be_visible()
    differences = 4
    assert hands.used <= 3 + 2 + differences
    assert Period.objects.filter(citizen__name="Nora Ny").exists()


def test_the_review_is_seen_by_everyone_and_taken_over(
    list_file: Path, office: Page, as_user: Callable[..., Page]
) -> None:
    office.get_by_label("Listen som CSV- eller Excel-fil").set_input_files(list_file)
    office.get_by_role("button", name="Sammenlign listen").click()
    office.get_by_role("link", name="andre datoer").first.click()
    expect(office.get_by_role("link", name="Bent Prøve")).to_be_visible()
    for way in seeing.ways_to_look(office):
        assert seeing.violations(office) == [], way
        assert not seeing.scrolls_sideways(office), way
    assert AfstemningLine.objects.filter(decision="").exists()
    colleague = as_user(make_employee("Ole", role=Role.PAYMENT_OFFICE))
    colleague.goto("/afstemning/")
    for way in seeing.ways_to_look(colleague):
        assert seeing.violations(colleague) == [], way
        assert not seeing.scrolls_sideways(colleague), way
    colleague.get_by_role("button", name="Overtag").click()
    expect(colleague.get_by_text("Du har overtaget listen")).to_be_visible()


def test_a_caseworker_is_asked_and_answers_from_min_dag(
    list_file: Path, office: Page, town: Town, as_user: Callable[..., Page]
) -> None:
    office.get_by_label("Listen som CSV- eller Excel-fil").set_input_files(list_file)
    office.get_by_role("button", name="Sammenlign listen").click()
    office.get_by_role("link", name="andre datoer").first.click()
    expect(office.locator("tbody tr").first).to_contain_text("Bent Prøve")
    press(office, "3")
    office.get_by_role("link", name="Afgjort (1)").click()
    expect(office.get_by_text("Venter på Anne")).to_be_visible()
    anne = as_user(town.people[Role.CASEWORKER])
    anne.goto("/min-dag/")
    task = anne.locator("tr", has_text="Svar ydelseskontoret om perioderne")
    hands = Hands(anne)
    hands.click(task.get_by_role("link", name="Svar"))
    expect(anne.get_by_role("heading", name="Hvilke perioder")).to_be_visible()
    for way in seeing.ways_to_look(anne):
        assert seeing.violations(anne) == [], way
        assert not seeing.scrolls_sideways(anne), way
    hands.click(anne.get_by_role("button", name="Vores perioder er rigtige"))
    expect(anne.get_by_text("Ydelseskontoret har fået dit svar")).to_be_visible()
    assert hands.used <= 2
    press(anne, "Control+z")
    expect(anne.get_by_text("Fortrudt: svaret")).to_be_visible()
