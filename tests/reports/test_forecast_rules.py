"""What so many a week would reach: stated as what must hold whatever is due."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.deadlines.marks import compute_rounds, prepare
from cases.deadlines.period_types import CODES, PeriodType
from reports.forecast.rules import (
    Due,
    horizon,
    late_without_room,
    month_of,
    months_ahead,
    worked_off,
)
from tests.factories import TODAY
from tests.oracle.lives import random_life

UNTIL = horizon(TODAY)
some = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def dues(draw):
    """Some overdue, some arriving long before they are due, some the same day."""
    days = draw(st.lists(st.tuples(st.integers(-200, 540), st.integers(0, 70)), max_size=60))
    return [
        Due(TODAY + timedelta(days=due), TODAY + timedelta(days=due - ahead), number, 1, 1)
        for number, (due, ahead) in enumerate(days)
    ]


def begun(found, per_week):
    return worked_off(found, per_week=per_week, as_of=TODAY, until=UNTIL)


@some
@given(dues(), st.integers(1, 6))
def test_nothing_is_lost_and_nothing_is_begun_twice(found, per_week):
    assert sorted(one.due for one in begun(found, per_week)) == sorted(found)


@some
@given(dues(), st.integers(1, 6))
def test_no_week_has_more_than_there_is_room_for(found, per_week):
    weeks = Counter(one.week for one in begun(found, per_week) if one.week)
    assert all(count <= per_week for count in weeks.values())


@some
@given(dues(), st.integers(1, 6))
def test_nothing_is_begun_before_it_arrives(found, per_week):
    for one in begun(found, per_week):
        assert one.week is None or one.due.arrives < one.week + timedelta(days=7)


def late(found, per_week):
    return len(late_without_room(begun(found, per_week), until=UNTIL))


@some
@given(dues(), st.integers(1, 6))
def test_more_room_never_makes_more_late(found, per_week):
    assert late(found, per_week + 1) <= late(found, per_week)


@some
@given(dues(), st.integers(1, 6))
def test_an_earlier_hand_over_never_makes_more_late(found, per_week):
    earlier = [Due(one.due, one.arrives - timedelta(days=30), one.case, 1, 1) for one in found]
    assert late(earlier, per_week) <= late(found, per_week)


@some
@given(dues())
def test_with_room_for_all_only_what_is_late_today_is_late(found):
    over = sum(one.due < TODAY for one in found)
    assert late(found, max(len(found), 1)) == over


def test_the_week_of_the_deadline_is_in_time():
    due = Due(TODAY + timedelta(days=6), TODAY, 1, 1, 1)
    assert late([due], 1) == 0
    assert late([Due(TODAY, TODAY, 0, 1, 1), Due(TODAY, TODAY, 1, 1, 1)], 1) == 1


def test_eighteen_months_begin_with_the_present_one():
    months = months_ahead(TODAY)
    assert (months[0], months[-1], len(months)) == (date(2026, 11, 1), date(2028, 4, 1), 18)
    assert horizon(TODAY) == date(2028, 5, 1)
    assert month_of(date(2026, 11, 21), as_of=TODAY) is None


@pytest.mark.parametrize("seed", range(40))
def test_the_rounds_after_one_are_the_same_from_the_days_after_it(seed: int) -> None:
    """Against the whole life, reckoned by the engine as of the last day."""
    rows = [
        (CODES[PeriodType(kind)], start.toordinal(), end.toordinal() if end else 2**31 - 1)
        for kind, start, end in random_life(Random(seed), as_of=TODAY)
        if PeriodType(kind).is_counted or PeriodType(kind).is_neutral
    ]
    reckoning = prepare(as_of=horizon(TODAY))
    (*_, (number, _, _, m12, _)) = compute_rounds(rows, prepare(as_of=TODAY))
    whole = [one for one in compute_rounds(rows, reckoning) if one[0] > number]
    if m12 is None or m12 > horizon(TODAY).toordinal():
        assert whole == []
        return
    later = [(kind, max(start, m12 + 1), end) for kind, start, end in rows if end > m12 + 1]
    after = compute_rounds(later, reckoning)
    assert [(found + number, *marks) for found, *marks in after] == whole
