"""n months within m: the one search that every such rule is built on.

A day d is judged at e = d + 1. The window at e holds as many days that are not neutral as
[e - m months, e) is long. The test holds on d when the counted days in the window, and not before
the round began, are at least as many as [e - n months, e) has days. n months *stand* on d when the
test holds and d is a counted day, or when they stood on d - 1 and the test still holds.

So a run of days on which n months stand always begins with a counted day, and the two questions a
mark asks are these:

- `first_standing`: the first counted day, from a given one, on which the test holds;
- `run_start`: the first day of the unbroken run that a given day belongs to.

Neither walks day by day. The count grows by at most one a day forwards and falls by at most one a
day backwards, so when k days are missing (or to spare), the next k - 1 days need no look. The
required length moves too, but only between its `least` and its `most`; the window's own length
moves by at most `spread`, which matters only where neutral days let the window stand still.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from cases.deadlines import ledger as ledgers
from cases.deadlines.ledger import Ledger
from cases.deadlines.months import CYCLE, lengths_back
from cases.deadlines.period_types import COUNTED, NEUTRAL, PeriodType

FOREVER = date.max.toordinal() + 1


class Regime:
    """One "n months within m" over the days [first, until), its lengths looked up beforehand."""

    __slots__ = ("first", "least", "most", "need", "spread", "until", "window")

    def __init__(self, *, n: int, m: int, first: int, until: int) -> None:
        self.first, self.until = first, until
        self.need = lengths_back(months=n)
        self.window = lengths_back(months=m)
        self.least, self.most = min(self.need), max(self.need)
        self.spread = max(self.window) - min(self.window)


def first_standing(ledger: Ledger, index: int, used: int, rules: Sequence[Regime]) -> int:
    """Index of the first counted day, from `index` on, where the months stand; -1 if none.

    `used` is the number of counted days before the round: they are not counted again.
    """
    total, before, places, starts = ledger.total, ledger.before, ledger.places, ledger.starts
    for rule in rules:
        need, window, least, until = rule.need, rule.window, rule.least, rule.until
        begin = index
        while index < total:
            segment = bisect_right(before, index) - 1
            step = index - before[segment] + 1
            e = starts[segment] + step
            if e > until:
                break
            slot = e % CYCLE
            opens = places[segment] + step - window[slot]
            outside = used
            oldest = bisect_right(places, opens) - 1
            if oldest >= 0:
                outside = before[oldest] + opens - places[oldest]
                if outside > before[oldest + 1]:
                    outside = before[oldest + 1]
                if outside < used:
                    outside = used
            count = index + 1 - outside
            if count >= need[slot]:
                return index
            jump = least - count
            if ledger.neutral and index + jump >= before[segment + 1]:
                jump -= rule.spread  # neutral days may lie between
            index += jump if jump > 1 else 1
        # A jump may have gone past the end of this rule: the next one looks from its first day.
        index = max(begin, ledger.counted_before(ledger.place(until)))
    return -1


def counted_at(ledger: Ledger, e: int, used: int, window: list[int]) -> int:
    """Counted days in the window at `e`, without the `used` ones before the round.

    The look-ups of `Ledger.place` and `Ledger.counted_before`, written out: this runs millions
    of times in a full recompute.
    """
    places, before = ledger.places, ledger.before
    place = ledger.place(e) if ledger.neutral else e
    segment = bisect_right(places, place) - 1
    if segment < 0:
        return 0
    inside = before[segment] + place - places[segment]
    if inside > before[segment + 1]:
        inside = before[segment + 1]
    opens = place - window[e % CYCLE]
    segment = bisect_right(places, opens) - 1
    if segment >= 0:
        outside = before[segment] + opens - places[segment]
        if outside > before[segment + 1]:
            outside = before[segment + 1]
        if outside > used:
            return inside - outside
    return inside - used


def run_start(ledger: Ledger, day: int, used: int, rules: Sequence[Regime]) -> int | None:
    """First day of the run that `day` is part of; None if the months do not stand on it."""
    places, before, neutral = ledger.places, ledger.before, ledger.neutral
    e = day + 1
    place = ledger.place(e) if neutral else e
    for rule in reversed(rules):
        need, window, most, first = rule.need, rule.window, rule.most, rule.first
        while e > first:
            # `counted_at`, written out: this runs millions of times in a full recompute.
            slot = e % CYCLE
            count = -used
            segment = bisect_right(places, place) - 1
            if segment >= 0:
                inside = before[segment] + place - places[segment]
                next_before = before[segment + 1]
                count += inside if inside < next_before else next_before
                opens = place - window[slot]
                segment = bisect_right(places, opens) - 1
                if segment >= 0:
                    outside = before[segment] + opens - places[segment]
                    next_before = before[segment + 1]
                    if outside > next_before:
                        outside = next_before
                    if outside > used:
                        count += used - outside
            if count < need[slot]:
                return _first_counted_day(ledger, e, day)
            jump = count - most + 1
            if jump <= 1:
                jump = 1
            elif neutral and place - ledger.place(e - jump) != jump:
                jump -= rule.spread  # neutral days lie between
                if jump < 1:
                    jump = 1
            e -= jump
            if e < first:  # the rule before this one judges the days before `first`
                e = first
            place = ledger.place(e) if neutral else e
    return _first_counted_day(ledger, e, day)


def _first_counted_day(ledger: Ledger, since: int, until: int) -> int | None:
    """The first counted day from `since` to `until`, both included."""
    index = ledger.counted_before(ledger.place(since))
    if index == ledger.total:
        return None
    day = ledger.day_of(index)
    return day if day <= until else None


class Restart(Enum):
    """When a new count begins."""

    NEVER = "never"
    DAY_AFTER = "day after"


@dataclass(frozen=True, slots=True)
class MonthsWithin:
    """A rule of the kind "n months within m", as the law's other paragraphs use it too."""

    n: int
    m: int
    counted: frozenset[PeriodType] = COUNTED
    neutral: frozenset[PeriodType] = NEUTRAL
    restart: Restart = Restart.DAY_AFTER


def days_reached(
    rule: MonthsWithin,
    *,
    rows: Sequence[ledgers.Row],
    until: date,
    since: date | None = None,
) -> list[date]:
    """The days, to `until` included, on which the n months are reached.

    With `Restart.NEVER` only the first. `since` begins the count anew by a rule of its own, such
    as LAB § 37: nothing before it counts.
    """
    roles = ledgers.roles_of(counted=rule.counted, neutral=rule.neutral)
    ledger = ledgers.build(rows, roles, until.toordinal() + 1)
    search = (Regime(n=rule.n, m=rule.m, first=0, until=FOREVER),)
    used = 0 if since is None else ledger.counted_before(ledger.place(since.toordinal()))
    found: list[date] = []
    while (index := first_standing(ledger, used, used, search)) >= 0:
        found.append(date.fromordinal(ledger.day_of(index)))
        if rule.restart is Restart.NEVER:
            break
        used = index + 1
    return found
