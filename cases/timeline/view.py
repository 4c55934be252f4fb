"""What the timeline is drawn from. Periods are half-open; dates, not pixels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Style = Literal["counted", "not_counted", "outlined"]
COUNTED: Style = "counted"
NOT_COUNTED: Style = "not_counted"
OUTLINED: Style = "outlined"


@dataclass(frozen=True, slots=True)
class Segment:
    """`end=None` goes on; `assumed` marks what is foreseen or imagined."""

    start: date
    end: date | None
    style: Style
    label: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of periods; a newline in the label breaks it."""

    label: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """`level` places a dot on the curve of the window; m18 has none."""

    label: str
    day: date
    kind: Literal["m10", "m12", "m18", "move"]
    level: float | None = None


CurvePoint = tuple[date, float]


@dataclass(frozen=True, slots=True)
class TimelineView:
    today: date
    window: tuple[date, date]
    lanes: tuple[Lane, ...]
    curve: tuple[CurvePoint, ...]
    total: tuple[CurvePoint, ...] = ()
    marks: tuple[Mark, ...] = ()
    levels: tuple[int, ...] = ()
    shown: date | None = None
