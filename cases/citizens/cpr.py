"""The CPR number as text: what is one, what to warn about, how it is shown. Keeps no number."""

import re
from dataclasses import dataclass
from datetime import date

SHAPE = re.compile(r"(\d{6})[- ]?(\d{4})")
WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
# Of the administrative kind, so nobody's own, and its check digit passes.
EXAMPLE = "700190-1111"
ADMINISTRATIVE = 60  # added to the day of an administrative (replacement) number


class InvalidCpr(ValueError):
    """The text is no CPR number; the message says in Danish what would be right."""


@dataclass(frozen=True)
class Cpr:
    """Ten digits. `warning` is a Danish sentence, or empty; it is no error."""

    digits: str
    birth_date: date
    warning: str

    @property
    def masked(self) -> str:
        return f"{self.digits[:6]}-••••"

    @property
    def formatted(self) -> str:
        return f"{self.digits[:6]}-{self.digits[6:]}"

    def __repr__(self) -> str:
        return "Cpr(••••)"


def parse(text: str) -> Cpr:
    """Raises InvalidCpr. A failing check digit only warns: since 2007 numbers are given without."""
    compact = text.strip()
    match = SHAPE.fullmatch(compact)
    if match is None:
        raise InvalidCpr(_what_is_wrong(compact))
    # A digit of another script is the same digit; kept as typed, it would be another number.
    digits = "".join(str(int(digit)) for digit in match[1] + match[2])
    birth = _birth_date(digits)
    passes = sum(w * int(d) for w, d in zip(WEIGHTS, digits, strict=True)) % 11 == 0
    warning = "" if passes else "Kontrolcifferet passer ikke. Tjek nummeret, hvis du har tastet det"
    return Cpr(digits=digits, birth_date=birth, warning=warning)


def stands_in(text: str) -> bool:
    """Whether a number may be read in words that are kept as they are."""
    return SHAPE.search(text) is not None


def _what_is_wrong(text: str) -> str:
    count = sum(character.isdigit() for character in text)
    if count == 9:
        return "Cpr-nummeret har 9 cifre. Excel kan have fjernet et nul forrest"
    if count != 10:
        return f"Cpr-nummeret har {count} cifre. Skriv 10 cifre, fx {EXAMPLE}"
    return f"Skriv cpr-nummeret som {EXAMPLE} eller {EXAMPLE.replace('-', '')}"


def _birth_date(digits: str) -> date:
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    if day > ADMINISTRATIVE:
        day -= ADMINISTRATIVE
    try:
        return date(_century(int(digits[6]), year) + year, month, day)
    except ValueError:
        raise InvalidCpr("Cpr-nummerets første seks cifre er ingen dato") from None


def _century(seventh: int, year: int) -> int:
    """The seventh digit and the two digits of the year give the century (CPR-kontoret)."""
    if seventh <= 3:
        return 1900
    if seventh in (4, 9):
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800
