"""Draw the window, the lanes, the curve and the marks; `naming` then places the words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from cases.danish import dates
from cases.timeline import curve as curves
from cases.timeline import naming
from cases.timeline.drawing import (
    AXIS_HEIGHT,
    BAR_HEIGHT,
    BENEATH_LANES,
    BRACKET_Y,
    CURVE_HEIGHT,
    HIGHEST_MONTHS,
    LANE_HEIGHT,
    LANE_TOP,
    LEFT,
    MARK_ROW,
    MARK_ROWS,
    RIGHT,
    WIDTH,
    TimelineChart,
    bar_top,
)
from cases.timeline.labels import Box, Labels
from cases.timeline.scale import DayScale, MonthScale, axis_around, first_of_month
from cases.timeline.shapes import Dot, Line, Path, Rect, Text
from cases.timeline.view import Lane, Mark, Segment, TimelineView


def build(view: TimelineView) -> TimelineChart:
    chart = _empty_chart(view)
    _draw_window(chart, view)
    _draw_grid(chart, view)
    for number, lane in enumerate(view.lanes):
        _draw_lane(chart, lane, top=bar_top(number), today=view.today)
    _draw_curves(chart, view)
    _draw_today(chart, view)
    _draw_marks(chart, view)
    naming.name_window(chart, view)
    naming.name_segments(chart, view)
    naming.name_curves(chart, view)
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
    left, right = chart.window_edges(view)
    bottom = chart.months.bottom
    chart.bands.append(Rect(left, LANE_TOP, right - left, bottom - LANE_TOP, "window"))
    bracket = (
        (left, LANE_TOP),
        (left, BRACKET_Y),
        (right, BRACKET_Y),
        (right, LANE_TOP),
    )
    chart.paths.append(Path(bracket, "bracket"))


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
        # A hand-over at 11 months is close below 12, one at 1 close above the axis.
        beside = [y + 5, y - 5]
        chart.labels.place([[Text(LEFT - 10, at, str(level), "level", "end")] for at in beside])


def _axis_name(month: date) -> str:
    name = dates.SHORT_MONTHS[month.month - 1]
    return f"{name} {month.year}" if month.month == 1 else name


def _draw_lane(chart: TimelineChart, lane: Lane, *, top: float, today: date) -> None:
    names = lane.label.split("\n")
    first = top + 21 - 9 * (len(names) - 1)
    chart.labels.place([[Text(4, first + 19 * n, name, "lane") for n, name in enumerate(names)]])
    for segment in lane.segments:
        for start, end, assumed in _at_today(segment, chart.days, today):
            left, right = chart.days.x(start), chart.days.x(end)
            kind = f"{segment.style}{' assumed' if assumed else ''}"
            chart.rects.append(Rect(left, top, round(right - left, 1), BAR_HEIGHT, kind))


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


def _describe(view: TimelineView) -> str:
    marks = [f"{mark.label}: {dates.long(mark.day)}" for mark in view.marks]
    start, last = view.window[0], view.window[1] - timedelta(days=1)
    window = f"Vinduet på 18 måneder er {dates.span(start, last)}."
    return " ".join([window, *(f"{mark}." for mark in marks)])
