"""Twenty idle minutes: a warning first, and what was typed is there the next time."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from cases.people.models import Role
from cases.periods.models import Period
from tests.browser.signing_in import sign_in
from tests.browser.town import Town
from tests.periods.correcting import correct

pytestmark = pytest.mark.browser


@pytest.fixture
def warned(town: Town, as_user: Callable[..., Page]) -> Page:
    """Anne has begun to type and gone for coffee; only her browser's clock goes on."""
    page = as_user(town.people[Role.CASEWORKER])
    page.clock.install()
    page.goto(f"/sager/{town.finished.number}/perioder/")
    page.get_by_label("Sidste dag").fill("24.12.2026")
    page.clock.fast_forward("16:00")
    expect(page.get_by_role("dialog")).to_be_visible()
    return page


def test_the_warning_says_that_the_draft_is_kept(warned: Page) -> None:
    expect(warned.get_by_text("er gemt som kladde")).to_be_visible()


def test_the_warning_is_answered_with_one_click(warned: Page) -> None:
    warned.get_by_role("button", name="Forbliv logget på").click()
    expect(warned.get_by_role("dialog")).to_be_hidden()
    expect(warned.get_by_label("Sidste dag")).to_have_value("24.12.2026")


def test_what_was_typed_is_there_after_the_next_log_in(
    warned: Page, town: Town, base_url: str
) -> None:
    expect(warned.get_by_text("er gemt som kladde")).to_be_visible()
    warned.context.clear_cookies()
    sign_in(warned.context, town.people[Role.CASEWORKER], base_url=base_url)
    warned.goto(f"/sager/{town.finished.number}/perioder/")
    expect(warned.get_by_text("Din kladde fra")).to_be_visible()
    expect(warned.get_by_label("Sidste dag")).to_have_value("24.12.2026")


def test_each_form_of_a_page_has_its_own_draft(
    town: Town, as_user: Callable[..., Page], base_url: str
) -> None:
    caseworker = town.people[Role.CASEWORKER]
    address = f"/sager/{town.walked.number}/revurdering/"
    page = as_user(caseworker)
    page.clock.install()
    page.goto(address)
    page.get_by_label("Dato").first.fill("14.11.2026")
    page.get_by_label("Hvorfor blev fristen ikke holdt?").fill("Ventede på en erklæring")
    page.clock.fast_forward("16:00")
    expect(page.get_by_text("er gemt som kladde")).to_be_visible()
    page.context.clear_cookies()
    sign_in(page.context, caseworker, base_url=base_url)
    page.goto(address)
    reason = page.get_by_label("Hvorfor blev fristen ikke holdt?")
    expect(reason).to_have_value("Ventede på en erklæring")
    expect(page.get_by_label("Dato").first).to_have_value("14.11.2026")


def test_a_draft_of_a_correction_does_not_undo_a_colleagues(
    town: Town, as_user: Callable[..., Page]
) -> None:
    """Typed before the colleague saved: both versions are shown, and then either may be chosen."""
    caseworker = town.people[Role.CASEWORKER]
    citizen = town.walked.citizen
    period = Period.objects.standing().filter(citizen=citizen).latest("start")
    address = f"/sager/{town.walked.number}/perioder/{period.pk}/ret/"
    page = as_user(caseworker)
    page.clock.install()
    page.goto(address)
    page.get_by_label("Hvorfor rettes perioden?").fill("Brev fra KMD")
    page.clock.fast_forward("16:00")
    expect(page.get_by_text("er gemt som kladde")).to_be_visible()
    first = period.start + timedelta(days=1)
    correct(period, start=first)
    page.goto(address)
    expect(page.get_by_text("Din kladde fra")).to_be_visible()
    page.get_by_role("button", name="Gem rettelsen").click()
    expect(page.get_by_role("region", name="De to versioner")).to_be_visible()
    expect(page.get_by_text("Din kladde fra")).to_be_hidden()
    period.refresh_from_db()
    assert period.start == first
    page.get_by_role("button", name="Gem min version").click()
    expect(page.get_by_text("er rettet")).to_be_visible()
