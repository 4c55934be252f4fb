"""Sentences that several pages say."""

from cases.danish.numbers import counted


def no_longer_yours(count: int, one: str, many: str) -> str:
    """Of rows that were chosen on a page drawn before they went to a colleague."""
    return f"{counted(count, one, many)} er ikke længere {'din' if count == 1 else 'dine'}"
