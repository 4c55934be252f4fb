"""Holes and overlaps between a citizen's standing periods: shown, never forbidden. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar


class Spanning(Protocol):
    start: date
    end: date | None


Other = TypeVar("Other", bound=Spanning)


@dataclass(frozen=True)
class Gap:
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def gaps(periods: Sequence[Spanning]) -> list[Gap]:
    """The days between the first and the last period that none of them covers."""
    found: list[Gap] = []
    covered: date | None = None
    for period in sorted(periods, key=lambda one: one.start):
        if covered is not None and period.start > covered:
            found.append(Gap(covered, period.start - timedelta(days=1)))
        if period.end is None:
            return found
        covered = max(covered or period.end, period.end)
    return found


def overlap(one: Spanning, others: Sequence[Other]) -> list[Other]:
    """Those of `others` that share a day with `one`."""
    return [other for other in others if other is not one and _share_a_day(one, other)]


def _share_a_day(one: Spanning, other: Spanning) -> bool:
    return (one.end is None or other.start < one.end) and (
        other.end is None or one.start < other.end
    )
