"""What one round can add to a month's numbers: every course of a round, asked of the real conditions."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest

from reports.figures import catalogue, queries
from reports.figures.month import Month
from reports.figures.relation import ROUNDS
from reports.figures.scope import Scope
from tests.reports.committee.worlds import KEYS, LIVES

pytestmark = pytest.mark.django_db

SEPTEMBER = Month(date(2026, 9, 1))
BEFORE, AFTER = SEPTEMBER.plus(-1), SEPTEMBER.plus(1)
LAST = SEPTEMBER.last
# 12 months on a day, and 18 months where they were reached: no less than six months later. The last is
# foreseen, and need not come.
MARKS = (
    *((date(2025, 12, 10), day) for day in (date(2026, 8, 15), date(2026, 9, 12), LAST, None)),
    *((day, None) for day in (date(2026, 8, 10), date(2026, 9, 1), date(2026, 9, 10), LAST)),
    *((day, None) for day in (date(2026, 10, 10), date(2027, 1, 10))),
)
STEPS = (None, *(date(2026, *day) for day in ((7, 5), (8, 5), (9, 5), (9, 15), (9, 30), (10, 5))))
OPENED = (date(2026, 1, 1), date(2026, 9, 2))
CLOSED = (None, date(2026, 9, 20), date(2026, 10, 20))

GRID = """
    WITH grid AS (SELECT * FROM unnest(%(ids)s::int[], %(m12)s::date[], %(m18)s::date[],
        %(started)s::date[], %(finished)s::date[], %(opened)s::date[], %(closed)s::date[])
        AS grid (id, m12, m18, started_on, finished_on, opened_on, closed_on))"""
FINDINGS = "(SELECT id AS citizen_id, 1 AS round, m12, m18 FROM grid)"
RECORDS = """(SELECT id AS case_id, id AS citizen_id, 1 AS round, started_on, finished_on,
    NULL::date AS handed_over_on, NULL::date AS received_on, NULL::date AS tilflytning_on,
    '' AS lateness_reason, 1 AS version
    FROM grid WHERE started_on IS NOT NULL OR finished_on IS NOT NULL)"""
CASES = """(SELECT id, id AS citizen_id, 1 AS jobcenter_id, 1 AS caseworker_id, opened_on, closed_on
    FROM grid)"""


def courses() -> Iterator[tuple[date | None, ...]]:
    for (m12, m18), started, finished in product(MARKS, STEPS, STEPS):
        if not (started and finished and finished < started):
            yield from ((m12, m18, started, finished, *case) for case in product(OPENED, CLOSED))


def counted_in(month: Month, given: dict[str, list[object]]) -> dict[int, frozenset[str]]:
    keys = ", ".join(f"CASE WHEN {one.where} THEN '{one.key}' END" for one in catalogue.STATUS)
    rounds = ROUNDS.format(findings=FINDINGS, records=RECORDS, cases=CASES)
    sql = f"{GRID} SELECT case_id, array_remove(ARRAY[{keys}], NULL) FROM ({rounds}) AS rounds"
    found = queries.asked(sql, Scope(month, month.last), given)
    return {course: frozenset(keys) for course, keys in found if keys}


def test_a_round_adds_to_a_month_what_the_attacker_thinks_and_may_come_and_go_within_it() -> None:
    """So what is seen of other months bounds nothing: every life is lived in one month alone as well."""
    assert {one.key for one in catalogue.STATUS} == set(KEYS)
    names = ("m12", "m18", "started", "finished", "opened", "closed")
    every = list(courses())
    given: dict[str, list[object]] = dict(
        zip(names, map(list, zip(*every, strict=True)), strict=True)
    )
    given["ids"] = list(range(len(every)))
    months = {month: counted_in(month, given) for month in (BEFORE, SEPTEMBER, AFTER)}
    lived: dict[frozenset[str], set[bool]] = defaultdict(set)
    for course, life in months[SEPTEMBER].items():
        lived[life].add(course not in months[BEFORE] and course not in months[AFTER])
    assert set(lived) == LIVES
    assert not [life for life, alone in lived.items() if True not in alone]
