"""Choices under Tilstand that other rooms add to Sager, and the lists that it leads on to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from cases.access.rules import Act
from cases.caselist.filters import STATES


@dataclass(frozen=True)
class ListState:
    """`condition` is asked of open cases, on the day of the list."""

    key: str
    label: str
    condition: Callable[[date], Q]


_added: dict[str, ListState] = {}


def register_state(state: ListState) -> None:
    """Called from `AppConfig.ready()`."""
    _added[state.key] = state


def labels() -> dict[str, str]:
    return STATES | {state.key: state.label for state in _added.values()}


def added_condition(key: str) -> Callable[[date], Q] | None:
    state = _added.get(key)
    return state.condition if state else None


@dataclass(frozen=True)
class ListLink:
    """Beside the export, for those who may do the act."""

    label: str
    url_name: str
    act: Act


_links: list[ListLink] = []


def register_link(link: ListLink) -> None:
    """Called from `AppConfig.ready()`."""
    if link not in _links:
        _links.append(link)


def links_for(acts: frozenset[Act]) -> list[dict[str, str]]:
    return [
        {"label": link.label, "url": reverse(link.url_name)} for link in _links if link.act in acts
    ]
