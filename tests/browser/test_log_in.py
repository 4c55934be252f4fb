import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from cases.models import Employee

pytestmark = pytest.mark.browser

PASSWORD = "anne-anne-anne"


@pytest.fixture
def log_in_page(page: Page, base_url: str) -> Page:
    Employee.objects.create_user(
        username="anne", name="Anne", email="anne@example.dk", password=PASSWORD
    )
    page.goto(f"{base_url}/")
    return page


def test_anne_logs_in(log_in_page: Page) -> None:
    log_in_page.get_by_label("Brugernavn").fill("anne")
    log_in_page.get_by_label("Adgangskode").fill(PASSWORD)
    log_in_page.get_by_role("button", name="Log ind").click()
    expect(log_in_page.get_by_text("Anne")).to_be_visible()


def test_the_log_in_page_has_no_violation_of_wcag(log_in_page: Page) -> None:
    assert Axe().run(log_in_page).response["violations"] == []
