"""What the timeline is asked to show: a day, and perhaps something that has not happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from cases.danish import dates
from cases.deadlines import what_if
from cases.deadlines.period import BenefitRow, closed
from cases.deadlines.period_types import PeriodType

UNCHANGED, FLEKSJOB, BARSEL, SORGORLOV = "uaendret", "fleksjob", "barsel", "sorgorlov"


@dataclass(frozen=True)
class TimelineState:
    """What the form asks for, when it can be read; else the citizen as they are."""

    shown: date
    imagined: str
    first: date | None
    last: date | None

    @property
    def is_imagined(self) -> bool:
        return self.imagined != UNCHANGED

    def applied(self, rows: Sequence[BenefitRow]) -> Sequence[BenefitRow]:
        if self.imagined == FLEKSJOB and self.first:
            return what_if.begins_fleksjob(rows, on=self.first)
        if self.is_imagined and self.first:
            leave = closed(self.first, self.last)
            return what_if.takes_leave(rows, kind=PeriodType(self.imagined), leave=leave)
        return rows

    def condition(self, name: str) -> str:
        if not self.is_imagined or self.first is None:
            return ""
        if self.imagined == FLEKSJOB:
            return f"Hvis {name} begynder i fleksjob {dates.long(self.first)}"
        leave = PeriodType(self.imagined).label.lower()
        return f"Hvis {name} holder {leave} {dates.span(self.first, self.last)}"

    @property
    def query(self) -> str:
        values = {"pr": self.shown, "hvis": self.imagined, "fra": self.first, "til": self.last}
        return urlencode({name: value for name, value in values.items() if value})
