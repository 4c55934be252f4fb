"""Draw the window, the lanes, the curve and the marks, then place the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from cases.danish import dates
from cases.timeline import curve as curves
from cases.timeline.labels import Box, Labels, text_width
from cases.timeline.scale import DayScale, MonthScale, axis_around, first_of_month
from cases.timeline.shapes import Dot, Line, Path, Rect, Text
from cases.timeline.view import Lane, Mark, Segment, TimelineView

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


def build(view: TimelineView) -> TimelineChart:
    chart = _empty_chart(view)
    _draw_window(chart, view)
    _draw_grid(chart, view)
    for number, lane in enumerate(view.lanes):
        _draw_lane(chart, lane, top=LANE_TOP + number * LANE_HEIGHT, today=view.today)
    _draw_curves(chart, view)
    _draw_today(chart, view)
    _draw_marks(chart, view)
    _name_window(chart, view)
    _name_segments(chart, view)
    _name_curves(chart, view)
    chart.description = _describe(view)
    return chart


def _empty_chart(view: TimelineView) -> TimelineChart:
    curve_top = LANE_TOP + len(view.lanes) * LANE_HEIGHT + BENEATH_LANES
    bottom = curve_top + CURVE_HEIGHT
    canvas = Box(0, -MARK_ROW * (MARK_ROWS - 1), WIDTH, bottom + AXIS_HEIGHT)
    return TimelineChart(
        width=WIDTH,
        bottom=bottom + AXIS_HEIGHT,
        days=axis_around(view.today, left=LEFT, right=RIGHT),
        months=MonthScale(top=curve_top, bottom=bottom, highest=HIGHEST_MONTHS),
        labels=Labels(canvas),
    )


def _draw_window(chart: TimelineChart, view: TimelineView) -> None:
    left, right = _window_edges(chart, view)
    bottom = chart.months.bottom
    chart.bands.append(Rect(left, LANE_TOP, right - left, bottom - LANE_TOP, "window"))
    bracket = (
        (left, LANE_TOP),
        (left, BRACKET_Y),
        (right, BRACKET_Y),
        (right, LANE_TOP),
    )
    chart.paths.append(Path(bracket, "bracket"))


def _window_edges(chart: TimelineChart, view: TimelineView) -> tuple[float, float]:
    start, end = (chart.days.x(chart.days.clipped(day)) for day in view.window)
    return start, end


def _draw_grid(chart: TimelineChart, view: TimelineView) -> None:
    month = chart.days.first
    axis_y = chart.months.bottom + 22
    while month < chart.days.last:
        if month.month in (1, 4, 7, 10):
            x = chart.days.x(month)
            kind = "year" if month.month == 1 else "quarter"
            chart.grid.append(Line(x, LANE_TOP, x, chart.months.bottom, kind))
            chart.labels.place([[Text(x + 4, axis_y, _axis_name(month), "axis")]], must_show=False)
        month = first_of_month(month, ahead=1)
    chart.labels.place([[Text(4, chart.months.top + 2, "Måneder", "lane")]])
    for level in (0, *view.levels):
        y = chart.months.y(level)
        chart.grid.append(Line(LEFT, y, RIGHT, y, "level" if level else "zero"))
        chart.labels.place([[Text(LEFT - 10, y + 5, str(level), "level", "end")]])


def _axis_name(month: date) -> str:
    name = dates.SHORT_MONTHS[month.month - 1]
    return f"{name} {month.year}" if month.month == 1 else name


def _draw_lane(chart: TimelineChart, lane: Lane, *, top: float, today: date) -> None:
    bar_top = top + LANE_HEIGHT - BAR_HEIGHT - 4
    names = lane.label.split("\n")
    first = bar_top + 21 - 9 * (len(names) - 1)
    chart.labels.place([[Text(4, first + 19 * n, name, "lane") for n, name in enumerate(names)]])
    for segment in lane.segments:
        for start, end, assumed in _at_today(segment, chart.days, today):
            left, right = chart.days.x(start), chart.days.x(end)
            kind = f"{segment.style}{' assumed' if assumed else ''}"
            chart.rects.append(Rect(left, bar_top, round(right - left, 1), BAR_HEIGHT, kind))


def _at_today(segment: Segment, days: DayScale, today: date) -> Iterator[tuple[date, date, bool]]:
    """What lies after today is foreseen, and drawn so."""
    start = days.clipped(segment.start)
    end = days.clipped(segment.end or days.last)
    tomorrow = today + timedelta(days=1)
    pieces = [(start, end)]
    if start < tomorrow < end:
        pieces = [(start, tomorrow), (tomorrow, end)]
    for first, last in pieces:
        if first < last:
            yield first, last, segment.assumed or first >= tomorrow


def _draw_curves(chart: TimelineChart, view: TimelineView) -> None:
    days, today = chart.days, view.today
    pieces = (
        (view.total, days.first, days.last, "total"),
        (view.curve, days.first, today, "curve"),
        (view.curve, today, days.last, "curve assumed"),
    )
    for points, first, last, kind in pieces:
        kept = curves.below(curves.cut(points, first, last), HIGHEST_MONTHS)
        if len(kept) > 1:
            drawn = curves.project(kept, days, chart.months)
            chart.paths.append(Path(drawn, kind))
            chart.labels.keep_clear(curves.boxes_along(drawn))


def _draw_today(chart: TimelineChart, view: TimelineView) -> None:
    y = chart.months.bottom + 46
    moments = [(view.today, "i dag", "today")]
    if view.shown and view.shown != view.today and chart.days.holds(view.shown):
        moments.append((view.shown, f"vist: {dates.table(view.shown)}", "shown"))
    for day, name, kind in moments:
        x = chart.days.x(day)
        chart.lines.append(Line(x, BRACKET_Y, x, y - 16, kind))
        chart.labels.keep_clear([Box(x - 1, BRACKET_Y, x + 1, y - 16)])
        places = [[Text(x, y, name, kind, "middle")], [Text(x + 26, y, name, kind)]]
        places += [[Text(x - 26, y, name, kind, "end")]]
        chart.labels.place(places)


def _draw_marks(chart: TimelineChart, view: TimelineView) -> None:
    marks = [mark for mark in view.marks if chart.days.holds(mark.day)]
    lines = {mark: _mark_line(chart, mark) for mark in marks}
    chart.labels.keep_clear(lines.values())
    for mark in marks:
        top = _name_mark(chart, mark)
        chart.top = min(chart.top, top)
        x = chart.days.x(mark.day)
        chart.lines.append(Line(x, top, x, chart.months.bottom, mark.kind))
        if mark.level is not None:
            y = chart.months.y(mark.level)
            chart.dots.append(Dot(x, y, mark.kind))
            chart.labels.keep_clear([Box(x - 9, y - 9, x + 9, y + 9)])


def _mark_line(chart: TimelineChart, mark: Mark) -> Box:
    x = chart.days.x(mark.day)
    return Box(x - 1, chart.labels.canvas.top, x + 1, chart.months.bottom)


def _name_mark(chart: TimelineChart, mark: Mark) -> float:
    """Beside its line, on the lowest row with room; answers the top of the row."""
    x = chart.days.x(mark.day)
    sides = ((8, "start"), (-8, "end"))
    if mark.kind == "m10":
        sides = ((-8, "end"), (8, "start"))
    places = [
        [
            Text(x + shift, 20 - row * MARK_ROW, mark.label, f"mark {mark.kind}", anchor),
            Text(x + shift, 39 - row * MARK_ROW, dates.table(mark.day), mark.kind, anchor),
        ]
        for row in range(MARK_ROWS)
        for shift, anchor in sides
    ]
    chart.labels.place(places)
    return chart.texts[-1].y - 35


def _name_window(chart: TimelineChart, view: TimelineView) -> None:
    left, right = _window_edges(chart, view)
    last = view.window[1] - timedelta(days=1)
    name = f"18 måneder: {dates.table(view.window[0])}{dates.EN_DASH}{dates.table(last)}"
    half = text_width(name) / 2
    spots = [(left + (right - left) * share / 10) for share in (5, 4, 6, 3, 7, 2, 8)]
    inside = [x for x in spots if left <= x - half and x + half <= right] or spots[:1]
    chart.labels.place([[Text(x, BRACKET_Y - 9, name, "window", "middle")] for x in inside])


def _name_segments(chart: TimelineChart, view: TimelineView) -> None:
    for number, lane in enumerate(view.lanes):
        bar_top = LANE_TOP + number * LANE_HEIGHT + LANE_HEIGHT - BAR_HEIGHT - 4
        for segment in lane.segments:
            left = chart.days.x(chart.days.clipped(segment.start))
            right = chart.days.x(chart.days.clipped(segment.end or chart.days.last))
            if segment.label and left < right:
                _name_segment(chart, segment, left=left, right=right, bar_top=bar_top)


def _name_segment(
    chart: TimelineChart, segment: Segment, *, left: float, right: float, bar_top: float
) -> None:
    """Inside an outlined bar when it fits; a hatch is never written on."""
    width = text_width(segment.label)
    middle = min(max((left + right) / 2, LEFT + width / 2), RIGHT - width / 2)
    above = [Text(middle, bar_top - 6, segment.label, "segment", "middle")]
    inside = [Text(middle, bar_top + 21, segment.label, "segment", "middle")]
    fits = segment.style == "outlined" and width <= right - left
    chart.labels.place([inside, above] if fits else [above], must_show=False)


def _name_curves(chart: TimelineChart, view: TimelineView) -> None:
    """In the part after today, where the two curves may differ."""
    after = chart.days.x(view.today) + 8
    names = (
        ("curve assumed", "inden for 18 måneder", "curve"),
        ("total", "modtaget i alt", "total"),
    )
    for path_kind, name, kind in names:
        for path in chart.paths:
            if path.kind == path_kind:
                places = list(_beside(path, name, kind, after=after))
                chart.labels.place(places, must_show=False)


def _beside(path: Path, name: str, kind: str, *, after: float) -> Iterator[list[Text]]:
    """Below the curve of the window and above the total, from the right end back."""
    nearest = (24.0, 32.0, 44.0, 58.0, 74.0) if kind == "curve" else (-10.0, -18.0, -28.0, -40.0)
    for offset in nearest:
        for x, y in reversed(curves.sampled(path.points, step=10.0)):
            if x - text_width(name) > after:
                yield [Text(round(x - 4, 1), round(y + offset, 1), name, kind, "end")]


def _describe(view: TimelineView) -> str:
    marks = [f"{mark.label}: {dates.long(mark.day)}" for mark in view.marks]
    start, last = view.window[0], view.window[1] - timedelta(days=1)
    window = f"Vinduet på 18 måneder er {dates.span(start, last)}."
    return " ".join([window, *(f"{mark}." for mark in marks)])
