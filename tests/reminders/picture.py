"""A small world as the oracle sees it: plain facts, and its own book of what was told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from tests.oracle import slow_rules

DAY = timedelta(days=1)


@cache
def rounds_of(rows: tuple[slow_rules.Row, ...], as_of: date) -> list[slow_rules.Found]:
    return slow_rules.rounds(list(rows), as_of=as_of)


@dataclass
class Role:
    who: str
    role: str
    jobcenter: str | None
    first: date
    end: date
    approved: bool = True


@dataclass
class Record:
    """A revurdering, with the day each thing was recorded."""

    opened_for: date
    round: int | None
    handed_over: bool = False
    started: bool = False
    finished: bool = False
    reason: str = ""
    explained_on: date | None = None
    moved_on: date | None = None


@dataclass
class Life:
    """A citizen, the case, and all that is known of them at the moment."""

    number: int
    jobcenter: str
    rows: list[slow_rules.Row]
    caseworker: str | None
    restricted: bool = False
    is_open: bool = True
    own_case_of: set[str] = field(default_factory=set)
    inhabile: set[str] = field(default_factory=set)
    records: list[Record] = field(default_factory=list)
    handed_over_on: date | None = None
    computed_for: date = date.min
    moved: dict[date, set[str]] = field(default_factory=dict)

    def rounds(self, as_of: date) -> list[slow_rules.Found]:
        return rounds_of(tuple(self.rows), as_of)

    def record_of(self, number: int) -> Record | None:
        return next((one for one in self.records if one.round == number), None)


@dataclass
class Deputy:
    who: str
    deputy: str
    first: date
    end: date


Thing = tuple[str, str, date, int]  # about, kind, due, step
Duty = tuple[str, str, date, int, str]  # a thing, and whose duty it is
Told = tuple[str, date]  # who was told, and for which night


@dataclass
class World:
    """`book`: each time a duty was told. `read`: what each person has read in the inbox."""

    roles: list[Role]
    lives: list[Life]
    deputies: list[Deputy] = field(default_factory=list)
    left: set[str] = field(default_factory=set)
    book: dict[Duty, list[Told]] = field(default_factory=dict)
    read: set[tuple[str, Thing]] = field(default_factory=set)
    before: tuple[int, ...] = (60, 30, 14, 7)
    repeat: int = 7
    month_days: int = 3
