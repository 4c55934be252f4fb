"""The one count that serves every "n months within m", and the months it is made of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cases.deadlines.marks import plain_rows
from cases.deadlines.months import CYCLE, add_months, lengths_ahead, lengths_back
from cases.deadlines.months_within import MonthsWithin, Restart, days_reached
from cases.deadlines.period_types import PeriodType
from tests.oracle import slow_rules
from tests.pure.test_marks import TODAY, benefit_row

CLIPPED = [
    # (why, day, months, result)
    ("the same day of the month", date(2026, 3, 15), 12, date(2027, 3, 15)),
    ("31 January and a month is the end of February", date(2026, 1, 31), 1, date(2026, 2, 28)),
    ("and in a leap year the 29th", date(2028, 1, 31), 1, date(2028, 2, 29)),
    ("29 February and a year", date(2024, 2, 29), 12, date(2025, 2, 28)),
    ("back from the 31st", date(2026, 8, 31), -18, date(2025, 2, 28)),
    ("back over New Year", date(2026, 1, 1), -1, date(2025, 12, 1)),
]

ANDEN_AKTOER = MonthsWithin(n=6, m=9)  # LAB § 37, stk. 1: the right
FLEKSJOB_9_IN_18 = MonthsWithin(  # LAS § 74 a, stk. 4
    n=9,
    m=18,
    counted=frozenset({PeriodType.FLEKSJOB}),
    neutral=frozenset(),
    restart=Restart.NEVER,
)
OLD_REFUSION = MonthsWithin(n=18, m=24, restart=Restart.NEVER)  # LAS § 104


@pytest.mark.parametrize(("why", "day", "months", "result"), CLIPPED)
def test_a_month_is_clipped(why: str, day: date, months: int, result: date) -> None:
    assert add_months(day=day, months=months) == result, why


@pytest.mark.parametrize("months", [6, 10, 11, 12, 18])
def test_the_tables_hold_the_lengths_of_the_calendar(months: int) -> None:
    for offset in range(0, 14_000, 1):
        day = date(1995, 1, 1) + timedelta(days=offset)
        back = (day - slow_rules.moved(day, -months)).days
        ahead = (slow_rules.moved(day, months) - day).days
        slot = day.toordinal() % CYCLE
        assert (lengths_back(months=months)[slot], lengths_ahead(months=months)[slot]) == (
            back,
            ahead,
        )


def reached(rule: MonthsWithin, *rows: str, since: date | None = None) -> list[date]:
    plain = plain_rows(benefit_row(row) for row in rows)
    return days_reached(rule, rows=plain, until=TODAY, since=since)


def test_6_in_9_comes_again_every_6_months() -> None:
    found = reached(ANDEN_AKTOER, "ledighedsydelse 2025-01-01..2026-03-31")
    assert found == [date(2025, 6, 30), date(2025, 12, 31)]


def test_6_in_9_is_lost_over_a_year_in_work() -> None:
    rows = ["ledighedsydelse 2024-01-01..2024-05-31", "ledighedsydelse 2025-06-01..2025-10-31"]
    assert reached(ANDEN_AKTOER, *rows) == []


def test_a_rule_may_count_fleksjob_instead() -> None:
    rows = ["fleksjob 2025-01-01..2025-06-30", "fleksjob 2025-10-01..", "sygdom 2025-07-01.."]
    # 181 days and 94 more: 9 months back from 2 January are 275 days.
    assert reached(FLEKSJOB_9_IN_18, *rows) == [date(2026, 1, 2)]


def test_18_in_24_is_reached_once() -> None:
    assert reached(OLD_REFUSION, "ledighedsydelse 2020-01-01..") == [date(2021, 6, 30)]


def test_a_new_count_begins_on_the_day_another_rule_says() -> None:
    found = reached(ANDEN_AKTOER, "sygdom 2025-01-01..2025-10-31", since=date(2025, 3, 1))
    assert found == [date(2025, 8, 31)]


def test_the_limit_itself_is_looked_at() -> None:
    rule = MonthsWithin(n=6, m=9, restart=Restart.NEVER)
    starts = add_months(day=TODAY, months=-6) + timedelta(days=1)
    assert reached(rule, f"ledighedsydelse {starts}..") == [TODAY]
