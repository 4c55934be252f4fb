"""Which counts may leave the house. Facts only: no database, no clock.

The committee gets each number for every jobcenter and in all. A count under five is hidden, and so is
whatever it could be worked out from. Hiding one more part beside it is not enough for one who knows
how the other is chosen; so there are three tables only:

1. No part is under five: all of them, and the sum.
2. Some part is: the sum alone, if it is five or more and has several parts.
3. Otherwise nothing.

Every number stands alone: no sum across numbers is shown. Whoever knows this rule and sees the table
can still not tell any hidden part; tests/pure asks that of every small table there is.

Nor by seeing it twice. A month's table is made once every part is there and can change no more: made
of those that had come, the last one to come would be the difference (docs/decisions/0029).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 5


@dataclass(frozen=True, slots=True)
class Column:
    """None is hidden. `parts` in the order given."""

    parts: tuple[int | None, ...]
    total: int | None


def published_at_last(parts: Sequence[int | None]) -> Column | None:
    """None while a part is missing (None): nothing is shown before all of it. Nor of no parts at all."""
    known = [part for part in parts if part is not None]
    return published(known) if known and len(known) == len(parts) else None


def published(parts: Sequence[int]) -> Column:
    """Of one number: its parts by jobcenter, and their sum."""
    if all(part >= LEAST for part in parts):
        return Column(tuple(parts), sum(parts))
    may_show = len(parts) > 1 and sum(parts) >= LEAST
    return Column((None,) * len(parts), sum(parts) if may_show else None)
