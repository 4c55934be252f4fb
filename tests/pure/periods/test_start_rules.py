"""A period begins neither before its citizen nor far into the future."""

from datetime import date

import pytest

from cases.periods.rules import latest_start, refused_start

BORN, TODAY = date(1970, 5, 3), date(2026, 11, 22)


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (date(1970, 5, 2), "født 3. maj 1970"),  # the day before
        (BORN, ""),  # absurd, and not for this rule to say
        (TODAY, ""),
        (date(2028, 11, 22), ""),  # leave is known long before
        (date(2028, 11, 23), "højst ligge 2 år frem, 22. november 2028"),
        (date(2099, 1, 1), "højst ligge 2 år frem"),
    ],
)
def test_when_a_period_may_begin(start: date, said: str) -> None:
    why = refused_start(start, birth=BORN, as_of=TODAY).replace("\xa0", " ")
    assert said in why if said else not why


def test_without_a_birth_date_only_the_future_has_a_limit() -> None:
    assert not refused_start(date(1900, 1, 1), birth=None, as_of=TODAY)


def test_two_years_after_a_leap_day_is_the_last_of_february() -> None:
    assert latest_start(as_of=date(2028, 2, 29)) == date(2030, 2, 28)
