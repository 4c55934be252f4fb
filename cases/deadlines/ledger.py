"""The day ledger of one citizen: which days counted, on a time line without the neutral ones.

Cutting the neutral days out of the time line is what lets a window "reach further back past
barsel" become plain subtraction. Three words are used for a day throughout the engine:

- *day*    its ordinal in the calendar (`date.toordinal()`),
- *place*  its number on the time line when neutral days are cut out (equal to the day if none),
- *index*  its number among the counted days, from 0.

Days are ordinals and this module avoids objects on purpose: it is run for every citizen in a
country in one go.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from cases.deadlines.period_types import CODES, COUNTED, NEUTRAL, PeriodType

# A row as the database gives it: type (its value or its code), first day, end day or None.
Row = tuple[str | int, int, int | None]
Span = tuple[int, int]
Roles = Mapping[str | int, int]

NO_ROLE, COUNTS, IS_NEUTRAL = 0, 1, 2


def roles_of(
    *, counted: Iterable[PeriodType], neutral: Iterable[PeriodType]
) -> dict[str | int, int]:
    """What each type does, by its value and by its code."""
    roles: dict[str | int, int] = {}
    for kind in PeriodType:
        role = COUNTS if kind in counted else IS_NEUTRAL if kind in neutral else NO_ROLE
        roles[kind.value] = roles[CODES[kind]] = role
    return roles


ROLES_74C = roles_of(counted=COUNTED, neutral=NEUTRAL)


class Ledger:
    """Counted segments, disjoint and in order, with prefix sums.

    Segment number s holds the counted days `starts[s]`, one after another; `places[s]` is the
    place of the first; `before[s]` is how many counted days lie before it. `before` has one
    element more than the others: the total.
    """

    __slots__ = (
        "before",
        "neutral",
        "neutral_before",
        "neutral_starts",
        "places",
        "starts",
        "total",
    )

    def __init__(self, starts: list[int], before: list[int], neutral: list[Span]) -> None:
        self.starts = starts
        self.before = before
        self.total = before[-1]
        self.neutral = neutral
        if neutral:
            self.neutral_starts = [start for start, _ in neutral]
            self.neutral_before = _prefix_sums(neutral)
            self.places = [self.place(start) for start in starts]
        else:
            self.places = starts

    def place(self, day: int) -> int:
        """How far along the time line the day is: the days before it that are not neutral."""
        if not self.neutral:
            return day
        span = bisect_right(self.neutral_starts, day) - 1
        if span < 0:
            return day
        cut = self.neutral_before[span] + day - self.neutral_starts[span]
        most = self.neutral_before[span + 1]
        return day - (cut if cut < most else most)

    def latest_day(self, place: int) -> int:
        """The last day that has this place: the day itself, after any neutral days before it."""
        if not self.neutral:
            return place
        cut = self.neutral_before
        passed = sum(
            1 for span, start in enumerate(self.neutral_starts) if start - cut[span] <= place
        )
        return place + cut[passed]

    def counted_before(self, place: int) -> int:
        """How many counted days have a place before this one."""
        segment = bisect_right(self.places, place) - 1
        if segment < 0:
            return 0
        counted = self.before[segment] + place - self.places[segment]
        return min(counted, self.before[segment + 1])

    def day_of(self, index: int) -> int:
        """The day of the counted day with this index."""
        segment = bisect_right(self.before, index) - 1
        return self.starts[segment] + index - self.before[segment]

    def spans(self) -> list[Span]:
        """The counted segments as [start, end) days."""
        before = self.before
        return [(s, s + before[n + 1] - before[n]) for n, s in enumerate(self.starts)]


def build(rows: Iterable[Row], roles: Roles, limit: int) -> Ledger:
    """Rows that overlap are counted once; what lies on or after `limit` is left out.

    An open row lasts to `limit`. Neutral wins over counted, counted over every other type.
    """
    counted: list[Span] = []
    neutral: list[Span] = []
    for kind, start, end in rows:
        role = roles[kind]
        if role:
            if end is None or end > limit:
                end = limit
            if start < end:
                (counted if role == 1 else neutral).append((start, end))
    if len(counted) > 1:
        counted.sort()
    if neutral:
        neutral = merged(neutral)
        counted = without(merged(counted), neutral)
    starts: list[int] = []
    before: list[int] = []
    total = reach = 0
    for start, end in counted:
        if start > reach:
            starts.append(start)
            before.append(total)
            total += end - start
            reach = end
        elif end > reach:
            total += end - reach
            reach = end
    before.append(total)
    return Ledger(starts, before, neutral)


def merged(spans: list[Span]) -> list[Span]:
    """Disjoint and in order; spans that touch become one."""
    spans.sort()
    merged: list[Span] = []
    reach = -1
    for start, end in spans:
        if start > reach:
            merged.append((start, end))
            reach = end
        elif end > reach:
            merged[-1] = (merged[-1][0], end)
            reach = end
    return merged


def without(spans: list[Span], holes: list[Span]) -> list[Span]:
    """The parts of the spans outside the holes; both disjoint and in order."""
    kept: list[Span] = []
    for start, end in spans:
        for hole_start, hole_end in holes:
            if hole_end <= start:
                continue
            if hole_start >= end:
                break
            if start < hole_start:
                kept.append((start, hole_start))
            start = hole_end
            if start >= end:
                break
        if start < end:
            kept.append((start, end))
    return kept


def _prefix_sums(spans: list[Span]) -> list[int]:
    sums = [0]
    for start, end in spans:
        sums.append(sums[-1] + end - start)
    return sums
