"""Names in Danish sentences."""

from __future__ import annotations

SIBILANTS = ("s", "x", "z")


def genitive(name: str) -> str:
    """Annas, but Jens’ and Max’."""
    if name.lower().endswith(SIBILANTS):
        return f"{name}\u2019"
    return f"{name}s"
