from datetime import UTC, date, datetime

import pytest

from cases.danish import dates

TODAY = date(2026, 11, 22)
DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        (dates.long, "23. november 2026"),
        (dates.table, "23.\u00a0nov.\u00a02026"),
        (dates.numeric, "23.11.2026"),
        (dates.with_weekday, "mandag 23. november 2026"),
        (dates.week, "uge\u00a048"),
    ],
)
def test_writes_a_date(write: object, expected: str) -> None:
    assert write(DAY) == expected  # type: ignore[operator]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 12, 13), "om 21\u00a0dage"),
        (date(2026, 11, 23), "om 1\u00a0dag"),
        (date(2026, 11, 22), "i dag"),
        (date(2026, 11, 21), "1\u00a0dag over"),
        (date(2026, 11, 10), "12\u00a0dage over"),
        (date(2030, 11, 22), "om 1.461\u00a0dage"),
    ],
)
def test_says_how_far_away_a_date_is(day: date, expected: str) -> None:
    assert dates.relative(day, as_of=TODAY) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 10, 1), date(2026, 10, 31), "1.–31. oktober 2026"),
        (date(2026, 3, 1), date(2026, 6, 30), "1. marts–30. juni 2026"),
        (date(2025, 12, 1), date(2026, 1, 5), "1. december 2025–5. januar 2026"),
        (DAY, DAY, "23. november 2026"),
        (DAY, None, "23. november 2026–løbende"),
    ],
)
def test_writes_a_span(first: date, last: date | None, expected: str) -> None:
    assert dates.span(first, last) == expected


def test_a_half_open_period_shows_its_last_day() -> None:
    assert dates.half_open_span(date(2026, 10, 1), date(2026, 11, 1)) == "1.–31. oktober 2026"


def test_the_clock_uses_a_dot() -> None:
    assert (
        dates.moment(datetime(2026, 11, 22, 9, 4, tzinfo=UTC)) == "22. november 2026 kl.\u00a09.04"
    )
