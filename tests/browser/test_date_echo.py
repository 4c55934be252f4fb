"""The echo in the browser reads dates as the server does."""

import json
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

TABLE = json.loads((settings.BASE_DIR / "tests/data/date_entry.json").read_text("utf-8"))
READ_ALL = """async ({source, texts, asOf}) => {
  const address = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
  const {parse} = await import(address);
  const day = new Date(`${asOf}T00:00:00Z`);
  return texts.map((text) => {
    try { return parse(text, day).toISOString().slice(0, 10); }
    catch (error) { return error.message; }
  });
}"""


def read_in_browser(page: Page, texts: list[str]) -> Any:
    source = (settings.BASE_DIR / "static/components/date_echo.js").read_text("utf-8")
    facts = {"source": source, "texts": texts, "asOf": TABLE["as_of"]}
    return page.evaluate(READ_ALL, facts)


def test_reads_what_the_server_reads(page: Page) -> None:
    answers = read_in_browser(page, [typed for typed, _, _ in TABLE["dates"]])
    assert answers == [day for _, day, _ in TABLE["dates"]]


def test_words_what_is_wrong_as_the_server_does(page: Page) -> None:
    answers = read_in_browser(page, [typed for typed, _ in TABLE["errors"]])
    assert answers == [message for _, message in TABLE["errors"]]
