"""The facts as the system knew them at a moment, for the same conditions to be asked of.

1. Cases, records and periods: the latest row of each in the history up to the moment.
2. The rounds of each citizen, computed anew by the engine from those periods and the rule profiles
   of the moment. Findings have no history: they are what the facts come to.
3. A citizen whose facts of then cannot be computed is left out of every number, and told of.
"""

import logging
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db import connection
from django.utils import timezone

from cases.arrays import array
from cases.deadlines.marks import Reckoning, Round, compute_rounds, in_dates, plain_rows, prepare
from cases.deadlines.period import BenefitRow
from cases.deadlines.period_types import PeriodType
from cases.findings.profile import Settings, rules_in
from reports.figures.relation import Source

logger = logging.getLogger(__name__)

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


@dataclass(frozen=True)
class Known:
    """`not_reckoned`: whom the numbers of `source` are without."""

    source: Source
    not_reckoned: Sequence[uuid.UUID]


def as_known(at: datetime, *, jobcenter_id: int | None) -> Known:
    """For the numbers of that jobcenter alone."""
    moment = {"moment": at, "jobcenter": jobcenter_id}
    rules = rules_in([Settings(*row) for row in _rows(PROFILES, moment)])
    as_of = at.astimezone(timezone.get_default_timezone()).date()
    rounds, not_reckoned = _rounds(_rows(PERIODS, moment), prepare(rules, as_of=as_of))
    columns = list(zip(*rounds, strict=True)) or [(), (), (), ()]
    names = ("known_citizen", "known_round", "known_m12", "known_m18")
    source = Source(
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
    return Known(source, not_reckoned)


def _rounds(
    periods: Iterable[tuple[Any, ...]], reckoning: Reckoning
) -> tuple[list[tuple[uuid.UUID, int, date | None, date | None]], list[uuid.UUID]]:
    found, failed = [], []
    for citizen_id, rows in groupby(periods, key=lambda row: row[0]):
        try:
            rounds = _reckoned(rows, reckoning)
        except Exception as failure:  # told by its citizen; the rest are counted
            logger.error("Borger %s kan ikke beregnes", citizen_id, exc_info=failure)
            failed.append(citizen_id)
        else:
            found += [(citizen_id, one.number, one.m12, one.m18) for one in rounds]
    return found, failed


def _reckoned(rows: Iterable[tuple[Any, ...]], reckoning: Reckoning) -> list[Round]:
    facts = [BenefitRow(PeriodType(kind), start, end) for _, kind, start, end in rows]
    return [in_dates(plain) for plain in compute_rounds(plain_rows(facts), reckoning)]


def _rows(sql: str, moment: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, moment)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
