from datetime import date
from decimal import Decimal

import pytest

from cases.danish import names, nearness, numbers


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (3478, None, "3.478"),
        (1234567, None, "1.234.567"),
        (12.5, None, "12,5"),
        (Decimal("0.125"), 2, "0,13"),
        (7, 1, "7,0"),
        (-3, None, "\u22123"),
        (0, None, "0"),
    ],
)
def test_writes_a_number(value: object, decimals: int | None, expected: str) -> None:
    assert numbers.number(value, decimals=decimals) == expected  # type: ignore[arg-type]


def test_a_percentage_is_written_pct() -> None:
    assert numbers.percent(65) == "65\u00a0pct."


def test_a_share_of_fewer_than_ten_has_no_percentage() -> None:
    assert numbers.share(14, 16) == "14 af 16 (88\u00a0pct.)"
    assert numbers.share(3, 9) == "3 af 9"


def test_one_is_singular() -> None:
    assert numbers.short_months(1) == "1\u00a0md."
    assert numbers.short_months(10) == "10\u00a0mdr."
    assert numbers.months_and_days(9, 1) == "9\u00a0måneder og 1\u00a0dag"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Anna", "Annas"), ("Jens", "Jens’"), ("Max", "Max’"), ("Bo", "Bos")],
)
def test_writes_the_genitive(name: str, expected: str) -> None:
    assert names.genitive(name) == expected


@pytest.mark.parametrize(
    ("due", "text", "tone"),
    [
        (date(2026, 11, 21), "Over fristen", "overdue"),
        (date(2026, 11, 22), "Forfalder i dag", "today"),
        (date(2026, 12, 13), "Om 21\u00a0dage", "soon"),
        (date(2027, 2, 13), "Om 83\u00a0dage", "later"),
    ],
)
def test_the_due_day_itself_is_in_time(due: date, text: str, tone: str) -> None:
    assert nearness.nearness(due, as_of=date(2026, 11, 22)) == nearness.Nearness(text, tone)  # type: ignore[arg-type]
