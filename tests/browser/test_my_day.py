"""Min dag by hand: what it costs to see, to put off, to hand over and to undo; with and without keys."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cases.people.models import Role
from tests.browser import seeing
from tests.browser.hands import Hands, press
from tests.browser.town import Town

pytestmark = pytest.mark.browser

SEND = ("Dennis Tænkt", "Carla Prøve")  # in the order of their deadlines


@pytest.fixture
def day(town: Town, as_user: Callable[..., Page]) -> Page:
    page = as_user(town.people[Role.CASEWORKER])
    page.goto("/")
    return page


def count_on(page: Page, split: str) -> str:
    return page.get_by_role("link", name=split).inner_text().rpartition("(")[2].rstrip(")")


def test_what_i_must_do_is_seen_without_a_click(day: Page) -> None:
    expect(day.get_by_role("heading", level=1, name="Min dag")).to_be_visible()
    expect(day.get_by_text("5 opgaver er over fristen.")).to_be_visible()


def test_the_keyboard_comes_here_from_anywhere_in_2_keys(day: Page, town: Town) -> None:
    day.goto(f"/sager/{town.anna.number}/perioder/")
    hands = Hands(day)
    hands.press("g", "d")
    expect(day.get_by_role("heading", level=1, name="Min dag")).to_be_visible()
    assert hands.used <= 2


def test_the_keyboard_puts_two_tasks_off_in_2_keys_once_they_are_chosen(day: Page) -> None:
    choosing = Hands(day)
    choosing.press("j", "j", "j", "j", "x", "j", "x")
    expect(day.get_by_role("button", name="Udskyd 2 opgaver")).to_be_visible()
    hands = Hands(day)
    hands.press("h")
    expect(day.get_by_text("2 opgaver er udskudt til mandag 23. november 2026.")).to_be_visible()
    assert count_on(day, "Udskudt") == "2"
    assert hands.used <= 2


def test_the_mouse_puts_two_tasks_off_in_2_clicks_once_they_are_chosen(day: Page) -> None:
    for name in SEND[:2]:
        day.get_by_label(f"Vælg {name}").check()
    hands = Hands(day)
    hands.click(day.get_by_role("button", name="Udskyd 2 opgaver"))
    expect(day.get_by_text("2 opgaver er udskudt til")).to_be_visible()
    assert hands.used <= 2


def test_ctrl_z_takes_it_back(day: Page) -> None:
    day.get_by_label(f"Vælg {SEND[0]}").check()
    day.get_by_role("button", name="Udskyd 1 opgave").click()
    expect(day.get_by_text("er udskudt til")).to_be_visible()
    press(day, "Control+z")
    expect(day.get_by_text("Fortrudt for 1 opgave.")).to_be_visible()
    expect(day.get_by_role("link", name=SEND[0], exact=True)).to_be_visible()


def test_h_on_a_row_puts_that_row_off(day: Page) -> None:
    day.get_by_role("link", name=SEND[1], exact=True).focus()
    press(day, "h")
    expect(day.get_by_text("»Send sagen til teamet« på F-2026-0004 er udskudt")).to_be_visible()


def test_h_on_a_row_that_may_not_wait_stays_there_and_is_told_why(day: Page) -> None:
    row = day.get_by_role("link", name="Hans Øland", exact=True)
    row.focus()
    press(day, "h")
    why = "kan ikke udskydes, for lovens frist er nået"
    expect(day.get_by_text(why)).to_be_in_viewport()
    expect(row).to_be_focused()
    expect(row).to_have_accessible_description(re.compile(why))
    press(day, "j")
    expect(row).not_to_be_focused()
    expect(row).to_have_accessible_description("")


def test_after_h_the_hand_is_on_the_row_that_took_its_place(day: Page) -> None:
    day.get_by_role("link", name=SEND[0], exact=True).focus()
    press(day, "h")
    following = day.get_by_role("link", name=SEND[1], exact=True)
    expect(following).to_be_focused()
    expect(following).to_have_accessible_description(re.compile("er udskudt"))
    press(day, "Control+z")
    expect(day.get_by_text("Fortrudt for 1 opgave.")).to_be_visible()
    expect(following).to_be_focused()


def test_o_hands_the_chosen_over_with_the_keys_alone(day: Page, town: Town) -> None:
    press(day, "j")
    press(day, "x")
    hands = Hands(day)
    hands.press("o")
    expect(day.get_by_role("heading", level=1, name="Overdrag 1 sag")).to_be_visible()
    day.get_by_label("Overdrag til").select_option(label="Bo")
    hands.press("Control+Enter")
    expect(day.get_by_role("heading", level=1)).to_have_text("Min dag")
    expect(day.get_by_text("1 sag er overdraget til Bo")).to_be_visible()
    assert hands.used <= 2


def test_enter_opens_the_row_and_f_tells_why(day: Page) -> None:
    press(day, "j")
    press(day, "Enter")
    expect(day.get_by_role("heading", level=1, name="Hans Øland")).to_be_visible()
    day.go_back()
    press(day, "j")
    press(day, "f")
    expect(day.get_by_role("heading", name="Hvorfor er fristen")).to_be_visible()


def test_the_sheet_lists_every_key_of_the_page(day: Page) -> None:
    day.get_by_role("button", name="Alle genveje").click()
    sheet = day.get_by_role("dialog", name="Genveje")
    for label in ("Næste række", "Vælg rækken", "Udskyd", "Overdrag", "Min dag", "Sager"):
        expect(sheet.get_by_text(label, exact=True)).to_be_visible()


def test_keys_do_nothing_while_one_types(day: Page) -> None:
    day.get_by_label(f"Vælg {SEND[1]}").check()
    day.get_by_label("til", exact=True).fill("")
    day.keyboard.type("hox")
    expect(day.get_by_label("til", exact=True)).to_have_value("hox")


def test_it_is_put_off_and_undone_without_scripts(
    town: Town, another_browser: Callable[..., Page]
) -> None:
    page = another_browser(town.people[Role.CASEWORKER], java_script_enabled=False)
    page.goto("/min-dag/")
    page.get_by_label(f"Vælg {SEND[1]}").check()
    page.get_by_role("button", name="Udskyd valgte").click()
    expect(page.get_by_text("er udskudt til")).to_be_visible()
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_text("Fortrudt for")).to_be_visible()


def test_ctrl_k_does_what_the_page_can_do(day: Page, town: Town) -> None:
    day.goto(f"/sager/{town.anna.number}/")
    hands = Hands(day)
    hands.press("Control+k")
    hands.write("reg")
    expect(day.get_by_role("option", name="Registrér periode")).to_be_visible()
    hands.press("Enter")
    expect(day.get_by_label("Første dag")).to_be_visible()
    assert hands.used <= 2


def test_escape_leads_from_ctrl_k_back_to_the_row(day: Page) -> None:
    press(day, "j", "Control+k")
    day.keyboard.type("uds")
    expect(day.get_by_role("listbox")).to_be_visible()
    press(day, "Escape", "Escape", "x")
    expect(day.locator("input[name=opgave]:checked")).to_have_count(1)


def test_ctrl_k_puts_a_task_of_the_case_off(day: Page, town: Town) -> None:
    day.goto(f"/sager/{town.cases[SEND[0]].number}/")
    press(day, "Control+k")
    day.keyboard.type("uds")
    day.get_by_role("option", name="Udskyd en opgave").click()
    day.get_by_label("Hvorfor?").fill("Venter på lægen")
    press(day, "Control+Enter")
    expect(day.get_by_text("»Send sagen til teamet« på F-2026-0005 er udskudt")).to_be_visible()


def test_ctrl_k_finds_the_task_of_the_case(day: Page, town: Town) -> None:
    day.goto(f"/sager/{town.walked.number}/historik/")
    press(day, "Control+k")
    day.keyboard.type("påb")
    expect(day.get_by_role("option", name="Påbegynd revurdering")).to_be_visible()
    press(day, "Enter")
    expect(day.get_by_role("heading", name="Påbegyndt")).to_be_visible()


def test_a_view_is_saved_and_undone(day: Page) -> None:
    day.goto("/sager/?tilstand=30&sorter=navn")
    day.get_by_text("Gem denne visning").click()
    day.get_by_label("Navn på visningen").fill("Efter navn")
    day.get_by_role("button", name="Gem visningen").click()
    expect(day.get_by_role("link", name="Efter navn")).to_have_attribute("aria-current", "page")
    press(day, "Control+z")
    expect(day.get_by_text("Fortrudt: visningen »Efter navn«.")).to_be_visible()


@pytest.mark.parametrize("split", ["uge", "venter", "udskudt", "faerdige"])
def test_no_part_of_the_day_shuts_anyone_out(
    town: Town, as_user: Callable[..., Page], split: str
) -> None:
    page = as_user(town.people[Role.VISITATIONSTEAM])
    page.goto(f"/min-dag/?del={split}")
    for way in seeing.ways_to_look(page):
        assert (way, seeing.violations(page), seeing.scrolls_sideways(page)) == (way, [], False)
