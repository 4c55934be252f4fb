"""What other rooms add to the pages of a case: tabs, actions, notices and sources of history."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q

from cases.access.rules import Act
from cases.casefile.models import Case


@dataclass(frozen=True)
class CaseTab:
    """`url_name` takes the case's `number`; shown to those who may do `act`."""

    label: str
    url_name: str
    act: Act = Act.SEE_CASE
    count: Callable[[Case], int | None] | None = None
    order: int = 50


@dataclass(frozen=True)
class CaseAction:
    """A button in the identity bar, or only a key and a line of Ctrl K."""

    label: str
    url_name: str
    act: Act
    key: str = ""
    shortcut: str = ""
    fragment: str = ""
    in_bar: bool = True
    order: int = 50


@dataclass(frozen=True)
class EventSource:
    """A tracked model whose changes stand in the history of a case.

    `titled` words the headline from the facts a change left, where "ændret" would hide the act.
    """

    model: type[Model]
    label: str
    of_case: Callable[[Case], Q]
    hidden: Sequence[str] = ("id", "version", "citizen", "case")
    half_open: Sequence[str] = ()
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)
    titled: Callable[[Mapping[str, Any]], str] | None = None


@dataclass(frozen=True)
class Notice:
    """Said above the overview until it no longer holds; the link goes to the tab `url_name`."""

    text: str
    details: str
    url_name: str
    link: str


Notices = Callable[[Case], Sequence[Notice]]

_tabs: list[CaseTab] = []
_notices: list[Notices] = []
_actions: list[CaseAction] = []
_sources: list[EventSource] = []


def register_tab(tab: CaseTab) -> None:
    """Called from `AppConfig.ready()`, as those below."""
    if tab not in _tabs:
        _tabs.append(tab)


def register_action(action: CaseAction) -> None:
    if action not in _actions:
        _actions.append(action)


def register_event_source(source: EventSource) -> None:
    if source not in _sources:
        _sources.append(source)


def register_notices(source: Notices) -> None:
    if source not in _notices:
        _notices.append(source)


def tabs() -> list[CaseTab]:
    return sorted(_tabs, key=lambda tab: tab.order)


def actions() -> list[CaseAction]:
    return sorted(_actions, key=lambda action: action.order)


def notices(case: Case) -> list[Notice]:
    return [notice for source in _notices for notice in source(case)]


def event_sources() -> list[EventSource]:
    return list(_sources)
