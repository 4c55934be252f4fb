"""How near a deadline is, as a word and a tone; colour never says it alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from cases.danish import dates

Tone = Literal["overdue", "today", "soon", "later"]
SOON_DAYS = 30


@dataclass(frozen=True, slots=True)
class Nearness:
    text: str
    tone: Tone


def nearness(due: date, *, as_of: date) -> Nearness:
    """The due day itself is in time."""
    distance = (due - as_of).days
    if distance < 0:
        return Nearness("Over fristen", "overdue")
    if distance == 0:
        return Nearness("Forfalder i dag", "today")
    relative = dates.relative(due, as_of=as_of)
    text = relative[0].upper() + relative[1:]
    return Nearness(text, "soon" if distance <= SOON_DAYS else "later")
