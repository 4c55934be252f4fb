"""What someone searched for, as the log keeps it: never a CPR number, and no more than a beginning."""

import re

from cases.citizens import cpr
from cases.citizens.encryption import digest

TEXT_KEPT = 12
DIGEST_KEPT = 16
CASE_NUMBER = re.compile(r"F-\d{0,4}(-\d{0,5})?", re.IGNORECASE)  # or the beginning of one


def logged(text: str) -> str:
    """A CPR number becomes the beginning of its keyed HMAC, by which look-ups can be compared."""
    text = text.strip()
    if any(character.isdigit() for character in text):
        number = read_cpr(text)
        if number is not None:
            return f"cpr:{digest(number.digits).hex()[:DIGEST_KEPT]}"
        digits = sum(character.isdigit() for character in text)
        if digits >= 6 and CASE_NUMBER.fullmatch(text) is None:
            return "tal"  # may be part of a number
    return text[:TEXT_KEPT]


def read_cpr(text: str) -> cpr.Cpr | None:
    try:
        return cpr.parse(text)
    except cpr.InvalidCpr:
        return None
