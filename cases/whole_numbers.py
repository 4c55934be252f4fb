"""Whole numbers as an address or a form says them: a page, a round, a key."""

from collections.abc import Iterable

KEY = 18  # digits: of more, the database may have no such number


def is_one(text: str, *, digits: int) -> bool:
    """Of so many digits at the most. `²` passes for a digit, and is no number."""
    return text.isascii() and text.isdigit() and len(text) <= digits


def read(text: str, *, digits: int) -> int | None:
    return int(text) if is_one(text, digits=digits) else None


def keys(given: Iterable[str]) -> list[int]:
    """Those that can be read."""
    return [int(one) for one in given if is_one(one, digits=KEY)]
