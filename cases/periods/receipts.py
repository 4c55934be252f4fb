"""What a save did to the deadlines, said in a sentence. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from cases.danish import dates
from cases.findings.rules import Mark, Moved, Reckoned, weightiest_first

MOST_LINES = 4
NOTHING_PUT_OFF: Mapping[int, date] = {}
# The old day and the new may stand on rules with other numbers: a mark that moves has none.
NAMES = {"m10": "at sende sagen til teamet", "m12": "12 måneder", "m18": "18 måneder"}


def spanned(start: date, end: date | None) -> str:
    """Half-open in, last day out."""
    if end is None:
        return f"fra {dates.long(start)}"
    return dates.span(start, end - timedelta(days=1))


def effect_lines(
    moves: Sequence[Moved],
    unchanged: Sequence[Mark],
    *,
    in_hand: int | None = None,
    put_off: Mapping[int, date] = NOTHING_PUT_OFF,
) -> list[str]:
    """The marks that move, and of those that stay the 12 months, which everyone asks about.

    The round to act on first, which is the one `in_hand` when that stands; the rest is a number.
    `put_off`: by round, the day by which it must be finished when a move here gives longer.
    """
    if not moves and not unchanged:
        return ["Der er stadig ingen frister med de registrerede perioder"]
    many = len({move.round for move in moves} | {mark.round for mark in unchanged}) > 1
    told = sorted(weightiest_first(moves), key=lambda move: not _is_of(in_hand, move))
    kept = [mark for mark in unchanged if mark.mark == "m12"] or list(unchanged)
    lines = [_moved(move, many=many) + _put_off(move, put_off) for move in told[:MOST_LINES]]
    if len(told) > MOST_LINES:
        rest = len(told) - MOST_LINES
        lines.append(f"og {rest} {'frist' if rest == 1 else 'frister'} mere")
    elif kept and len(lines) < MOST_LINES:
        mark = max(kept, key=lambda mark: mark.round)
        lines.append(f"{_name(mark, many=many)}: {dates.long(mark.day)} (uændret)")
    return lines


def _is_of(in_hand: int | None, move: Moved) -> bool:
    return move.round == in_hand and move.reckoned is Reckoned.BOTH


def _put_off(move: Moved, put_off: Mapping[int, date]) -> str:
    """Without it the line would name a day that is not the last one."""
    if move.mark != "m18" or move.round not in put_off:
        return ""
    return f", men efter tilflytningen er fristen {dates.long(put_off[move.round])}"


def receipt(what: str, lines: Sequence[str]) -> str:
    return " ".join([f"{what}.", *(f"{line}." for line in lines)])


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
