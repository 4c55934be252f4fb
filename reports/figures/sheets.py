"""Several questions in one statement: a page asks a dozen, each about its own day.

Each question keeps names of its own for its parameters; the answers come back as rows of JSON, by
the keys of the figures. Days are text there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from cases.findings.queries import rules_in_use
from reports.figures.catalogue import Figure
from reports.figures.relation import AS_IT_STANDS, Source
from reports.figures.scope import Scope

KEY, PLACE = "by", "place"


@dataclass(frozen=True)
class Ask:
    sql: str
    scope: Scope
    source: Source = AS_IT_STANDS

    @classmethod
    def counting(
        cls,
        scope: Scope,
        figures: Sequence[Figure],
        *,
        by: str = "",
        each: str = "",
        source: Source = AS_IT_STANDS,
    ) -> Ask:
        """A row of counts; with `by`, one for each value of that column.

        With `each` as well, one for each pair; the second stands under `PLACE`.
        """
        (relation,) = {figure.relation for figure in figures}
        group = (f"{by} AS {KEY}, ", " GROUP BY 1") if by else ("", "")
        if each:
            group = (f"{group[0]}{each} AS {PLACE}, ", " GROUP BY 1, 2")
        rows = f"({source.read(relation)}) AS rounds WHERE {scope.where}"
        return cls(f"SELECT {group[0]}{_counts(figures)} FROM {rows}{group[1]}", scope, source)

    @classmethod
    def over_time(
        cls,
        scope: Scope,
        figures: Sequence[Figure],
        *,
        starts: Sequence[date],
        of: str,
        each: str = "",
    ) -> Ask:
        """Each figure for several months (`of` "month") or weeks, under the day each begins.

        With `each`, for each value of that column, which stands under `PLACE`.
        """
        (relation,) = {figure.relation for figure in figures}
        length = "interval '1 month'" if of == "month" else "7"
        listed = ", ".join(f"DATE '{day.isoformat()}'" for day in starts)
        counts = _counts(figures)
        for name, column in (("first", "start"), ("week", "start"), ("after", "stop")):
            counts = counts.replace(f"%({name})s", f"span.{column}")
        split = (f"{each} AS {PLACE}, ", ", 2") if each else ("", "")
        return cls(
            f"SELECT span.start AS {KEY}, {split[0]}{counts}"
            f" FROM (SELECT start, (start + {length})::date AS stop"
            f"       FROM unnest(ARRAY[{listed}]) AS start) AS span"
            f" CROSS JOIN ({AS_IT_STANDS.read(relation)}) AS rounds"
            f" WHERE {scope.where} GROUP BY 1{split[1]} ORDER BY 1",
            scope,
        )


def sheet(asks: Sequence[Ask]) -> list[list[dict[str, Any]]]:
    """The rows of each question."""
    parts, values = [], {}
    in_use = None
    for place, ask in enumerate(asks):
        rules = ask.source.rules or ask.scope.rules or (in_use := in_use or rules_in_use())
        named = _named({**ask.source.values, **ask.scope.values(rules)}, f"q{place}_")
        sql = (ask.source.before + ask.sql).replace("%(", f"%(q{place}_")
        parts.append(f"(SELECT json_agg(answer) FROM ({sql}) AS answer)::text")
        values.update(named)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        answers = cursor.fetchone()
    return [json.loads(answer) if answer else [] for answer in answers]


def _named(values: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    return {prefix + name: value for name, value in values.items()}


def _counts(figures: Sequence[Figure]) -> str:
    return ", ".join(
        f'count(*) FILTER (WHERE {figure.where}) AS "{figure.key}"' for figure in figures
    )
