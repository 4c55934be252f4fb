"""An explanation can be checked by hand: its days add up, its printed dates are the engine's."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from cases.deadlines import as_json, wording
from cases.deadlines.explanation import Absence, Explanation, MarkKind, Tally, explain
from cases.deadlines.marks import marks_for
from cases.deadlines.period import BenefitRow
from cases.deadlines.period_types import PeriodType
from cases.deadlines.rulesets import NORTH_JUTLAND_EXEMPTION, PARAGRAF_74C, with_profile
from cases.deadlines.window import months_shown
from tests.oracle import slow_rules
from tests.oracle.lives import Row
from tests.oracle.strategies import lives
from tests.pure.test_marks import TODAY, benefit_row

MONTHS = "januar februar marts april maj juni juli august september oktober november december"
NUMBERS = {name: number for number, name in enumerate(MONTHS.split(), start=1)}
DAY = r"(\d+)\. ([a-z]+)(?: (\d{4}))?"
COUNTED_PART = re.compile(rf"(\d+) dage? \((?:{DAY}–)?{DAY}\)")

some = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def benefit_rows(rows: list[Row]) -> list[BenefitRow]:
    return [BenefitRow(PeriodType(kind), start, end) for kind, start, end in rows]


def printed_date(text: str) -> date:
    match = re.search(r"(\d+)\. ([a-z]+) (\d{4})", text)
    assert match, text
    return date(int(match[3]), NUMBERS[match[2]], int(match[1]))


def printed_parts(line: str) -> list[tuple[int, date, date]]:
    """Each "61 dage (1. september–31. oktober 2025)" as days, first and last."""
    parts = []
    for days, day1, month1, year1, day2, month2, year2 in COUNTED_PART.findall(line):
        last = date(int(year2), NUMBERS[month2], int(day2))
        first = date(int(year1 or year2), NUMBERS[month1], int(day1)) if month1 else last
        parts.append((int(days), first, last))
    return parts


def check_tally(tally: Tally) -> None:
    """Every day of the window stands in exactly one piece."""
    if tally.window is None:
        return
    day = tally.window.start
    for piece in tally.pieces:
        assert piece.period.start == day
        day += timedelta(days=piece.days)
    assert day == tally.window.end


def check_printed(explanation: Explanation, tally: Tally) -> None:
    """The days listed are as many as they say, add up, and meet what is required."""
    [line] = [line for line in wording.lines(explanation) if line.startswith("Talt med")]
    parts = printed_parts(line)
    assert all(days == (last - first).days + 1 for days, first, last in parts)
    total = sum(days for days, _, _ in parts)
    assert total == tally.counted_days
    assert f"{total} dag" in line
    if explanation.day is not None:
        assert total >= tally.required.days
        assert printed_date(wording.result(explanation)) == explanation.day


@some
@given(lives())
@pytest.mark.slow
def test_listed_days_add_up_and_printed_dates_are_the_marks(life: tuple[list[Row], date]) -> None:
    rows, as_of = benefit_rows(life[0]), life[1]
    rounds = marks_for(rows, as_of=as_of)
    for explained, found in zip(explain(rows, as_of=as_of), rounds, strict=True):
        marks = (explained.m10, explained.m12, explained.m18)
        assert tuple(mark.day for mark in marks) == (found.m10, found.m12, found.m18)
        for mark in marks:
            if mark.tally is not None:
                check_tally(mark.tally)
                check_printed(mark, mark.tally)


@some
@given(lives())
@pytest.mark.slow
def test_days_today_are_those_of_the_round(life: tuple[list[Row], date]) -> None:
    rows, as_of = benefit_rows(life[0]), life[1]
    current = explain(rows, as_of=as_of)[-1]
    assert current.m12.today is not None
    assert current.m12.today.counted_days == current.round.counted_days


@some
@given(lives())
@pytest.mark.slow
def test_18_months_are_counted_exactly(life: tuple[list[Row], date]) -> None:
    rows, as_of = benefit_rows(life[0]), life[1]
    for explained in explain(rows, as_of=as_of):
        tally = explained.m18.tally
        if explained.m18.day is not None:
            assert tally is not None
            assert tally.counted_days == tally.required.days


@some
@given(lives())
@pytest.mark.slow
def test_shown_months_are_the_most_that_hold(life: tuple[list[Row], date]) -> None:
    rows, as_of = benefit_rows(life[0]), life[1]
    counted = marks_for(rows, as_of=as_of)[-1].counted_days or 0
    shown = months_shown(counted=counted, day=as_of)
    e = as_of + timedelta(days=1)
    lengths = [(e - slow_rules.moved(e, -n)).days for n in (shown.months, shown.months + 1)]
    assert lengths[0] <= counted < lengths[1]
    assert shown.days == counted - lengths[0]


def test_9_months_and_10_days_beside_283_of_365() -> None:
    shown = months_shown(counted=283, day=date(2026, 11, 23))
    assert wording.months_and_days(shown) == "9 måneder og 10 dage"
    assert (shown.counted, shown.of) == (283, 365)


def anna(as_of: date = date(2026, 11, 23)) -> list[Explanation]:
    """The citizen of the wireframe: two months, a job, a barsel, and on."""
    rows = [
        "ledighedsydelse 2025-09-01..2025-10-31",
        "fleksjob 2025-11-01..2026-02-28",
        "ledighedsydelse 2026-03-01..2026-06-30",
        "barsel 2026-07-01..2026-08-15",
        "ledighedsydelse 2026-08-16..",
    ]
    current = explain([benefit_row(row) for row in rows], as_of=as_of)[-1]
    return [current.m10, current.m12, current.m18]


def test_the_explanation_of_m12_reads_as_on_the_page() -> None:
    _, m12, _ = anna()
    assert wording.lines(m12) == [
        "Loven: Kommunen skal vurdere sagen, når borgeren har fået ledighedsydelse i 12 måneder "
        "inden for 18 måneder (LAS § 74 c, stk. 1, 1. pkt.).",
        "Tælleregel: 12 måneder er 365 dage (14. februar 2026–13. februar 2027). "
        "Alle kalenderdage tæller. Regelsæt LAS § 74 c: LBK 1460/2007 til LBK 1004/2025.",
        "Vinduet på 18 måneder, forlænget med 46 dages orlov: 29. juni 2025–13. februar 2027.",
        "Talt med: 61 dage (1. september–31. oktober 2025) + 122 dage (1. marts–30. juni 2026)"
        " + 100 dage (16. august–23. november 2026) + 82 dage (24. november 2026–"
        "13. februar 2027) = 365 dage. Heraf 82 dage, hvis ydelsen fortsætter.",
        "Ikke talt med: 120 dage (1. november 2025–28. februar 2026): Fleksjob, tæller ikke, "
        "fordi borgeren er i fleksjob.",
        "Ikke talt med: 46 dage (1. juli–15. august 2026): Barselsorlov, medregnes ikke "
        "(LAS § 74 c, stk. 1, 6. pkt.).",
        "Pr. 23. november 2026: 283 af 365 dage. Der mangler 82 dage.",
        "Hvis ydelsen fortsætter, er fristen 13. februar 2027, fordi borgeren den dag har fået "
        "ledighedsydelse i 12 måneder inden for 18 måneder.",
    ]


def test_a_mark_that_has_come_is_no_longer_an_assumption() -> None:
    _, m12, _ = anna(as_of=date(2027, 2, 13))[0:3]
    assert m12.as_of == date(2027, 2, 13)
    first = explain([benefit_row("sygdom 2025-03-15..")], as_of=TODAY)[0]
    assert wording.result(first.m12).startswith("Fristen er 14. marts 2026, fordi")
    assert (first.m12.is_assumed, first.m12.missing_days) == (False, 0)


def test_the_handover_is_never_shown_as_law() -> None:
    m10, _, _ = anna()
    assert not m10.is_duty
    assert not any("§" in line for line in wording.lines(m10) if "Ikke talt" not in line)


def test_why_there_is_no_date() -> None:
    first, last = explain([benefit_row("sygdom 2007-03-01..2008-04-01")], as_of=TODAY)
    assert first.m18.absence is Absence.NO_RULE
    assert last.m12.absence is Absence.NOT_REACHED
    assert last.m18.absence is Absence.NO_M12


def test_days_missing_today_add_up_to_the_mark_also_where_the_months_are_longer_by_then() -> None:
    m10 = explain([benefit_row("sygdom 2025-03-15..")], as_of=TODAY)[-1].m10
    assert m10.tally is not None
    assert (m10.missing_days, m10.tally.assumed_days) == (51, 53)
    assert wording.lines(m10)[-2] == (
        "Pr. 22. november 2026: 253 af 304 dage. Der mangler 51 dage. "
        "På fristens dag er 10 måneder 306 dage, 2 flere."
    )


def test_a_repeat_round_stands_on_the_sentence_of_the_repeat() -> None:
    rounds = explain([benefit_row("sygdom 2025-03-15..")], as_of=TODAY)
    assert [one.m12.paragraph for one in rounds] == [
        "LAS § 74 c, stk. 1, 1. pkt.",
        "LAS § 74 c, stk. 1, 2. pkt.",
    ]
    assert {one.m18.paragraph for one in rounds} == {"LAS § 74 c, stk. 1, 3. pkt."}


def test_in_an_exempt_municipality_the_marks_are_information() -> None:
    rules = with_profile(PARAGRAF_74C, exempt=[NORTH_JUTLAND_EXEMPTION])
    first, current = explain([benefit_row("sygdom 2025-03-15..")], as_of=TODAY, rules=rules)
    assert (first.m12.is_duty, current.m12.is_duty) == (False, True)
    assert "kun til orientering" in wording.result(first.m12)


def test_the_json_of_an_explanation_has_its_lines_and_days() -> None:
    _, m12, _ = anna()
    found = as_json.mark_as_json(m12)
    assert found["dato"] == "2027-02-13"
    assert found["forklaring"]["linjer"] == wording.lines(m12)
    assert sum(piece["dage"] for piece in found["forklaring"]["optaelling"]["talt_med"]) == 365
    assert m12.kind is MarkKind.M12
