"""The rounds ahead as the database gives them: those who are alike together, each with its cases.

A country has a hundred thousand rounds ahead, and few days on which they fall; and whoever goes on
as before has the same days to come as everyone else with that m12.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction

from cases.findings import wire
from cases.findings.operations import raw_cursor
from cases.findings.wire import Selected

# As Sager tells them: the task that stands is to begin, and its day has gone.
OVERDUE = """
    SELECT step.due AS due, step.due AS arrives, kase.jobcenter_id, kase.id, step.round
    FROM ({cases}) AS kase JOIN cases_nextstep AS step ON step.citizen_id = kase.citizen_id
    WHERE step.kind = 'm12' AND step.due < %(as_of)s"""
# What is due today is not over, and its 12 months are reached.
TODAY = """
    SELECT step.due, COALESCE(mark.m10, step.due), kase.jobcenter_id, kase.id, step.round
    FROM ({cases}) AS kase JOIN cases_nextstep AS step ON step.citizen_id = kase.citizen_id
    JOIN cases_finding AS mark ON mark.citizen_id = step.citizen_id AND mark.round = step.round
    WHERE step.kind = 'm12' AND step.due = %(as_of)s AND NOT mark.is_current"""
# The round in hand, whose 12 months are still to come.
IN_HAND = """
    SELECT kase.id, kase.jobcenter_id, mark.citizen_id, mark.round, mark.m10, mark.m12,
           EXISTS (SELECT FROM revurdering_revurdering AS record
                   WHERE record.citizen_id = mark.citizen_id AND record.round = mark.round
                     AND record.started_on IS NOT NULL) AS is_begun
    FROM ({cases}) AS kase
    JOIN cases_finding AS mark ON mark.citizen_id = kase.citizen_id AND mark.is_current
    WHERE mark.m12 >= %(as_of)s"""
# Nobody's day has gone who has begun; whoever is handed over after the last month is not counted.
COMING = f"""
    SELECT m12 AS due, COALESCE(m10, m12) AS arrives, jobcenter_id, id, round
    FROM ({IN_HAND}) AS mark WHERE NOT is_begun AND COALESCE(m10, m12) < %(last)s"""
TOGETHER = """
    SELECT due, arrives, jobcenter_id, array_agg(id), array_agg(round) FROM ({rounds}) AS rounds
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""

# What is left to reckon: the rounds after the one in hand, or with another hand-over that one too.
AFTER = f"""
    SELECT id, jobcenter_id, citizen_id, round + 1 AS round, false AS is_begun, m12 + 1 AS since
    FROM ({IN_HAND}) AS mark WHERE m12 + make_interval(months => %(soonest)s) < %(last)s"""
FROM_IT_ON = f"""
    SELECT mark.id, jobcenter_id, mark.citizen_id, mark.round, is_begun,
           COALESCE(before.m12 + 1, DATE '0001-01-01') AS since
    FROM ({IN_HAND}) AS mark LEFT JOIN cases_finding AS before
      ON before.citizen_id = mark.citizen_id AND before.round = mark.round - 1"""
ALIKE = f"""
    SELECT facts, jobcenter_id, is_begun, array_agg(id), array_agg(round)
    FROM (SELECT one.*, {wire.facts_from("one.since", citizen="one.citizen_id")} AS facts
          FROM ({{rounds}}) AS one OFFSET 0) AS read
    GROUP BY 1, 2, 3"""


class Rounds(NamedTuple):
    """Alike but for the case; each case has the number of its round at the same place."""

    due: date
    arrives: date
    jobcenter: int
    cases: Sequence[int]
    numbers: Sequence[int]


class Future(NamedTuple):
    """Cases whose days to come are the same, and the number of the round that the days begin with."""

    rows: Sequence[wire.Row]
    jobcenter: int
    is_begun: bool
    cases: Sequence[int]
    numbers: Sequence[int]


def known_already(cases: str, values: Mapping[str, Any], *, with_coming: bool) -> list[Rounds]:
    """What is due by now, and with the municipality's own hand-over the rounds in hand to come."""
    rounds = [OVERDUE, TODAY, COMING] if with_coming else [OVERDUE, TODAY]
    sql = TOGETHER.format(rounds=" UNION ALL ".join(rounds).format(cases=cases))
    return [Rounds(*row) for row in _fetched(sql, values)]


def futures(cases: str, values: Mapping[str, Any], *, after: bool) -> Iterator[Future]:
    """Of the rounds after the one in hand; else of that one and those after it."""
    sql = ALIKE.format(rounds=(AFTER if after else FROM_IT_ON).format(cases=cases))
    for facts, *rest in _fetched(sql, values):
        yield Future(wire.unpacked(facts), *rest)


def _fetched(sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with transaction.atomic(), raw_cursor() as cursor:
        return wire.fetched(cursor, Selected(sql, values))
