"""The facts as the system knew them at a moment, for the same conditions to be asked of.

1. Cases, records and periods: the latest row of each in the history up to the moment.
2. The rounds of each citizen, computed anew by the engine from those periods and the rule profiles
   of the moment. Findings have no history: they are what the facts come to.
"""

import uuid
from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db import connection
from django.utils import timezone

from cases.arrays import array
from cases.deadlines.marks import marks_for
from cases.deadlines.period import BenefitRow
from cases.deadlines.period_types import PeriodType
from cases.deadlines.rulesets import RuleSet
from cases.findings.profile import Settings, rules_in
from reports.figures.relation import Source

LATEST = """
    SELECT DISTINCT ON (id) * FROM {history}
    WHERE history_date <= %(moment)s AND {which}
    ORDER BY id, history_id DESC"""
# A case never changes its jobcenter: it is closed, and another opened.
CASES = LATEST.format(
    history="cases_historicalcase",
    which="(%(jobcenter)s::bigint IS NULL OR jobcenter_id = %(jobcenter)s)",
)
OF_THEM = "citizen_id IN (SELECT citizen_id FROM known_cases)"
KNOWN = f"""
    WITH known_cases AS ({CASES}),
    known_records AS (
        SELECT * FROM ({LATEST.format(history="revurdering_historicalrevurdering", which=OF_THEM)}
        ) AS latest WHERE history_type <> '-'
    ),
    known_findings AS (
        SELECT * FROM unnest(%(known_citizen)s::uuid[], %(known_round)s::int[],
                             %(known_m12)s::date[], %(known_m18)s::date[])
                      AS known (citizen_id, round, m12, m18)
    ) """
PERIODS = f"""
    WITH known_cases AS ({CASES})
    SELECT citizen_id, kind, start, "end"
    FROM ({LATEST.format(history="cases_historicalperiod", which=OF_THEM)}) AS latest
    WHERE annulled_on IS NULL AND history_type <> '-'
    ORDER BY citizen_id, start, kind"""
PROFILES = f"""
    SELECT {", ".join(Settings._fields)}
    FROM ({LATEST.format(history="cases_historicalruleprofile", which="true")}) AS latest
    WHERE history_type <> '-' ORDER BY valid_from"""


def as_known(at: datetime, *, jobcenter_id: int | None) -> Source:
    """For the numbers of that jobcenter alone."""
    moment = {"moment": at, "jobcenter": jobcenter_id}
    rules = rules_in([Settings(*row) for row in _rows(PROFILES, moment)])
    rounds = _rounds(
        moment, as_of=at.astimezone(timezone.get_default_timezone()).date(), rules=rules
    )
    columns = list(zip(*rounds, strict=True)) or [(), (), (), ()]
    names = ("known_citizen", "known_round", "known_m12", "known_m18")
    return Source(
        findings="known_findings",
        records="known_records",
        cases="known_cases",
        before=KNOWN,
        values={
            **moment,
            **{name: array(column) for name, column in zip(names, columns, strict=True)},
        },
        rules=rules,
    )


def _rounds(
    moment: dict[str, Any], *, as_of: date, rules: RuleSet
) -> Iterator[tuple[uuid.UUID, int, date | None, date | None]]:
    for citizen_id, rows in groupby(_rows(PERIODS, moment), key=lambda row: row[0]):
        facts = [BenefitRow(PeriodType(kind), start, end) for _, kind, start, end in rows]
        for found in marks_for(facts, as_of=as_of, rules=rules):
            yield citizen_id, found.number, found.m12, found.m18


def _rows(sql: str, moment: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, moment)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
