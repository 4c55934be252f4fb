"""What other rooms add to the pages of a case: tabs, actions, notices and sources of history."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Model, Q

from cases.access.rules import Act, may_on_closed
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
    `named` says which of several it was, from the facts as they stood before the change.
    A change of nothing but `silent` fields is the system's own, and no event.
    """

    model: type[Model]
    label: str
    of_case: Callable[[Case], Q]
    hidden: Sequence[str] = ("id", "version", "citizen", "case")
    half_open: Sequence[str] = ()
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)
    titled: Callable[[Mapping[str, Any]], str] | None = None
    named: Callable[[Mapping[str, Any]], str] | None = None
    silent: Sequence[str] = ()


@dataclass(frozen=True)
class Notice:
    """Said above the overview until it no longer holds; the link goes to the page `url_name`.

    It is shown to those who may do `act`; the notice to all.
    """

    text: str
    details: str
    url_name: str
    link: str
    act: Act = Act.SEE_CASE


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


def notices(case: Case, *, acts: Collection[Act]) -> list[Notice]:
    """Without the link for one who could not follow it, or on a closed case."""
    found = [notice for source in _notices for notice in source(case)]
    return [
        notice
        if notice.act in acts and (case.is_open or may_on_closed(notice.act))
        else replace(notice, link="")
        for notice in found
    ]


def event_sources() -> list[EventSource]:
    return list(_sources)
