"""The frame that every jobcenter's small drawing stands in: the same size and axes. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cases.timeline.shapes import Line, Rect, Text
from reports.charts.chart import Cell, Chart, Mark, Table, scale

WIDTH, HEIGHT = 320, 168.0
LEFT, RIGHT, TOP, BOTTOM = 40.0, 312.0, 20.0, 136.0
One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Place:
    """A jobcenter: its page, and the address of the cases behind a number of it."""

    key: int
    name: str
    url: str
    list_url: Callable[..., str]


@dataclass(frozen=True, slots=True)
class Panel:
    """`said` is what the drawing shows, in words; it stands beside the jobcenter's name."""

    place: Place
    said: str
    chart: Chart


@dataclass(frozen=True, slots=True)
class Multiples:
    """`title` is the finding."""

    key: str
    title: str
    subtitle: str
    how: str
    source: str
    panels: Sequence[Panel]
    table: Table


def framed(place: Place, kind: str, label: str) -> Chart:
    return Chart(
        key=f"{kind}-{place.key}",
        title=f"{label} i {place.name}",
        subtitle="",
        how="",
        table=Table((), ()),
        height=HEIGHT,
        width=WIDTH,
    )


def y_of(value: float, most: int) -> float:
    return scale(value, most=most, top=TOP, bottom=BOTTOM)


def rule(drawn: Chart, value: int, most: int) -> None:
    y = y_of(value, most)
    drawn.grid.append(Line(LEFT, y, RIGHT, y, "grid"))
    drawn.texts.append(Text(LEFT - 6, y + 5, str(value), "axis", "end"))


def rules(drawn: Chart, most: int, step: int) -> None:
    """The lowest, the middle and the highest: a small drawing has room for no more."""
    for value in sorted({0, most // step // 2 * step, most}):
        rule(drawn, value, most)


def room(count: int) -> float:
    """For each of so many bars."""
    return (RIGHT - LEFT) / count


def under(drawn: Chart, x: float, label: str, anchor: str = "middle") -> None:
    drawn.texts.append(Text(round(x, 1), BOTTOM + 22, label, "axis", anchor))


def bar(
    drawn: Chart, place: int, count: int, most: int, *, height: int, kind: str, mark: tuple[str, str],
    hatched: int = 0,
) -> None:  # fmt: skip
    """`mark` is where it leads and what it says; `hatched` of the height is more than there is room for."""
    if not height:
        return
    x, width = round(LEFT + (place + 0.12) * room(count), 1), round(room(count) * 0.76, 1)
    full, top = y_of(height - hatched, most), y_of(height, most)
    rects = [Rect(x, full, width, round(BOTTOM - full, 1), kind)]
    if hatched:
        rects.append(Rect(x, top, width, round(full - top, 1), "hatched"))
    drawn.marks.append(Mark(*mark, rects=rects))


def table(
    first: str,
    found: Sequence[tuple[Place, Sequence[One]]],
    *,
    label: Callable[[One], str],
    cell: Callable[[Place, One], Cell],
) -> Table:
    """A row for each point, a column for each jobcenter."""
    places = [place for place, _ in found]
    return Table(
        (first, *(place.name for place in places)),
        [
            (Cell(label(points[0])), *map(cell, places, points))
            for points in zip(*(series for _, series in found), strict=True)
        ],
    )
