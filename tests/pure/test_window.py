"""What the timeline draws: the window, its pieces and the curve."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from cases.deadlines import window
from cases.deadlines.explanation import explain
from cases.deadlines.months import add_months
from cases.deadlines.period import BenefitRow, Period
from cases.deadlines.period_types import PeriodType
from tests.oracle import slow_rules
from tests.oracle.lives import Row
from tests.oracle.strategies import lives
from tests.pure.test_marks import TODAY, benefit_row

LEAVE = [
    benefit_row("ledighedsydelse 2025-09-01..2026-06-30"),
    benefit_row("barsel 2026-07-01..2026-08-15"),
    benefit_row("ledighedsydelse 2026-08-16.."),
]


def test_leave_makes_the_window_as_much_longer() -> None:
    view = window.window_at(LEAVE, day=TODAY, as_of=TODAY)
    plain = add_months(day=TODAY + timedelta(days=1), months=-18)
    assert view.period == Period(plain - timedelta(days=46), TODAY + timedelta(days=1))


def test_the_pieces_say_what_became_of_each_day() -> None:
    view = window.window_at(LEAVE, day=date(2026, 12, 1), as_of=TODAY)
    assert [(piece.use, piece.days, piece.assumed) for piece in view.pieces] == [
        (window.Use.NO_ROW, 137, False),
        (window.Use.COUNTED, 303, False),
        (window.Use.NEUTRAL, 46, False),
        (window.Use.COUNTED, 99, False),
        (window.Use.COUNTED, 9, True),
    ]


def test_days_used_in_an_earlier_round_are_told_apart() -> None:
    current = explain([benefit_row("sygdom 2025-03-15..")], as_of=TODAY)[-1]
    view = window.window_at(
        [benefit_row("sygdom 2025-03-15..")], day=TODAY, as_of=TODAY, since=current.start
    )
    assert view.counted_days == current.round.counted_days
    assert window.Use.USED_BEFORE in {piece.use for piece in view.pieces}


def test_the_curve_has_a_point_for_each_day() -> None:
    points = window.curve(LEAVE, first=TODAY, last=date(2027, 5, 1), as_of=TODAY)
    assert (points[0].day, points[-1].day) == (TODAY, date(2027, 5, 1))
    for point in points[::20]:
        view = window.window_at(LEAVE, day=point.day, as_of=TODAY)
        assert point.in_window == view.counted_days


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(lives())
@pytest.mark.slow
def test_the_curve_counts_as_the_slow_rules_do(life: tuple[list[Row], date]) -> None:
    rows, as_of = life
    engine = [BenefitRow(PeriodType(kind), start, end) for kind, start, end in rows]
    last = slow_rules.moved(as_of, 48)
    slow = slow_rules.Life(rows, as_of.toordinal(), last.toordinal())
    first = as_of - timedelta(days=500)
    for point in window.curve(engine, first=first, last=last, as_of=as_of)[::37]:
        if point.day.toordinal() < slow.first:
            continue
        assert point.in_window == slow.counted_in_window(point.day.toordinal(), slow.first)
