"""What an address or a form may hold where a number belongs."""

import pytest

from cases import whole_numbers


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7", 7),
        ("0", 0),
        ("999", 999),
        ("1000", None),  # more digits than are asked for
        ("", None),
        ("-1", None),
        ("7 ", None),
        ("\u00b2", None),  # a digit, and no number
        ("\u0663", None),
    ],
)
def test_only_plain_digits_are_a_number(typed: str, number: int | None) -> None:
    assert whole_numbers.read(typed, digits=3) == number


def test_keys_that_cannot_be_read_are_left_out() -> None:
    assert whole_numbers.keys(["3", "x", "", "9" * 18, "9" * 19]) == [3, 10**18 - 1]
