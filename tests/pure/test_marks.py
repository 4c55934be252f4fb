"""The marks of LAS § 74 c as a table: rows in, the first round out, and why."""

from __future__ import annotations

from datetime import date

import pytest

from cases.deadlines import rulesets
from cases.deadlines.marks import Round, marks_for
from cases.deadlines.period import BenefitRow, Period, closed
from cases.deadlines.period_types import PeriodType
from cases.deadlines.rulesets import PARAGRAF_74C, Basis, RuleRow, with_profile

TODAY = date(2026, 11, 22)

LAW = [
    # (why, rows as "type first..last", m10, m12, m18)
    (
        "unbroken: a month on the day before, and 12 and 18 of them likewise",
        ["ledighedsydelse 2025-03-15.."],
        ("2026-01-14", "2026-03-14", "2026-09-14"),
    ),
    (
        "29 February: twelve months later is the last day of February",
        ["ledighedsydelse 2024-02-29.."],
        ("2024-12-28", "2025-02-28", "2025-08-31"),
    ),
    (
        "sickness, holiday and a stop are received as ledighedsydelse and count",
        [
            "ledighedsydelse 2025-03-15..2025-06-30",
            "sygdom 2025-07-01..2025-08-31",
            "ferie 2025-09-01..2025-09-14",
            "afbrydelse 2025-09-15..",
        ],
        ("2026-01-14", "2026-03-14", "2026-09-14"),
    ),
    (
        "§ 74 f, holiday in fleksjob, fleksjob and other things never count",
        [
            "efter_ustoettet_arbejde 2020-01-01..2021-12-31",
            "ferie_i_fleksjob 2022-01-01..2022-12-31",
            "fleksjob 2023-01-01..2024-12-31",
            "andet 2025-01-01..",
        ],
        ("", "", ""),
    ),
    (
        "counted wins over fleksjob: an overlap with a job still counts, once",
        ["ledighedsydelse 2025-03-15..", "fleksjob 2025-05-01..2025-12-31"],
        ("2026-01-14", "2026-03-14", "2026-09-14"),
    ),
    (
        "two rows of one type over the same days count once",
        ["ledighedsydelse 2025-03-15..2025-12-31", "ledighedsydelse 2025-06-01.."],
        ("2026-01-14", "2026-03-14", "2026-09-14"),
    ),
    (
        "barsel wins over counted: 30 days of it move every mark 30 days or the month's equal",
        ["ledighedsydelse 2025-03-15..", "barsel 2025-06-01..2025-06-30"],
        ("2026-02-13", "2026-04-13", "2026-10-13"),
    ),
    (
        "a long barsel is cut out: nine months before it are not lost",
        [
            "ledighedsydelse 2023-01-01..2023-09-30",
            "barsel 2023-10-01..2025-09-30",
            "ledighedsydelse 2025-10-01..",
        ],
        ("2025-10-31", "2025-12-31", "2026-06-30"),
    ),
    (
        "a job slides the window past: the nine months before it are lost",
        [
            "ledighedsydelse 2023-01-01..2023-09-30",
            "fleksjob 2023-10-01..2025-09-30",
            "ledighedsydelse 2025-10-01..",
        ],
        ("2026-07-31", "2026-09-30", "2027-03-31"),
    ),
    (
        "a mark never arises because the months got shorter after the benefit stopped",
        ["ledighedsydelse 2024-01-01..2024-12-30"],
        ("", "", ""),
    ),
    (
        "m18 is accumulated: it pauses with the benefit and resumes with it",
        ["ledighedsydelse 2025-01-01..2025-12-31", "ledighedsydelse 2026-10-01.."],
        ("2025-10-31", "2025-12-31", "2027-03-30"),
    ),
    (
        "before March 2008 the hand-over is at 11 months, and there is no 18-month rule",
        ["ledighedsydelse 2007-03-01..2009-06-30"],
        ("2008-01-31", "2008-02-29", ""),
    ),
    (
        "the last m12 without an 18-month rule",
        ["ledighedsydelse 2009-01-01.."],
        ("2009-10-31", "2009-12-31", ""),
    ),
    (
        "the first m12 with an 18-month rule",
        ["ledighedsydelse 2009-01-02.."],
        ("2009-11-01", "2010-01-01", "2010-07-01"),
    ),
    ("nothing at all", [], ("", "", "")),
]


def benefit_row(text: str) -> BenefitRow:
    kind, days = text.split()
    first, last = days.split("..")
    period = closed(date.fromisoformat(first), date.fromisoformat(last) if last else None)
    return BenefitRow(PeriodType(kind), period.start, period.end)


def rounds(*rows: str, as_of: date = TODAY) -> list[Round]:
    return marks_for([benefit_row(row) for row in rows], as_of=as_of)


@pytest.mark.parametrize(("why", "rows", "marks"), LAW, ids=[row[0] for row in LAW])
def test_first_round(why: str, rows: list[str], marks: tuple[str, str, str]) -> None:
    first = rounds(*rows)[0]
    found = tuple("" if mark is None else str(mark) for mark in (first.m10, first.m12, first.m18))
    assert found == marks, why


def test_when_m12_is_the_day_itself_the_next_round_is_current_with_no_days() -> None:
    first, current = rounds("ledighedsydelse 2025-03-15..", as_of=date(2026, 3, 14))
    assert first.m12 == date(2026, 3, 14)
    assert (current.number, current.counted_days) == (2, 0)


def test_the_day_before_m12_the_round_is_still_current() -> None:
    [current] = rounds("ledighedsydelse 2025-03-15..", as_of=date(2026, 3, 13))
    assert (current.number, current.counted_days, current.m12) == (1, 364, date(2026, 3, 14))


def test_an_open_row_lasts_48_months_and_no_mark_comes_after() -> None:
    as_of = date(2026, 11, 22)
    last_day = rounds("ledighedsydelse 2029-11-23..", as_of=as_of)[0]
    too_late = rounds("ledighedsydelse 2029-11-24..", as_of=as_of)[0]
    assert (last_day.m12, too_late.m12) == (date(2030, 11, 22), None)


def test_a_row_that_ends_after_the_horizon_gives_no_mark_there() -> None:
    [current] = rounds("ledighedsydelse 2029-11-24..2032-01-01")
    assert (current.m10, current.m12) == (date(2030, 9, 23), None)


def test_the_run_over_1_march_2008_is_one_run() -> None:
    """11 months stood on 29 February; the run goes on by the 10 of the next day."""
    first = rounds("ledighedsydelse 2007-03-20..2009-01-01")[0]
    assert first.m10 == date(2008, 2, 19)


def test_10_months_come_to_stand_on_the_day_the_rule_changes() -> None:
    first = rounds("ledighedsydelse 2007-04-20..2009-01-01")[0]
    assert first.m10 == date(2008, 3, 1)


def test_10_months_are_found_although_11_are_never_received() -> None:
    [current] = rounds("ferie 2007-07-01..2008-05-01", as_of=date(2007, 12, 14))
    assert (current.m10, current.m12) == (date(2008, 4, 30), None)


def test_a_municipality_may_hand_over_earlier() -> None:
    nine = RuleRow(9, Period(date.min), "Kommunens interne frist", "Kommunen", Basis.LOCAL)
    rules = with_profile(PARAGRAF_74C, handover_after=[nine])
    [_, current] = marks_for([benefit_row("sygdom 2025-03-15..")], as_of=TODAY, rules=rules)
    assert (current.m10, current.m12) == (date(2026, 12, 14), date(2027, 3, 14))


ANNA = [
    "ledighedsydelse 2025-09-01..2025-10-31",
    "fleksjob 2025-11-01..2026-02-28",
    "ledighedsydelse 2026-03-01..2026-06-30",
    "barsel 2026-07-01..2026-08-15",
]


def test_what_if_a_leave_of_84_days_moves_m12_84_days_and_m18_87() -> None:
    leave = "barsel 2027-01-04..2027-03-28"
    [before] = rounds(*ANNA, "ledighedsydelse 2026-08-16..")
    [after] = rounds(*ANNA, "ledighedsydelse 2026-08-16..", leave)
    assert (before.m12, before.m18) == (date(2027, 2, 13), date(2027, 8, 13))
    assert (after.m12, after.m18) == (date(2027, 5, 8), date(2027, 11, 8))


def test_what_if_a_fleksjob_begins_after_10_months_the_12_never_come() -> None:
    [after] = rounds(*ANNA, "ledighedsydelse 2026-08-16..2026-12-31", "fleksjob 2027-01-01..")
    assert (after.m10, after.m12, after.m18) == (date(2026, 12, 13), None, None)


def test_every_rule_is_in_force_without_gap_or_overlap() -> None:
    for rows in (PARAGRAF_74C.assess_after, PARAGRAF_74C.within, PARAGRAF_74C.handover_after):
        assert rows[0].valid.start == rulesets.ALWAYS
        assert [row.valid.end for row in rows] == [*(row.valid.start for row in rows[1:]), None]
