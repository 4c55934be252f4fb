"""The rows as they would be if something happened. Nothing is saved; the engine counts them as facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cases.deadlines.period import BenefitRow, Period
from cases.deadlines.period_types import PeriodType


def begins_fleksjob(rows: Sequence[BenefitRow], *, on: date) -> list[BenefitRow]:
    """Everything else stops the day before, and what was planned later falls away."""
    return [
        *(_ended(row, on) for row in rows if row.start < on),
        BenefitRow(PeriodType.FLEKSJOB, on, None),
    ]


def takes_leave(rows: Sequence[BenefitRow], *, kind: PeriodType, leave: Period) -> list[BenefitRow]:
    """The benefit runs on underneath: a day of leave is neutral all the same."""
    return [*rows, BenefitRow(kind, leave.start, leave.end)]


def _ended(row: BenefitRow, on: date) -> BenefitRow:
    if row.end is not None and row.end <= on:
        return row
    return BenefitRow(row.kind, row.start, on)
