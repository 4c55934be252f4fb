from datetime import date

import pytest

from reports.quarters import Quarter, until


@pytest.mark.parametrize(
    ("day", "quarter", "last"),
    [
        (date(2026, 1, 1), Quarter(2026, 1), date(2026, 3, 31)),
        (date(2026, 6, 30), Quarter(2026, 2), date(2026, 6, 30)),
        (date(2026, 11, 22), Quarter(2026, 4), date(2026, 12, 31)),
    ],
)
def test_the_quarter_of_a_day_and_its_last(day, quarter, last) -> None:
    assert (Quarter.of(day), quarter.last) == (quarter, last)


def test_quarters_go_on_over_new_year() -> None:
    assert list(until(Quarter(2025, 4), Quarter(2026, 1))) == [Quarter(2025, 4), Quarter(2026, 1)]
    assert Quarter(2026, 1).before == Quarter(2025, 4)


@pytest.mark.parametrize("named", [(2026, 5), (2026, 0), (26, 1), (99999, 1)])
def test_what_is_no_quarter_is_none(named) -> None:
    assert Quarter.named(*named) is None
    assert Quarter.named(2026, 4) == Quarter(2026, 4)


def test_a_quarter_is_owed_from_the_first_day_of_its_last_month() -> None:
    quarter = Quarter(2026, 4)
    assert not quarter.is_near_its_end(date(2026, 11, 30))
    assert quarter.is_near_its_end(date(2026, 12, 1))
