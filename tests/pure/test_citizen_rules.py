"""Whose a number cannot be."""

from datetime import date

import pytest

from cases.citizens.rules import born_too_late

BORN = date(1985, 1, 12)


BEFORE, THAT_DAY = date(1985, 1, 11), date(1985, 1, 12)


@pytest.mark.parametrize(
    ("first_day", "opened_on", "known"),
    [
        (None, THAT_DAY, ""),
        (THAT_DAY, THAT_DAY, ""),
        (BEFORE, THAT_DAY, "borgeren har en periode fra 11. januar 1985"),
        (None, BEFORE, "sagen er åbnet 11. januar 1985"),
        (THAT_DAY, BEFORE, "sagen er åbnet 11. januar 1985"),
    ],
)
def test_a_number_is_not_of_one_born_after_the_first_period_or_the_opening_of_the_case(
    first_day: date | None, opened_on: date, known: str
) -> None:
    why = born_too_late(BORN, first_day=first_day, opened_on=opened_on)
    assert (bool(why), known in why) == (bool(known), True)
