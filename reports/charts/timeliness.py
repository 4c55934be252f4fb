"""Of what was finished each month, how much was in time: a line over thirteen months. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cases.danish import numbers
from cases.timeline.shapes import Dot, Line, Path, Text
from reports.charts.chart import LEFT, Cell, Chart, Mark, Table, scale
from reports.figures.month import Month

ENOUGH = 10  # a percentage of fewer says nothing
GOAL = 95  # what the municipality itself aims at
TOP, BOTTOM, END = 26.0, 190.0, 498.0
NAMES = END + 46  # room for the last value between the curve and the names of the lines


@dataclass(frozen=True, slots=True)
class Finished:
    month: Month
    in_time: int
    all: int

    @property
    def percent(self) -> int | None:
        return numbers.of_hundred(self.in_time, self.all) if self.all >= ENOUGH else None


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What 20 municipalities reached in 2021; never called the country's number."""

    percent: int
    n: int
    figure: str


def chart(
    points: Sequence[Finished], yardstick: Yardstick, *, how: str, url: Callable[[Month, str], str]
) -> Chart:
    drawn = Chart(
        key="rettidighed",
        title=finding(points),
        subtitle="Andel af månedens afsluttede revurderinger, der blev afsluttet til tiden. Antal "
        "afsluttede under aksen.",
        how=how,
        table=_table(points, url),
        source=f"Kilde: egne sager, som de er kendt i dag. Målet på {GOAL} pct. er kommunens eget. "
        "Sammenligning: Fokusrevision af fleksjobordningen 2021, figur "
        f"{yardstick.figure}, 20 kommuner (N = {yardstick.n}). "
        f"Måneder med færre end {ENOUGH} vises uden procent.",
    )
    drawn.is_empty = sum(one.percent is not None for one in points) < 2
    _axes(drawn, points)
    _held_against(drawn, yardstick)
    _line(drawn, points, url)
    return drawn


def finding(points: Sequence[Finished]) -> str:
    """Says which months it compares: the last of them may have too few to be told in percent."""
    known = [one for one in points if one.percent is not None]
    last = points[-1]
    if len(known) < 2:
        if not last.all:
            return f"Ingen revurderinger er afsluttet i {last.month.name}"
        return f"{numbers.share(last.in_time, last.all)} afsluttet til tiden i {last.month.name}"
    first, latest = known[0], known[-1]
    moved = (latest.percent or 0) - (first.percent or 0)
    since = f"siden {first.month.label}"
    if latest is not last:
        since = f"mellem {first.month.label} og {latest.month.label}"
    if abs(moved) < 3:
        return f"Rettidigheden er omtrent uændret {since}: {latest.percent} pct."
    verb = "steg" if moved > 0 else "faldt"
    return f"Rettidigheden {verb} fra {first.percent} til {latest.percent} pct. {since}"


def _x(place: int, count: int) -> float:
    return round(LEFT + 16 + place * (END - LEFT - 16) / max(1, count - 1), 1)


def _axes(drawn: Chart, points: Sequence[Finished]) -> None:
    for percent in (0, 25, 50, 75, 100):
        drawn.rule(_y(percent), str(percent), until=END + 12)
    drawn.texts.append(Text(LEFT - 8, 240, "antal", "axis", "end"))
    for place, one in enumerate(points):
        x = _x(place, len(points))
        if (len(points) - 1 - place) % 2 == 0:
            year = f" {one.month.first:%y}" if place == 0 or one.month.first.month == 1 else ""
            drawn.texts.append(Text(x, 214, f"{one.month.short}{year}", "axis", "middle"))
        drawn.texts.append(Text(x, 240, numbers.number(one.all), "axis", "middle"))


def _held_against(drawn: Chart, yardstick: Yardstick) -> None:
    """The goal and the 20 municipalities: each line with its name beside it."""
    goal, theirs = _y(GOAL), _y(yardstick.percent)
    drawn.grid.append(Line(LEFT, goal, END + 12, goal, "goal"))
    drawn.texts.append(Text(NAMES, goal + 5, f"mål {GOAL}", "goal"))
    drawn.grid.append(Line(LEFT, theirs, END + 12, theirs, "yardstick"))
    drawn.texts.append(Text(NAMES, theirs - 3, "20 kommuner", "yardstick"))
    drawn.texts.append(Text(NAMES, theirs + 14, f"2021: {yardstick.percent}", "yardstick"))


def _line(drawn: Chart, points: Sequence[Finished], url: Callable[[Month, str], str]) -> None:
    """Broken where a month has too few."""
    run: list[tuple[float, float]] = []
    for place, one in enumerate(points):
        if one.percent is None:
            _end(drawn, run)
            run = []
            continue
        x, y = _x(place, len(points)), _y(one.percent)
        run.append((x, y))
        is_last = place == len(points) - 1
        share = numbers.share(one.in_time, one.all)
        label = f"{one.month.label}: {share} til tiden"
        dots = [Dot(x, y, "last" if is_last else "point")]
        drawn.marks.append(Mark(url(one.month, "afsluttede"), label, dots=dots))
        if is_last:
            drawn.texts.append(Text(x + 13, y + 6, f"{one.percent}", "last"))
    _end(drawn, run)


def _end(drawn: Chart, run: list[tuple[float, float]]) -> None:
    if len(run) > 1:
        drawn.paths.append(Path(tuple(run), "curve"))


def _y(percent: float) -> float:
    return scale(percent, most=100, top=TOP, bottom=BOTTOM)


def _table(points: Sequence[Finished], url: Callable[[Month, str], str]) -> Table:
    rows = [
        (
            Cell(one.month.label),
            Cell(numbers.number(one.in_time), url(one.month, "afsluttet-til-tiden")),
            Cell(numbers.number(one.all), url(one.month, "afsluttede")),
            Cell("" if one.percent is None else f"{one.percent}"),
        )
        for one in points
    ]
    return Table(("Måned", "Til tiden", "Afsluttet i alt", "Procent"), rows)
