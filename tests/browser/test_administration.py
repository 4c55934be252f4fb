"""A new employee comes all the way in, and every form of administration saves what it should."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cases.people.models import (
    CodeRequest,
    DatedTerm,
    Employee,
    Jobcenter,
    Role,
    RoleAssignment,
    RuleProfile,
    Team,
)
from tests.browser.hands import press
from tests.browser.signing_in import enter_own_cpr, log_in_by_hand
from tests.browser.town import Town
from tests.factories import PASSWORD, make_cpr, make_employee

pytestmark = pytest.mark.browser

Browser = Callable[..., Page]


@pytest.fixture
def admin(town: Town, as_user: Callable[[Employee], Page]) -> Page:
    return as_user(town.people[Role.SYSTEM_ADMINISTRATOR])


def add_mette(admin: Page) -> None:
    admin.goto("/administration/")
    admin.get_by_role("link", name="Opret en medarbejder").click()
    admin.get_by_label("Navn", exact=True).fill("Mette Holm")
    admin.get_by_label("Brugernavn").fill("mette.holm")
    admin.get_by_label("E-mail").fill("mette@kommune.dk")
    admin.get_by_role("button", name="Opret medarbejderen").click()


def give_role(admin: Page, role: str, *, jobcenter: str = "") -> None:
    admin.get_by_role("link", name="Giv en rolle").click()
    admin.get_by_label("Rolle", exact=True).select_option(role)
    if jobcenter:
        admin.locator("#id_jobcenter").select_option(label=jobcenter)
    admin.get_by_role("button", name="Send rollen til godkendelse").click()
    expect(admin.get_by_text("er sendt til godkendelse")).to_be_visible()


def approve_role(page: Page) -> None:
    page.goto("/godkendelser/")
    roles = page.get_by_role("region", name="Roller, der venter på dig")
    roles.get_by_role("link", name="Mette Holm").click()
    page.get_by_label("Ja, godkend rollen").check()
    page.get_by_role("button", name="Gem svaret").click()
    expect(page.get_by_text("Mette Holm har fået rollen")).to_be_visible()


def draw_code(page: Page) -> str:
    page.goto("/godkendelser/")
    codes = page.get_by_role("region", name="Engangskoder, der venter på dig")
    codes.get_by_role("link", name="Mette Holm").click()
    page.get_by_label("Ja, dan koden").check()
    page.get_by_role("button", name="Gem svaret").click()
    return page.locator(".one-time-code").nth(1).inner_text()


def come_in(page: Page, code: str) -> None:
    page.goto("/log-ind/")
    page.get_by_role("link", name="Vælg adgangskode").click()
    page.get_by_label("Brugernavn").fill("mette.holm")
    page.get_by_label("Engangskode").fill(code)
    page.get_by_label("Ny adgangskode", exact=True).fill(PASSWORD)
    page.get_by_label("Gentag den nye adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Vælg adgangskoden").click()
    log_in_by_hand(page, username="mette.holm", password=PASSWORD)
    expect(page.get_by_role("link", name="Mette Holm")).to_be_visible()


def test_the_teamchef_lets_a_caseworker_in(
    admin: Page, town: Town, another_browser: Browser
) -> None:
    add_mette(admin)
    give_role(admin, "sagsbehandler", jobcenter="Musvågevej")
    chief = another_browser(town.people[Role.TEAM_LEADER])
    approve_role(chief)
    code = draw_code(chief)
    admin.context.clear_cookies()
    come_in(admin, code)
    admin.goto("/sager/")
    enter_own_cpr(admin, make_cpr(7777))
    expect(admin.get_by_role("heading", name="Sager")).to_be_visible()


def test_another_administrator_lets_one_in_who_works_across(
    admin: Page, another_browser: Browser
) -> None:
    add_mette(admin)
    give_role(admin, "ydelseskontor")
    other = another_browser(make_employee("Søren", role=Role.SYSTEM_ADMINISTRATOR))
    approve_role(other)
    code = draw_code(other)
    admin.context.clear_cookies()
    come_in(admin, code)
    expect(admin.get_by_role("link", name="Indlæs perioder")).to_be_visible()


def test_an_employee_is_corrected_loses_a_role_and_leaves(admin: Page, town: Town) -> None:
    bo = town.people["bo"]
    admin.goto(f"/administration/medarbejdere/{bo.pk}/")
    admin.get_by_role("link", name="Ret oplysninger").click()
    admin.get_by_label("Navn", exact=True).fill("Bo Berg")
    admin.get_by_role("button", name="Gem").click()
    expect(admin.get_by_role("heading", name="Bo Berg")).to_be_visible()
    admin.get_by_role("button", name="Bed om en ny engangskode").click()
    expect(admin.get_by_text("En engangskode venter på svar")).to_be_visible()
    admin.get_by_role("button", name="Forlæng").click()
    admin.get_by_role("button", name="Afslut").last.click()
    expect(admin.get_by_text("er afsluttet")).to_be_visible()
    admin.get_by_role("link", name="Deaktivér medarbejderen").click()
    admin.get_by_label("Hvorfor deaktiveres").fill("Fratrådt")
    admin.get_by_role("button", name="Deaktivér medarbejderen").click()
    admin.get_by_role("button", name="Gør medarbejderen aktiv igen").click()
    expect(admin.get_by_text("er aktiv igen")).to_be_visible()
    assert RoleAssignment.objects.filter(employee=bo).count() == 2
    assert CodeRequest.objects.filter(employee=bo).count() == 1


def test_the_organisation_grows_and_shrinks(admin: Page) -> None:
    admin.goto("/administration/organisation/")
    admin.get_by_role("link", name="Opret et jobcenter").click()
    admin.get_by_label("Navn", exact=True).fill("Solsortevej")
    admin.get_by_label("Kode").fill("solsort")
    admin.get_by_role("button", name="Opret").click()
    card = admin.locator("section", has=admin.get_by_role("heading", name="Solsortevej"))
    card.get_by_role("link", name="Opret et team").click()
    admin.get_by_label("Navn", exact=True).fill("Team Syd")
    admin.get_by_label("Sagsbehandling").check()
    admin.get_by_role("button", name="Opret").click()
    card.get_by_role("link", name="Omdøb Team Syd").click()
    admin.get_by_label("Navn", exact=True).fill("Team Nord")
    admin.get_by_role("button", name="Gem").click()
    card.get_by_role("button", name="Nedlæg Team Nord").click()
    expect(admin.get_by_text("Team Nord er nedlagt")).to_be_visible()
    card.get_by_role("button", name="Nedlæg jobcenteret").click()
    expect(admin.get_by_text("Solsortevej er nedlagt")).to_be_visible()
    assert Jobcenter.objects.get(name="Solsortevej").closed_on
    assert Team.objects.get(name="Team Nord").closed_on


def test_a_rule_profile_and_a_word_of_the_law_are_entered(admin: Page) -> None:
    admin.goto("/administration/organisation/regelprofil/")
    admin.get_by_label("Gælder fra").fill("1.1.2027")
    admin.get_by_label("Sagen overdrages efter").fill("9")
    admin.get_by_label("Kilde").fill("Byrådet 1. december 2026")
    admin.get_by_role("button", name="Gem regelprofilen").click()
    expect(admin.get_by_text("regnes om inden for en time")).to_be_visible()
    admin.goto("/administration/ord/nyt/")
    admin.get_by_label("Begreb").select_option(index=1)
    admin.get_by_label("Gælder fra").fill("1.1.2028")
    for label in ("Ental", "Bestemt form", "Flertal"):
        admin.get_by_label(label).fill("kommunalt center")
    admin.get_by_label("Kilde").fill("Reformen")
    admin.get_by_role("button", name="Gem ordet").click()
    expect(admin.get_by_role("cell", name="kommunalt center").first).to_be_visible()
    assert RuleProfile.objects.get().handover_months == 9
    assert DatedTerm.objects.filter(singular="kommunalt center").count() == 1


def test_shortcuts_are_switched_off_on_ones_own_page(
    town: Town, as_user: Callable[[Employee], Page]
) -> None:
    page = as_user(town.people[Role.CASEWORKER])
    page.goto("/rettelser/")
    page.get_by_role("link", name="min profil").click()
    page.get_by_label("Brug genveje med enkelte taster").uncheck()
    page.get_by_role("button", name="Gem dine valg").click()
    expect(page.locator("body")).to_have_attribute("data-shortcuts", "off")
    press(page, "g", "s")
    page.wait_for_timeout(500)
    expect(page).to_have_url("/profil/")
    page.get_by_label("Brug genveje med enkelte taster").check()
    page.get_by_role("button", name="Gem dine valg").click()
    expect(page.locator("body")).to_have_attribute("data-shortcuts", "on")
    press(page, "g", "s")
    expect(page).to_have_url("/sager/")
