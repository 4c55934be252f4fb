"""The month status of every jobcenter, against the bare aggregates of `month_status.sql`."""

from pathlib import Path
from typing import Any

from django.db import connection, connections

from benchmarks import country, measuring
from benchmarks.measuring import Ratio
from cases.findings.queries import rules_in_use
from flexjob.database import rights
from reports.figures import catalogue, queries
from reports.figures.month import Month
from reports.figures.scope import Scope
from revurdering.models import Revurdering

BARE = Path(__file__).with_suffix(".sql")
LIMIT = 2.0
TIMES = 7

# Of the rounds reached, most are started about their day, and half of those are finished.
RECORDS = """
    INSERT INTO revurdering_revurdering (citizen_id, case_id, round, opened_for, handed_over_on,
        received_on, started_on, finished_on, outcome, lateness_reason, version)
    SELECT f.citizen_id, c.id, f.round, f.m12, f.m10, f.m10, started,
           CASE WHEN n %% 2 = 0 AND finished <= %(as_of)s THEN finished END,
           CASE WHEN n %% 2 = 0 AND finished <= %(as_of)s THEN 'fortsat_ret' ELSE '' END, '', 1
    FROM cases_finding f JOIN cases_case c USING (citizen_id)
    CROSS JOIN LATERAL (SELECT abs(hashtext(f.citizen_id::text || f.round)) AS n) AS drawn
    CROSS JOIN LATERAL (SELECT LEAST(f.m12 - 20 + n %% 40, %(as_of)s) AS started) AS begun
    CROSS JOIN LATERAL (SELECT started + n %% 220 AS finished) AS ended
    WHERE f.m12 <= %(as_of)s AND n %% 10 < 7"""


class AnotherNumber(Exception):
    """The product and the bare aggregates disagree."""


def run() -> list[Ratio]:
    _give_records()
    scope = Scope(Month.of(country.AS_OF), country.AS_OF)
    if (ours := _ours(scope)) != (bare := counted_bare(scope)):
        raise AnotherNumber(f"{ours} mod {bare}")
    pairs = [
        (measuring.seconds(lambda: _ours(scope)), measuring.seconds(lambda: counted_bare(scope)))
        for _ in range(TIMES)
    ]
    told = f"{pairs[0][0] * 1000:.0f} mod {pairs[0][1] * 1000:.0f} ms"
    return [measuring.median_ratio(f"månedsstatus for alle jobcentre, {told}", pairs, LIMIT)]


def _ours(scope: Scope) -> dict[int, tuple[int, ...]]:
    found = queries.numbers_by("jobcenter_id", scope, catalogue.STATUS)
    return {key: tuple(counts.values()) for key, counts in found.items()}


def counted_bare(scope: Scope) -> dict[int, tuple[int, ...]]:
    values: dict[str, Any] = dict(scope.values(rules_in_use()))
    with connection.cursor() as cursor:
        cursor.execute(BARE.read_text(), values)
        return {row[0]: tuple(row[1:]) for row in cursor}


def _give_records() -> None:
    table = Revurdering._meta.db_table
    with connections[rights.OWNER].cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(RECORDS, {"as_of": country.AS_OF})
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("VACUUM (ANALYZE)")
