"""Choices under Tilstand that other rooms add to Sager."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

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
