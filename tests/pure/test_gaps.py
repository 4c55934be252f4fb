from datetime import date

from cases.deadlines.period import Period
from cases.periods.gaps import Gap, gaps, overlap

JANUARY = Period(date(2026, 1, 1), date(2026, 2, 1))
MARCH_ON = Period(date(2026, 3, 1), None)


def test_the_days_that_nobody_covers_are_a_gap():
    assert gaps([MARCH_ON, JANUARY]) == [Gap(date(2026, 2, 1), date(2026, 2, 28))]


def test_nothing_lies_after_a_period_that_goes_on():
    assert gaps([MARCH_ON, Period(date(2026, 6, 1), date(2026, 7, 1))]) == []


def test_periods_that_only_touch_do_not_overlap():
    assert overlap(JANUARY, [Period(date(2026, 2, 1), None)]) == []


def test_a_shared_day_is_an_overlap():
    assert overlap(JANUARY, [Period(date(2026, 1, 31), None)])
