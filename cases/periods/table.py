"""The list on the page Perioder: newest first, with what lies between and across. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cases.danish import dates
from cases.deadlines.period_types import PeriodType
from cases.periods import gaps
from cases.periods.models import Period
from cases.periods.receipts import spanned


@dataclass(frozen=True)
class PeriodRow:
    period: Period
    first: date
    last: date | None
    days: int
    label: str
    counts: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class GapRow:
    gap: gaps.Gap

    @property
    def text(self) -> str:
        return f"Ingen periode registreret {dates.span(self.gap.first, self.gap.last)}"


def rows(periods: Sequence[Period], *, as_of: date) -> list[PeriodRow | GapRow]:
    standing = [one for one in periods if one.annulled_on is None]
    listed: list[PeriodRow | GapRow] = [_row(one, standing, as_of=as_of) for one in periods]
    listed += [GapRow(gap) for gap in gaps.gaps(standing)]
    return sorted(listed, key=_begins, reverse=True)


def _begins(row: PeriodRow | GapRow) -> date:
    return row.gap.first if isinstance(row, GapRow) else row.first


def _row(period: Period, standing: Sequence[Period], *, as_of: date) -> PeriodRow:
    last = date.fromordinal(period.end.toordinal() - 1) if period.end else None
    until = last or max(as_of, period.start)
    others = [] if period.annulled_on else gaps.overlap(period, standing)
    return PeriodRow(
        period=period,
        first=period.start,
        last=last,
        days=(until - period.start).days + 1,
        label=PeriodType(period.kind).label,
        counts=_counts(PeriodType(period.kind)),
        notes=tuple(
            f"Overlapper {PeriodType(one.kind).label.lower()} {spanned(one.start, one.end)}"
            for one in others
        ),
    )


def _counts(kind: PeriodType) -> str:
    if kind.is_counted:
        return "Ja"
    return "Nej, orlov" if kind.is_neutral else "Nej"
