"""The list of periods as rows of a spreadsheet, gaps included."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from cases.danish import dates, numbers
from cases.periods.table import GapRow, PeriodRow

HEADER = ("Fra", "Til", "Type", "Timer", "Dage", "Tæller med", "Kilde", "Indlæst", "Bemærkning")


def cells(row: PeriodRow | GapRow) -> Sequence[str]:
    """In the order of `HEADER`."""
    if isinstance(row, GapRow):
        span = [dates.numeric(row.gap.first), dates.numeric(row.gap.last)]
        return [*span, "Ingen periode registreret", "", str(row.gap.days)]
    period = row.period
    return [
        dates.numeric(row.first),
        dates.numeric(row.last) if row.last else "løbende",
        row.label,
        numbers.number(period.weekly_hours) if period.weekly_hours else "",
        str(row.days),
        "Nej, annulleret" if period.annulled_on else row.counts,
        period.source,
        dates.moment(period.imported_at.astimezone(timezone.get_current_timezone()))
        if period.imported_at
        else "",
        _remark(period.annulled_on, period.annul_reason, row.notes),
    ]


def _remark(annulled_on: date | None, reason: str, notes: Sequence[str]) -> str:
    annulled = f"Annulleret {dates.numeric(annulled_on)}: {reason}" if annulled_on else ""
    return ". ".join(part for part in (annulled, *notes) if part)
