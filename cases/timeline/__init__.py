"""The 18-month window as a drawing: facts in, finished coordinates out."""

from cases.timeline.chart import build
from cases.timeline.drawing import TimelineChart
from cases.timeline.view import (
    COUNTED,
    NOT_COUNTED,
    OUTLINED,
    Lane,
    Mark,
    Segment,
    TimelineView,
)

__all__ = [
    "COUNTED",
    "NOT_COUNTED",
    "OUTLINED",
    "Lane",
    "Mark",
    "Segment",
    "TimelineChart",
    "TimelineView",
    "build",
]
