"""Which counts may leave the house. Facts only: no database, no clock.

The committee gets each number for every jobcenter and in all. A count under five is hidden, and so is
whatever it could be worked out from. Hiding one more part beside it is not enough for one who knows
how the other is chosen; so there are three tables of a number only:

1. No part is under five: all of them, and the sum.
2. Some part is: the sum alone, if it is five or more and has several parts.
3. Otherwise nothing.

No sum across numbers is shown; but one number bounds another. What was begun in the month is finished
or still open when it ends, and what was begun in time is so in time: nine begun in time and five open
in time leave four to have been finished, though four is hidden. So what was begun is shown only where
there is room for it in what is shown as open and finished in time, whatever the hidden ones are: by
jobcenter, or else as a sum, or else not at all. Then it tells nothing of them.

Whoever knows these rules and sees the table can still not tell any hidden part; tests/pure asks that
of every small table there is, and tests/reports that nothing else bounds the numbers.

Nor by seeing it twice. A month's table is made once, and can change no more: made of those that had
come, and again with one more, that one would be the difference (docs/decisions/0029 and 0037).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

LEAST = 5
CLOSABLE_DAY = 15


@dataclass(frozen=True, slots=True)
class Column:
    """None is hidden. `parts` in the order given."""

    parts: tuple[int | None, ...]
    total: int | None


def closable_from(due: date) -> date:
    """The status is due on the 1st; two weeks later the committee need wait no longer for who is missing."""
    return due.replace(day=CLOSABLE_DAY)


def published(parts: Sequence[int]) -> Column:
    """Of one number that bounds no other: its parts by jobcenter, and their sum."""
    if all(part >= LEAST for part in parts):
        return Column(tuple(parts), sum(parts))
    may_show = len(parts) > 1 and sum(parts) >= LEAST
    return _sum_alone(parts, sum(parts) if may_show else None)


def published_together(
    numbers: Mapping[str, Sequence[int]], *, begun: Sequence[str], holding: Sequence[str]
) -> dict[str, Column]:
    """Of a month: each number by its key. What is `begun` is no more than what the others hold."""
    shown = {key: published(parts) for key, parts in numbers.items()}
    beside = [shown[key] for key in holding]
    alone = [shown[key] for key in begun]
    sums = [_sum_alone(one.parts, one.total) for one in alone]
    nothing = [_sum_alone(one.parts, None) for one in alone]
    by_part = any(part is not None for one in alone for part in one.parts)
    if by_part and not _each_has_room(alone, beside):
        alone = sums
    if not _has_room([one.total for one in alone], [one.total for one in beside]):
        alone = nothing
    return shown | dict(zip(begun, alone, strict=True))


def _sum_alone(parts: Sequence[int | None], total: int | None) -> Column:
    return Column((None,) * len(parts), total)


def _each_has_room(begun: Sequence[Column], beside: Sequence[Column]) -> bool:
    """A hidden part may be all of its sum."""
    return all(
        _has_room(
            [one.total if one.parts[place] is None else one.parts[place] for one in begun],
            [one.parts[place] for one in beside],
        )
        for place in range(len(begun[0].parts))
    )


def _has_room(begun: Sequence[int | None], beside: Sequence[int | None]) -> bool:
    """A hidden one is as many as it can be, and as few."""
    most = sum(LEAST - 1 if one is None else one for one in begun)
    return most <= sum(one or 0 for one in beside)
