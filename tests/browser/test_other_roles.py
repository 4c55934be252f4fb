"""The day of those who do not work on cases: the payment office, the team, the team leader."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cases.people.models import Employee, Role
from tests.browser.town import Town
from tests.factories import give_role

pytestmark = pytest.mark.browser

HEADER = "cpr;navn;jobcenter;fra;til;type\n"


def send(page: Page, rows: str) -> None:
    page.goto("/indlaesning/")
    content = (HEADER + rows).encode()
    page.get_by_label("Listen som CSV- eller Excel-fil").set_input_files(
        {"name": "liste.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_label("Hvor kommer listen fra?").fill("KMD")
    page.get_by_role("button", name="Gennemgå listen").click()


def test_a_bad_list_is_refused_row_by_row_and_the_mended_one_saved(
    town: Town, as_user: Callable[..., Page]
) -> None:
    page = as_user(town.people[Role.PAYMENT_OFFICE])
    send(page, "12;Jens Ny;Musvågevej;31.6.2026;;ledighedsydelse\n")
    expect(
        page.get_by_text("Linje 2").or_(page.get_by_role("cell", name="2")).first
    ).to_be_visible()
    send(page, "610180-4321;Jens Ny;Musvågevej;1.6.2026;;ledighedsydelse\n")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("gemt").first).to_be_visible()


def test_the_team_receives_and_finishes_what_was_handed_over(
    town: Town, another_browser: Callable[..., Page]
) -> None:
    address = f"/sager/{town.walked.number}/revurdering/"
    anne = another_browser(town.people[Role.CASEWORKER])
    for button in ("Registrér overdragelsen", "Påbegynd revurdering"):
        anne.goto(address)
        anne.get_by_role("button", name=button).click()
    vera = another_browser(town.people[Role.VISITATIONSTEAM])
    vera.goto(address)
    vera.get_by_role("button", name="Registrér modtagelsen").click()
    vera.get_by_label("Udfald").select_option(label="Fortsat ret til fleksjob")
    vera.get_by_role("button", name="Afslut revurdering").click()
    expect(vera.get_by_text("Revurderingen er afsluttet.")).to_be_visible()


def test_the_team_leader_approves_a_role(town: Town, as_user: Callable[..., Page]) -> None:
    waiting = give_role(Employee.objects.get(name="Ida"), Role.CASEWORKER, approved=False)
    page = as_user(town.people[Role.TEAM_LEADER])
    page.goto("/godkendelser/")
    page.get_by_role("link", name="Ida").click()
    page.get_by_label("Ja, godkend rollen").check()
    page.get_by_role("button", name="Gem svaret").click()
    expect(
        page.get_by_text("Ingen roller venter").or_(page.get_by_role("status")).first
    ).to_be_visible()
    waiting.refresh_from_db()
    assert waiting.approved_by == town.people[Role.TEAM_LEADER]
