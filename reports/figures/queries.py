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
from cases.casefile.models import Case
from cases.findings.queries import rules_in_use
from reports.figures.catalogue import Figure
from reports.figures.relation import AS_IT_STANDS, Source
from reports.figures.scope import Scope

ROW = (
    "case_id", "round", "start_by", "finish_by", "started_on", "finished_on", "next_due", "reason",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One round behind a number; `round` is None where a number counts cases."""

    case_id: int
    round: int | None
    start_by: date | None
    finish_by: date | None
    started_on: date | None
    finished_on: date | None
    next_due: date | None
    reason: str


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
    found: dict[str, int] = {}
    for relation in dict.fromkeys(figure.relation for figure in figures):
        of_it = [figure for figure in figures if figure.relation == relation]
        counts = _counts(of_it)
        sql = f"SELECT {counts} FROM ({source.read(relation)}) AS rounds WHERE {scope.where}"
        (row,) = _asked(source.before + sql, scope)
        found.update(zip((figure.key for figure in of_it), row, strict=True))
    return found


def numbers_by(
    column: str, scope: Scope, figures: Sequence[Figure], *, source: Source = AS_IT_STANDS
) -> dict[Any, dict[str, int]]:
    """The same for each jobcenter or caseworker; they are all of one relation."""
    (relation,) = {figure.relation for figure in figures}
    sql = (
        f"SELECT {column}, {_counts(figures)} FROM ({source.read(relation)}) AS rounds"
        f" WHERE {scope.where} GROUP BY 1"
    )
    keys = [figure.key for figure in figures]
    return {
        row[0]: dict(zip(keys, row[1:], strict=True)) for row in _asked(source.before + sql, scope)
    }


def listing(
    viewer: Viewer, figure: Figure, scope: Scope, *, first: int = 0, at_most: int | None = None
) -> Listing:
    """A page of the rows that the viewer may see, and how many there are of the others."""
    number = numbers(scope, [figure])[figure.key]
    seen_sql, given = _named(door.visible_cases(viewer).order_by().values("pk"))
    if not seen_sql:
        return Listing([], {}, 0, number)
    of_the_viewer = f"{scope.where} AND ({figure.where}) AND case_id IN ({seen_sql})"
    rows = f"FROM ({AS_IT_STANDS.read(figure.relation)}) AS rounds WHERE {of_the_viewer}"
    ((seen,),) = _asked(f"SELECT count(*) {rows}", scope, given)
    page = (
        f"SELECT {', '.join(ROW)} {rows}"
        " ORDER BY COALESCE(next_due, finished_on, started_on, start_by), case_id, round"
    )
    page += " OFFSET %(skipped)s LIMIT %(at_most)s"
    found = [
        Row(*row) for row in _asked(page, scope, {**given, "skipped": first, "at_most": at_most})
    ]
    return Listing(found, _cases(viewer, found), seen, number - seen)


def rows(scope: Scope, figures: Sequence[Figure], *, source: Source) -> Iterator[tuple[Any, ...]]:
    """Whoever may see them: each round behind any of the numbers, with the keys it stands under."""
    (relation,) = {figure.relation for figure in figures}
    keys = ", ".join(f"CASE WHEN {figure.where} THEN '{figure.key}' END" for figure in figures)
    sql = f"""
        SELECT {", ".join(ROW)}, keys FROM (
            SELECT rounds.*, array_remove(ARRAY[{keys}], NULL) AS keys
            FROM ({source.read(relation)}) AS rounds WHERE {scope.where}
        ) AS kept WHERE keys <> '{{}}' ORDER BY case_id, round"""
    yield from _asked(source.before + sql, scope)


def _cases(viewer: Viewer, rows: Sequence[Row]) -> dict[int, Case]:
    """By the door once more: a case that left the viewer's reach in between is not shown."""
    cases = door.visible_cases(viewer).select_related("citizen", "caseworker", "jobcenter", "team")
    return cases.in_bulk({row.case_id for row in rows})


def _counts(figures: Sequence[Figure]) -> str:
    return ", ".join(f"count(*) FILTER (WHERE {figure.where})" for figure in figures)


def _asked(sql: str, scope: Scope, more: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {**scope.values(rules_in_use()), **(more or {})})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _named(found: "QuerySet[Any, Any]") -> tuple[str, dict[str, Any]]:
    """The query with a name for each parameter; empty when it can find nothing."""
    try:
        sql, given = found.query.sql_with_params()
    except EmptyResultSet:
        return "", {}
    names = [f"seen{place}" for place in range(len(given))]
    sql = sql.replace("%%", "%%%%") % tuple(f"%({name})s" for name in names)
    return sql, dict(zip(names, given, strict=True))
