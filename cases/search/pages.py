"""Pages that Ctrl K leads to by name. Other rooms register theirs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from cases.access.rules import Act
from cases.search.actions import matches
from cases.search.queries import LETTERS


@dataclass(frozen=True)
class Page:
    """`fragment` names the field that whoever comes this way writes in first."""

    title: str
    url_name: str
    acts: frozenset[Act]
    detail: str = ""
    fragment: str = ""


_pages: list[Page] = []


def register_page(page: Page) -> None:
    """Called from `AppConfig.ready()`."""
    if page not in _pages:
        _pages.append(page)


def named(text: str, acts: Iterable[Act]) -> list[dict[str, Any]]:
    """Those that begin like the text and that the reader may open."""
    if len(text) < LETTERS:
        return []
    held = frozenset(acts)
    return [
        {"title": page.title, "detail": page.detail, "url": reverse(page.url_name) + page.fragment}
        for page in _pages
        if page.acts & held and matches(text, page.title)
    ]
