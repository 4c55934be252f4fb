"""What moved between two reckonings of one citizen, and the fingerprint of what was reckoned.

Facts only. Rounds are plain here, as they travel to and from the database: the round's number,
its counted days (-1 but in the current round), and the ordinals of m10, m12 and m18 (0 for none).
"""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache

from cases.deadlines.marks import PlainRound, Round
from cases.deadlines.period import Period
from cases.deadlines.rulesets import RuleRow, RuleSet

FlatRound = tuple[int, int, int, int, int]

MARKS = ("m10", "m12", "m18")
NO_DAYS, NO_DATE = -1, 0


@dataclass(frozen=True, slots=True)
class Mark:
    round: int
    mark: str
    day: date


class Reckoned(Enum):
    """Of a round: a citizen's rounds are reckoned up to the first whose 12 months are not reached."""

    BOTH = "before and after"
    BEFORE = "no more, for the one before it is no longer reached"
    AFTER = "from now on, for the one before it is reached now"


@dataclass(frozen=True, slots=True)
class Moved:
    """A mark with a new date, or that came, or that went.

    One that went with its round (`BEFORE`) may well come again on the same day: nobody has asked.
    """

    round: int
    mark: str
    old_date: date | None
    new_date: date | None
    reckoned: Reckoned = Reckoned.BOTH


def flat(rounds: Iterable[PlainRound]) -> list[FlatRound]:
    return [
        (number, NO_DAYS if days is None else days, m10 or NO_DATE, m12 or NO_DATE, m18 or NO_DATE)
        for number, days, m10, m12, m18 in rounds
    ]


def in_dates(rounds: Iterable[FlatRound]) -> list[Round]:
    return [
        Round(number, None if days == NO_DAYS else days, _date(m10), _date(m12), _date(m18))
        for number, days, m10, m12, m18 in rounds
    ]


def moved(before: Sequence[FlatRound], after: Sequence[FlatRound]) -> list[Moved]:
    """Mark by mark in rounds of the same number; both reckoned for the same day."""
    return [
        Moved(number, mark, _date(old), _date(new), _reckoned(number, before, after))
        for number, mark, old, new in _pairs(before, after)
        if old != new
    ]


def _reckoned(number: int, before: Sequence[FlatRound], after: Sequence[FlatRound]) -> Reckoned:
    if number > len(after) > 0:
        return Reckoned.BEFORE
    return Reckoned.AFTER if number > len(before) > 0 else Reckoned.BOTH


def last_reckoned(marks: Iterable[tuple[int, str, date | None]], *, as_of: date) -> int | None:
    """The round whose 12 months were moved past the day; those after it wait. None: none was.

    Of moves that are stored: round, mark and the new date of each.
    """
    return min(
        (number for number, mark, new in marks if mark == "m12" and (new is None or new > as_of)),
        default=None,
    )


def weightiest_first(moves: Iterable[Moved]) -> list[Moved]:
    """The latest round reckoned both before and after first, for it is the one to act on.

    A round reckoned on one side only says again, by way of the next, what that one says.
    """
    return sorted(moves, key=lambda move: (move.reckoned is not Reckoned.BOTH, -move.round))


def unchanged(before: Sequence[FlatRound], after: Sequence[FlatRound]) -> list[Mark]:
    return [
        Mark(number, mark, date.fromordinal(old))
        for number, mark, old, new in _pairs(before, after)
        if old == new != NO_DATE
    ]


def _pairs(
    before: Sequence[FlatRound], after: Sequence[FlatRound]
) -> Iterable[tuple[int, str, int, int]]:
    nothing = (0, NO_DAYS, NO_DATE, NO_DATE, NO_DATE)
    for index in range(max(len(before), len(after))):
        old = before[index] if index < len(before) else nothing
        new = after[index] if index < len(after) else nothing
        for place, mark in enumerate(MARKS, start=2):
            yield index + 1, mark, old[place], new[place]


def _date(ordinal: int) -> date | None:
    return None if ordinal == NO_DATE else date.fromordinal(ordinal)


def basis(*, facts: int, rules: int) -> int:
    """Both fingerprints in one number: when they differ later, it shows which of them changed."""
    return (rules & 0x7FFFFFFF) << 32 | facts


def rules_differ(old_basis: int, new_basis: int) -> bool:
    return old_basis >> 32 != new_basis >> 32


def facts_differ(old_basis: int, new_basis: int) -> bool:
    return old_basis & 0xFFFFFFFF != new_basis & 0xFFFFFFFF


@lru_cache(maxsize=64)
def rules_fingerprint(rules: RuleSet) -> int:
    """Of the values alone: a corrected source changes no date."""
    lists = (rules.assess_after, rules.within, rules.finish_after, rules.handover_after)
    values = [[_value(row) for row in rows] for rows in (*lists, rules.foresight)]
    if rules.exempt:
        values.append([(0, *_span(days)) for days in rules.exempt])
    return zlib.crc32(repr(values).encode())


def _value(row: RuleRow) -> tuple[int, int, int]:
    return row.months, *_span(row.valid)


def _span(days: Period) -> tuple[int, int]:
    return days.start.toordinal(), days.end.toordinal() if days.end else 0


def facts_fingerprint(rows: bytes | memoryview) -> int:
    """Of one citizen's rows as the database sent them, in order."""
    return zlib.crc32(rows)
