"""The CPR number as text."""

from datetime import date

import pytest

from cases.citizens import cpr

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@pytest.mark.parametrize("script", [FULL_WIDTH, ARABIC])
@pytest.mark.parametrize("separator", ["", "-", " "])
def test_digits_of_another_script_are_the_same_number(
    script: dict[int, int], separator: str
) -> None:
    typed = f"610185{separator}1234".translate(script)
    assert cpr.parse(typed) == cpr.parse("610185-1234")
    assert cpr.parse(typed).digits == "6101851234"


def test_an_administrative_number_has_its_birth_date() -> None:
    assert cpr.parse(cpr.EXAMPLE).birth_date == date(1990, 1, 10)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("101857890", "har 9 cifre"),
        ("61018512345", "har 11 cifre"),
        ("6101-851234", "Skriv cpr-nummeret som"),
        ("321385-1234", "er ingen dato"),
    ],
)
def test_what_is_wrong_is_told(typed: str, told: str) -> None:
    with pytest.raises(cpr.InvalidCpr, match=told):
        cpr.parse(typed)


def test_a_failing_check_digit_warns_and_is_taken() -> None:
    assert "Kontrolcifferet passer ikke" in cpr.parse("610185-1234").warning
    assert cpr.parse(cpr.EXAMPLE).warning == ""
