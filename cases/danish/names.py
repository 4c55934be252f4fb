"""Names in Danish sentences and in Danish order."""

from __future__ import annotations

SIBILANTS = ("s", "x", "z")
ALPHABET = {letter: rank for rank, letter in enumerate("abcdefghijklmnopqrstuvwxyzæøå")}


def genitive(name: str) -> str:
    """Annas, but Jens’ and Max’."""
    if name.lower().endswith(SIBILANTS):
        return f"{name}\u2019"
    return f"{name}s"


def collation_key(name: str) -> tuple[int, ...]:
    """Sort æ, ø, å last and aa as å, as Danish registers do."""
    folded = name.lower().replace("aa", "å").replace("ä", "æ").replace("ö", "ø")
    return tuple(ALPHABET.get(letter, ord(letter) - 0x10000) for letter in folded)
