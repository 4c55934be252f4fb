"""What a save did to the deadlines, said in a sentence. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from cases.danish import dates
from cases.findings.rules import Mark, Moved, Reckoned, weightiest_first

MOST_LINES = 4
# The old day and the new may stand on rules with other numbers: a mark that moves has none.
NAMES = {"m10": "at sende sagen til teamet", "m12": "12 måneder", "m18": "18 måneder"}


def spanned(start: date, end: date | None) -> str:
    """Half-open in, last day out."""
    if end is None:
        return f"fra {dates.long(start)}"
    return dates.span(start, end - timedelta(days=1))


def effect_lines(moves: Sequence[Moved], unchanged: Sequence[Mark]) -> list[str]:
    """The marks that move, and of those that stay the 12 months, which everyone asks about.

    The round to act on first; the rest is a number.
    """
    if not moves and not unchanged:
        return ["Der er stadig ingen frister med de registrerede perioder"]
    many = len({move.round for move in moves} | {mark.round for mark in unchanged}) > 1
    told = weightiest_first(moves)
    kept = [mark for mark in unchanged if mark.mark == "m12"] or list(unchanged)
    lines = [_moved(move, many=many) for move in told[:MOST_LINES]]
    if len(told) > MOST_LINES:
        rest = len(told) - MOST_LINES
        lines.append(f"og {rest} {'frist' if rest == 1 else 'frister'} mere")
    elif kept and len(lines) < MOST_LINES:
        mark = max(kept, key=lambda mark: mark.round)
        lines.append(f"{_name(mark, many=many)}: {dates.long(mark.day)} (uændret)")
    return lines


def receipt(what: str, moves: Sequence[Moved], unchanged: Sequence[Mark]) -> str:
    return " ".join([f"{what}.", *(f"{line}." for line in effect_lines(moves, unchanged))])


def waits_for(number: int) -> str:
    """Of a round whose predecessor is no longer reached."""
    return f"beregnes, når runde {number - 1} har nået 12 måneder"


def _moved(move: Moved, *, many: bool) -> str:
    name = _name(move, many=many)
    if move.new_date is None:
        assert move.old_date is not None
        if move.reckoned is Reckoned.BEFORE:
            return f"{name}: {waits_for(move.round)} (før {dates.long(move.old_date)})"
        return f"{name}: nås ikke længere (før {dates.long(move.old_date)})"
    if move.old_date is None:
        return f"{name}: bliver {dates.long(move.new_date)} (ny frist)"
    days = (move.new_date - move.old_date).days
    how = (
        f"{abs(days)} {'dag' if abs(days) == 1 else 'dage'} {'senere' if days > 0 else 'tidligere'}"
    )
    return f"{name}: {dates.long(move.old_date)} → {dates.long(move.new_date)} ({how})"


def _name(mark: Moved | Mark, *, many: bool) -> str:
    note = f", runde {mark.round}" if many else ""
    return f"Fristen for {NAMES[mark.mark]}{note}"
