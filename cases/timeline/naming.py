"""The words on the timeline: each where it crosses neither a mark nor another word.

Where a long name finds no such place, a shorter one or one on two lines may.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from cases.danish import dates
from cases.timeline import curve as curves
from cases.timeline.drawing import (
    BENEATH_LANES,
    BRACKET_Y,
    LEFT,
    RIGHT,
    TimelineChart,
    bar_top,
)
from cases.timeline.labels import ASCENT, LINE_HEIGHT, text_width
from cases.timeline.shapes import Path, Text
from cases.timeline.view import Segment, TimelineView

NAMES = {
    "curve": ("inden for 18 måneder", ("inden for", "18 måneder")),
    "total": ("modtaget i alt", ("modtaget", "i alt")),
}
STEP = 12.0


def name_window(chart: TimelineChart, view: TimelineView) -> None:
    """With its days where there is room for them."""
    left, right = chart.window_edges(view)
    last = view.window[1] - timedelta(days=1)
    long = f"18 måneder: {dates.table(view.window[0])}{dates.EN_DASH}{dates.table(last)}"
    chart.labels.place(
        [Text(x, BRACKET_Y - 9, name, "window", "middle")]
        for name in (long, "18 måneder")
        for x in _middles(left, right, width=text_width(name))
    )


def _middles(left: float, right: float, *, width: float) -> Iterator[float]:
    """Where the middle of a word may stand, from the middle of the stretch outwards."""
    middle, shift = (left + right) / 2, 0.0
    yield middle
    while middle + (shift := shift + STEP) + width / 2 <= right:
        yield middle - shift
        yield middle + shift


def name_segments(chart: TimelineChart, view: TimelineView) -> None:
    for number, lane in enumerate(view.lanes):
        for segment in lane.segments:
            left = chart.days.x(chart.days.clipped(segment.start))
            right = chart.days.x(chart.days.clipped(segment.end or chart.days.last))
            if segment.label and left < right:
                _name_segment(chart, segment, left=left, right=right, top=bar_top(number))


def _name_segment(
    chart: TimelineChart, segment: Segment, *, left: float, right: float, top: float
) -> None:
    """Inside an outlined bar when it fits; a hatch is never written on."""
    width = text_width(segment.label)
    middles = [
        min(max(x, LEFT + width / 2), RIGHT - width / 2) for x in _middles(left, right, width=width)
    ]
    fits = segment.style == "outlined" and width <= right - left
    chart.labels.place(
        (
            [Text(x, y, segment.label, "segment", "middle")]
            for y in ([top + 21, top - 6] if fits else [top - 6])
            for x in middles
        ),
        must_show=False,
    )


def name_curves(chart: TimelineChart, view: TimelineView) -> None:
    """Best in the part after today, where the two curves may differ."""
    top = chart.months.top - BENEATH_LANES
    today = chart.days.x(view.today) + 8
    for after, path_kinds in ((today, ("curve assumed", "total")), (LEFT, ("curve", "total"))):
        for path in chart.paths:
            kind = path.kind.split()[0]
            if path.kind in path_kinds and not _is_named(chart, kind):
                places = _along(path, kind, after=after, top=top)
                chart.labels.place(places, must_show=False, may_cross=False)


def _is_named(chart: TimelineChart, kind: str) -> bool:
    return any(text.kind == kind for text in chart.texts)


def _along(path: Path, kind: str, *, after: float, top: float) -> Iterator[Sequence[Text]]:
    """On one line if that can be; below the curve of the window and above the total."""
    one_line, two_lines = NAMES[kind]
    below = (24.0, 32.0, 44.0, 58.0, 74.0)
    above = (-10.0, -18.0, -28.0, -40.0)
    for lines in ((one_line,), two_lines):
        raised = LINE_HEIGHT * (len(lines) - 1)
        shifts = below if kind == "curve" else tuple(shift - raised for shift in above)
        width = max(text_width(line) for line in lines)
        for shift in shifts:
            for x, y in reversed(curves.sampled(path.points, step=10.0)):
                if x - width > after and y + shift - ASCENT > top:
                    yield _set(lines, round(x - 4, 1), round(y + shift, 1), kind)


def _set(lines: Iterable[str], x: float, y: float, kind: str) -> Sequence[Text]:
    return [Text(x, y + LINE_HEIGHT * n, line, kind, "end") for n, line in enumerate(lines)]
