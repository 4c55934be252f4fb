"""The months ahead as bars, drawn on the server; every number of it stands in the table too. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cases.danish import dates

WIDTH, HEIGHT = 960, 260
LEFT, RIGHT, TOP, BOTTOM = 48.0, 952.0, 24.0, 212.0
GAP = 0.25  # of the width of a month


@dataclass(frozen=True)
class Bar:
    """`late` of the height is hatched; `label` is read aloud."""

    url: str
    label: str
    x: float
    width: float
    top: float
    height: float
    late_height: float
    number: str
    month: str
    middle: float


@dataclass(frozen=True)
class Rule:
    y: float
    label: str


@dataclass(frozen=True)
class Picture:
    bars: Sequence[Bar]
    rules: Sequence[Rule]
    width: int = WIDTH
    height: int = HEIGHT
    left: float = LEFT
    right: float = RIGHT
    bottom: float = BOTTOM

    @property
    def has_late(self) -> bool:
        """Something is hatched."""
        return any(bar.late_height for bar in self.bars)


@dataclass(frozen=True)
class Month:
    first: date
    count: int
    late: int
    url: str


def drawn(months: Sequence[Month]) -> Picture:
    step = _step(max((month.count for month in months), default=0))
    most = step * max(1, -(-max((month.count for month in months), default=0) // step))
    each = (RIGHT - LEFT) / max(len(months), 1)
    return Picture(
        bars=[_bar(month, place, each, most) for place, month in enumerate(months)],
        rules=[Rule(_y(value, most), str(value)) for value in range(0, most + 1, step)],
    )


def _bar(month: Month, place: int, each: float, most: int) -> Bar:
    top = _y(month.count, most)
    left = LEFT + place * each + each * GAP / 2
    late = f", {month.late} når det ikke" if month.late else ""
    name = f"{dates.MONTHS[month.first.month - 1]} {month.first.year}"
    short = dates.SHORT_MONTHS[month.first.month - 1].rstrip(".")
    return Bar(
        url=month.url,
        label=f"{name}: {month.count}{late}",
        x=round(left, 1),
        width=round(each * (1 - GAP), 1),
        top=top,
        height=round(BOTTOM - top, 1),
        late_height=round(BOTTOM - _y(month.late, most), 1),
        number=str(month.count),
        month=f"{short} {month.first:%y}" if place == 0 or month.first.month == 1 else short,
        middle=round(left + each * (1 - GAP) / 2, 1),
    )


def _y(value: int, most: int) -> float:
    return round(BOTTOM - value / most * (BOTTOM - TOP), 1)


def _step(most: int) -> int:
    """A round number; at most five lines."""
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000):
        if most <= 5 * step:
            return step
    return 10_000
