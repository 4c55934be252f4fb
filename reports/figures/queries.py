"""The numbers, and the rows behind each. One condition serves both (reports.figures.catalogue)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from cases.access import door
from cases.access.viewer import Viewer
from cases.casefile.models import Case, CaseQuerySet
from cases.findings.queries import rules_in_use
from reports.figures.catalogue import Figure
from reports.figures.relation import AS_IT_STANDS, Source
from reports.figures.scope import Scope
from reports.figures.sheets import KEY, Ask, sheet

FROZEN = (
    "case_id", "round", "start_by", "finish_by", "started_on", "finished_on", "next_due", "reason",
)  # fmt: skip
ROW = (*FROZEN, "version")
PAGE = """
    WITH hits AS (SELECT {columns}, case_id IN ({seen}) AS is_seen {rows})
    SELECT number, seen, {columns}
    FROM (SELECT count(*) AS number, count(*) FILTER (WHERE is_seen) AS seen FROM hits) AS counted
    LEFT JOIN (SELECT * FROM hits WHERE is_seen
               ORDER BY COALESCE(next_due, finished_on, started_on, start_by), case_id, round
               OFFSET %(skipped)s LIMIT %(at_most)s) AS page ON true"""


@dataclass(frozen=True)
class Row:
    """One round behind a number; `round` is None where a number counts cases, and `version` (of the
    record) where nothing is registered on it."""

    case_id: int
    round: int | None
    start_by: date | None
    finish_by: date | None
    started_on: date | None
    finished_on: date | None
    next_due: date | None
    reason: str
    version: int | None = None

    @property
    def place(self) -> tuple[int, int]:
        return self.case_id, self.round or 0


@dataclass(frozen=True)
class Listing:
    """`restricted`: those that count in the number and that the reader may not see."""

    rows: list[Row]
    cases: Mapping[int, Case]
    seen: int
    restricted: int

    @property
    def number(self) -> int:
        return self.seen + self.restricted


def numbers(
    scope: Scope, figures: Sequence[Figure], *, source: Source = AS_IT_STANDS
) -> dict[str, int]:
    """The jobcenter's own, whoever asks: one pass over the rows of each relation."""
    asks = [
        Ask.counting(scope, of_it, source=source)
        for relation in dict.fromkeys(figure.relation for figure in figures)
        if (of_it := [figure for figure in figures if figure.relation == relation])
    ]
    found: dict[str, int] = {}
    for (counts,) in sheet(asks):
        found.update(counts)
    return found


def numbers_by(
    column: str, scope: Scope, figures: Sequence[Figure], *, source: Source = AS_IT_STANDS
) -> dict[Any, dict[str, int]]:
    """The same for each jobcenter or caseworker; they are all of one relation."""
    (rows,) = sheet([Ask.counting(scope, figures, by=column, source=source)])
    return {counts.pop(KEY): counts for counts in rows}


def listing(
    viewer: Viewer,
    figure: Figure,
    scope: Scope,
    *,
    first: int = 0,
    at_most: int | None = None,
    cases: CaseQuerySet | None = None,
) -> Listing:
    """A page of the rows that the viewer may see, and how many there are of the others.

    `cases` are those that the viewer may see, with more about them.
    """
    visible = door.visible_cases(viewer)
    seen, given = named(visible.order_by().values("pk"))
    if not seen:
        return Listing([], {}, 0, numbers(scope, [figure])[figure.key])
    rows = f"FROM ({AS_IT_STANDS.read(figure.relation)}) AS rounds"
    sql = PAGE.format(
        columns=", ".join(ROW), seen=seen, rows=f"{rows} WHERE {scope.where} AND ({figure.where})"
    )
    answer = asked(sql, scope, {**given, "skipped": first, "at_most": at_most})
    number, count = answer[0][:2]
    found = [Row(*row[2:]) for row in answer if row[2] is not None]
    by_the_door = visible if cases is None else cases
    shown = by_the_door.select_related("citizen", "caseworker", "jobcenter", "team")
    # By the door once more: a case that left the viewer's reach in between is not shown.
    return Listing(found, shown.in_bulk({row.case_id for row in found}), count, number - count)


@dataclass(frozen=True)
class Counted(Row):
    """A round and the figures it is counted in."""

    keys: tuple[str, ...] = ()


def counted(scope: Scope, figures: Sequence[Figure]) -> Iterator[Counted]:
    """Whoever may see them: each round behind any of the numbers."""
    (relation,) = {figure.relation for figure in figures}
    keys = ", ".join(f"CASE WHEN {figure.where} THEN '{figure.key}' END" for figure in figures)
    sql = f"""
        SELECT {", ".join(ROW)}, keys FROM (
            SELECT rounds.*, array_remove(ARRAY[{keys}], NULL) AS keys
            FROM ({AS_IT_STANDS.read(relation)}) AS rounds WHERE {scope.where}
        ) AS kept WHERE keys <> '{{}}' ORDER BY case_id, round"""
    for *facts, found in asked(sql, scope, {}):
        yield Counted(**dict(zip(ROW, facts, strict=True)), keys=tuple(found))


def asked(sql: str, scope: Scope, more: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of a statement that asks conditions of the catalogue."""
    with connection.cursor() as cursor:
        cursor.execute(sql, {**scope.values(scope.rules or rules_in_use()), **more})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def named(found: "QuerySet[Any, Any]") -> tuple[str, dict[str, Any]]:
    """The query with a name for each parameter; empty when it can find nothing."""
    try:
        sql, given = found.query.sql_with_params()
    except EmptyResultSet:
        return "", {}
    names = [f"seen{place}" for place in range(len(given))]
    sql = sql.replace("%%", "%%%%") % tuple(f"%({name})s" for name in names)
    return sql, dict(zip(names, given, strict=True))
