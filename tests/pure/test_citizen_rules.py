"""Whose a number cannot be."""

from datetime import date

import pytest

from cases.citizens.rules import born_too_late

BORN = date(1985, 1, 12)


@pytest.mark.parametrize(
    ("first_day", "is_refused", "because"),
    [
        (None, False, "nothing is known of them"),
        (date(1985, 1, 12), False, "on the day itself they are born"),
        (date(1985, 1, 11), True, "the day before they are not"),
    ],
)
def test_a_number_is_not_of_one_born_after_the_first_period(
    first_day: date | None, is_refused: bool, because: str
) -> None:
    assert bool(born_too_late(BORN, first_day=first_day)) is is_refused, because
