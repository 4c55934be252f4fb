"""A real server on the test database, and a Chromium that is Danish.

The server runs in a thread as the application's role and writes the read log over its own
connection, as in production; what it saves is committed. Its clock starts at `factories.NOW`.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

from cases.people.models import Employee
from tests import factories
from tests.browser.signing_in import sign_in
from tests.browser.town import Town, make_town

CHROMIUM = "/usr/bin/chromium"
# Nothing of the browser's own may go out, or wait for something that does.
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=da",
]
# The pages answer at once; who waits longer waits for what will not come.
PATIENCE = 20_000  # milliseconds
DANISH = {"locale": "da-DK", "timezone_id": "Europe/Copenhagen"}

# Playwright's own event loop makes Django believe that it is called from one.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": CHROMIUM, "args": FLAGS + sandbox}


@pytest.fixture
def browser_context_args(base_url: str) -> dict[str, Any]:
    return {**DANISH, "viewport": {"width": 1440, "height": 900}, "base_url": base_url}


@pytest.fixture
def base_url(committed: None) -> Iterator[str]:
    """In place of pytest-django's `live_server`, which would empty tables as the application."""
    with time_machine.travel(factories.NOW, tick=True):
        server = LiveServerThread("127.0.0.1", StaticFilesHandler)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        assert server.error is None
        yield f"http://127.0.0.1:{server.port}"
        server.terminate()


@pytest.fixture
def town(base_url: str) -> Town:
    return make_town()


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A page on which an error in the console, a broken policy or a 500 fails the test."""
    complaints: list[str] = []
    page.set_default_timeout(PATIENCE)
    _listen(page, complaints)
    yield page
    assert complaints == []


@pytest.fixture
def as_user(page: Page, base_url: str) -> Callable[[Employee], Page]:
    """`as_user(anne)`: the page, with the employee logged in."""

    def log_in(employee: Employee) -> Page:
        sign_in(page.context, employee, base_url=base_url)
        return page

    return log_in


@pytest.fixture
def another_browser(
    browser: Browser, base_url: str, browser_context_args: dict[str, Any]
) -> Iterator[Callable[..., Page]]:
    """`another_browser(bo, java_script_enabled=False)`: a page of its own, Bo logged in."""
    contexts: list[BrowserContext] = []

    def opened(employee: Employee, **options: Any) -> Page:
        contexts.append(browser.new_context(**{**browser_context_args, **options}))
        contexts[-1].set_default_timeout(PATIENCE)
        sign_in(contexts[-1], employee, base_url=base_url)
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


def _listen(page: Page, complaints: list[str]) -> None:
    def heard(message: ConsoleMessage) -> None:
        # A form with errors answers 4xx, which Chromium calls an error; a 5xx is caught below.
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    def answered(response: Response) -> None:
        if response.status >= 500:
            complaints.append(f"{response.status} {response.url}")

    page.on("console", heard)
    page.on("response", answered)
    page.on("pageerror", lambda error: complaints.append(str(error)))
