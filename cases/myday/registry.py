"""What asks to be done: told by each process from `AppConfig.ready()`; `cases` knows none of them.

A kind of task is a narrowing of the cases that its act opens to the viewer, so no task reaches
further than the access rules, and a whole list of them costs one query. It reads nothing itself:
the menu's number keeps what came of it for the day (`placing`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.casefile.models import CaseQuerySet
from cases.myday.rules import Basis, Split

Narrow = Callable[[CaseQuerySet, Viewer], CaseQuerySet]


@dataclass(frozen=True)
class Task:
    """One row: what `kind` asks for on one case."""

    kind: "TaskKind"
    case_id: int
    split: Split | None
    due: date | None
    since: date | None
    round: int | None
    legal_date: date | None
    snoozed_until: date | None
    months: int = 0  # of the mark on the day it is due


@dataclass(frozen=True)
class TaskKind:
    """`name` stands in what is put off and in calendars: it never changes.

    `due`, `since`, `legal_date` and `round` are paths from the narrowed cases; empty is none. A task
    with `waits_for` is another's: it stands under Venter på andre, for those who may do `act`.
    `roles` names those whose task it is, where others may do the act too. Where a task stands on a
    case, the one that it is `instead_of` does not.
    """

    name: str
    verb: str
    button: str
    basis: Basis
    act: Act
    narrow: Narrow
    why: Callable[[Task, date], str]
    url_name: str = "sag"
    due: str = ""
    since: str = ""
    legal_date: str = ""
    round: str = ""
    mark: str = ""  # of the page that explains the day
    waits_for: str = ""
    roles: frozenset[str] = frozenset()
    is_hand_over: bool = False  # its button hands the case over
    instead_of: str = ""


@dataclass(frozen=True)
class DoneKind:
    """`of` gives history rows of what the viewer did on the day, each with its `case_id`."""

    name: str
    label: str
    of: Callable[[Viewer], QuerySet]  # type: ignore[type-arg]


@dataclass(frozen=True)
class DeskTask:
    """A task without a citizen."""

    verb: str
    why: str
    button: str
    url: str


Desk = Callable[[Viewer], Sequence[DeskTask]]

_kinds: dict[str, TaskKind] = {}
_done: dict[str, DoneKind] = {}
_desks: list[Desk] = []


def register_task(kind: TaskKind) -> None:
    """Called from `AppConfig.ready()`, as the two below."""
    _kinds[kind.name] = kind


def register_done(kind: DoneKind) -> None:
    _done[kind.name] = kind


def register_desk(source: Desk) -> None:
    if source not in _desks:
        _desks.append(source)


def kinds_for(viewer: Viewer) -> list[TaskKind]:
    held = {one.role for one in viewer.roles}
    mine = (kind for kind in _kinds.values() if not kind.roles or kind.roles & held)
    return [kind for kind in mine if kind.act in viewer.acts]


def kind_named(name: str) -> TaskKind:
    return _kinds[name]


def done_kinds() -> list[DoneKind]:
    return list(_done.values())


def done_label(name: str) -> str:
    return _done[name].label


def desk_tasks(viewer: Viewer) -> list[DeskTask]:
    return [task for source in _desks for task in source(viewer)]
