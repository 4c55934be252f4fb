"""Every task of a viewer, stacked into one statement and placed under its split.

Each kind of task is an ordinary query set; here they become one UNION ALL beside what the viewer
has put off, so that counting and paging cost the same however many kinds there are. By hand,
because Django can neither join nor group a union.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    F,
    IntegerField,
    QuerySet,
    Value,
    When,
)
from django.db.models import Case as Choice
from django.db.models.functions import Cast

from cases.access import door
from cases.access.viewer import Viewer
from cases.casefile.models import Case, CaseQuerySet
from cases.myday import registry
from cases.myday.models import Snooze
from cases.myday.registry import DoneKind, TaskKind
from cases.myday.rules import ORDER, WEEK

MINE, OTHERS, DONE = 0, 1, 2
NO_DAYS = timedelta()
NO_DAY = Cast(Value(None), DateField())
COLUMNS = (
    "t_name",
    "t_rank",
    "t_side",
    "t_hidden",
    "t_case",
    "t_due",
    "t_since",
    "t_round",
    "t_legal",
)

PLACED = """
    WITH task (name, rank, side, hidden, case_id, due, since, round, legal_date) AS ({stacked}),
    placed AS (
        SELECT task.*, put_off.until,
            CASE
                WHEN side = 2 THEN 'faerdige'
                WHEN side = 1 THEN 'venter'
                WHEN put_off.until > %(as_of)s
                     AND (legal_date IS NULL OR legal_date > %(as_of)s) THEN 'udskudt'
                WHEN due IS NULL OR due <= %(as_of)s THEN 'nu'
                WHEN due <= %(week)s THEN 'uge'
            END AS split
        FROM task
        LEFT JOIN cases_snooze put_off
          ON put_off.by_id = %(viewer)s AND put_off.case_id = task.case_id
         AND put_off.task = task.name AND side = 0
    )
"""


@dataclass(frozen=True)
class Reach:
    """Which tasks are stacked: all within the week, unless `cases` or `ahead` say otherwise."""

    viewer: Viewer
    cases: Sequence[int] | None = None  # only of these
    ahead: bool = False  # also those due after this week
    late: bool = False  # only those whose day has come
    hidden: bool = False  # also those of citizens with restricted access, for counting
    done: bool = False  # also what the viewer has done today

    def branches(self) -> "Iterator[QuerySet[Any]]":
        reached = door.marked_cases if self.hidden else door.visible_cases
        put_off = {} if self.ahead or self.late else _put_off(self.viewer)
        for kind in registry.kinds_for(self.viewer):
            if self.late and (kind.waits_for or not kind.due):
                continue
            cases = reached(self.viewer, act=kind.act)
            found = self._narrowed(kind, cases)
            if not kind.due or kind.waits_for or self.ahead:
                yield self._of_kind(kind, found)
                continue
            horizon = self.viewer.as_of + (NO_DAYS if self.late else WEEK)
            yield self._of_kind(kind, found.filter(**{f"{kind.due}__lte": horizon}))
            if kind.name in put_off:  # stands under Udskudt however far ahead it is due
                later = found.filter(**{f"{kind.due}__gt": horizon}, pk__in=put_off[kind.name])
                yield self._of_kind(kind, later)
        if self.done:
            for done in registry.done_kinds():
                yield self._of_done(done)

    def _narrowed(self, kind: TaskKind, cases: CaseQuerySet) -> CaseQuerySet:
        if self.cases is not None:
            cases = cases.filter(pk__in=self.cases)
        found = kind.narrow(cases, self.viewer)
        for other in registry.kinds_for(self.viewer):
            if other.instead_of == kind.name:
                replaced = other.narrow(Case.objects.all(), self.viewer)
                found = found.exclude(pk__in=replaced.values("pk"))
        return found

    def _of_kind(self, kind: TaskKind, found: CaseQuerySet) -> "QuerySet[Any]":
        return _row(
            found,
            name=kind.name,
            rank=ORDER[kind.basis],
            side=OTHERS if kind.waits_for else MINE,
            hidden="is_hidden" if self.hidden else "",
            case="pk",
            due=kind.due,
            since=kind.since,
            round_number=kind.round,
            legal=self._legal(kind),
        )

    def _legal(self, kind: TaskKind) -> Any:
        """The law's day ends a putting off: in a whole list it is found only for what is put off."""
        if not kind.legal_date or self.cases is not None:
            return F(kind.legal_date) if kind.legal_date else NO_DAY
        put_off = Snooze.objects.filter(by=self.viewer.employee, until__gt=self.viewer.as_of)
        return Choice(When(pk__in=put_off.values("case"), then=F(kind.legal_date)), default=NO_DAY)

    def _of_done(self, kind: DoneKind) -> "QuerySet[Any]":
        found = kind.of(self.viewer).order_by()
        return _row(found, name=kind.name, rank=0, side=DONE, case="case_id").distinct()


def _put_off(viewer: Viewer) -> dict[str, list[int]]:
    """The cases on which the viewer has put a task off, by the task's name."""
    cases: dict[str, list[int]] = defaultdict(list)
    standing = Snooze.objects.filter(by=viewer.employee, until__gt=viewer.as_of)
    for task, case_id in standing.values_list("task", "case_id"):
        cases[task].append(case_id)
    return cases


def ask(reach: Reach, question: str, **values: Any) -> list[tuple[Any, ...]]:
    """`question` selects from `placed`."""
    sql, params = _late(reach) if reach.late else _stacked(reach.branches())
    if not sql:
        return []
    named = {
        "as_of": reach.viewer.as_of,
        "week": reach.viewer.as_of + WEEK,
        "viewer": reach.viewer.employee.pk,
        **values,
    }
    whole = PLACED.replace("{stacked}", sql) + question
    with connection.cursor() as cursor:
        cursor.execute(whole, {**named, **params})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


@lru_cache(maxsize=512)
def _late(reach: Reach) -> tuple[str, dict[str, Any]]:
    """Asked on every page, and the same all day for a person and their roles: made once a process."""
    return _stacked(reach.branches())


def _row(
    found: "QuerySet[Any]",
    *,
    name: str,
    rank: int,
    side: int,
    case: str,
    hidden: str = "",
    due: str = "",
    since: str = "",
    round_number: str = "",
    legal: Any = NO_DAY,
) -> "QuerySet[Any]":
    rows = found.order_by().annotate(
        t_name=Value(name, CharField()),
        t_rank=Value(rank, IntegerField()),
        t_side=Value(side, IntegerField()),
        t_hidden=F(hidden) if hidden else Value(False, BooleanField()),
        t_case=F(case),
        t_due=F(due) if due else NO_DAY,
        t_since=F(since) if since else NO_DAY,
        t_round=F(round_number) if round_number else Cast(Value(None), IntegerField()),
        t_legal=legal,
    )
    placed: QuerySet[Any] = rows.values_list(*COLUMNS)
    return placed


def _stacked(branches: "Iterable[QuerySet[Any]]") -> tuple[str, dict[str, Any]]:
    """One statement; each branch's parameters get names of their own."""
    parts: list[str] = []
    params: dict[str, Any] = {}
    for branch in branches:
        try:
            sql, given = branch.query.sql_with_params()
        except EmptyResultSet:  # the viewer holds no role that reaches anything
            continue
        names = [f"p{len(params) + place}" for place in range(len(given))]
        params.update(zip(names, given, strict=True))
        parts.append(sql.replace("%%", "%%%%") % tuple(f"%({name})s" for name in names))
    return " UNION ALL ".join(f"({part})" for part in parts), params
