"""What someone searched for: read, and as the log keeps it, which is never a CPR number."""

import re
from datetime import date

from cases.citizens import cpr
from cases.citizens.encryption import digest

TEXT_KEPT = 12
DIGEST_KEPT = 16
BIRTH_DATE = re.compile(r"(\d\d)[-./]?(\d\d)[-./]?(\d\d)-?")  # a CPR number as far as it is typed
CENTURIES = (1900, 2000)
CASE_NUMBER = re.compile(r"F-\d{0,4}(-\d{0,9})?", re.IGNORECASE)  # or the beginning of one
CPR_DIGITS = 10


def logged(text: str) -> str:
    """A CPR number becomes the beginning of its keyed HMAC, by which look-ups can be compared."""
    text = text.strip()
    if any(character.isdigit() for character in text):
        number = read_cpr(text)
        if number is not None:
            return f"cpr:{digest(number.digits).hex()[:DIGEST_KEPT]}"
        digits = sum(character.isdigit() for character in text)
        if digits >= CPR_DIGITS or (digits >= 6 and CASE_NUMBER.fullmatch(text) is None):
            return "tal"  # may be part of a number, or all of one written as a case number
    return text[:TEXT_KEPT]


def read_cpr(text: str) -> cpr.Cpr | None:
    try:
        return cpr.parse(text)
    except cpr.InvalidCpr:
        return None


def read_birth_dates(text: str) -> list[date]:
    """Six digits as day, month and year of two digits: what may be meant, none if it is no date."""
    if (match := BIRTH_DATE.fullmatch(text)) is None:
        return []
    day, month, year = (int(part) for part in match.groups())
    if day > cpr.ADMINISTRATIVE:
        day -= cpr.ADMINISTRATIVE
    try:
        return [date(century + year, month, day) for century in CENTURIES]
    except ValueError:
        return []
