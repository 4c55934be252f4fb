"""The sheet that the timeline is drawn on: its measures, its scales and what stands on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from cases.timeline.labels import Labels
from cases.timeline.scale import DayScale, MonthScale
from cases.timeline.shapes import Dot, Line, Path, Rect, Text
from cases.timeline.view import TimelineView

WIDTH = 1200
LEFT, RIGHT = 128.0, 1180.0
MARK_ROW = 44.0
MARK_ROWS = 4
BRACKET_Y = MARK_ROW + 30
LANE_TOP = BRACKET_Y + 12
LANE_HEIGHT = 58.0
BENEATH_LANES = 28.0
BAR_HEIGHT = 32.0
CURVE_HEIGHT = 210.0
HIGHEST_MONTHS = 20.0
AXIS_HEIGHT = 62.0


@dataclass(slots=True)
class TimelineChart:
    width: int
    bottom: float
    days: DayScale
    months: MonthScale
    labels: Labels
    bands: list[Rect] = field(default_factory=list)
    grid: list[Line] = field(default_factory=list)
    rects: list[Rect] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    top: float = 0.0
    description: str = ""

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def texts(self) -> list[Text]:
        return self.labels.texts

    def window_edges(self, view: TimelineView) -> tuple[float, float]:
        start, end = (self.days.x(self.days.clipped(day)) for day in view.window)
        return start, end


def bar_top(lane: int) -> float:
    """Of the bars in a lane, counted from 0."""
    return LANE_TOP + (lane + 1) * LANE_HEIGHT - BAR_HEIGHT - 4
