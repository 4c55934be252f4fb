"""The control points of STAR's audit of 2021, for us and for the 20 municipalities. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cases.danish import numbers
from cases.timeline.shapes import Dot, Line, Text
from reports.charts.chart import RIGHT, Cell, Chart, Mark, Table
from reports.charts.timeliness import ENOUGH, Yardstick

NAMES_END = 236.0
ROW, FIRST = 58.0, 44.0
WORDS = ("nul", "et", "to", "tre", "fire", "fem", "seks")


@dataclass(frozen=True, slots=True)
class Point:
    """`key` is the figure of all that are judged; those who failed have a list of their own."""

    key: str
    name: str
    met: int
    all: int
    yardstick: Yardstick

    @property
    def failing(self) -> int:
        return self.all - self.met

    @property
    def failing_key(self) -> str:
        return f"{self.key}-ikke-opfyldt"

    @property
    def percent(self) -> int | None:
        return numbers.of_hundred(self.met, self.all) if self.all >= ENOUGH else None


def chart(points: Sequence[Point], *, how: str, url: Callable[[str], str]) -> Chart:
    figures = " og ".join(dict.fromkeys(one.yardstick.figure for one in points))
    drawn = Chart(
        key="kontrolpunkter",
        title=finding(points),
        subtitle="Andel af runderne det seneste år, procent. Punkterne er blandt dem, STAR "
        "kontrollerede i 2021.",
        how=how,
        table=_table(points, url),
        source="Små tal: en eller to sager kan flytte flere procentpoint. Kilde: Fokusrevision af "
        f"fleksjobordningen 2021, figur {figures}, 20 kommuner.",
        height=FIRST + ROW * len(points) + 34,
    )
    bottom = FIRST + ROW * len(points)
    for percent in (0, 25, 50, 75, 100):
        drawn.grid.append(Line(_x(percent), 24, _x(percent), bottom, "grid"))
        drawn.texts.append(Text(_x(percent), bottom + 20, str(percent), "axis", "middle"))
    drawn.texts.append(Text(RIGHT, 14, "◇ 20 kommuner 2021   ● vores", "yardstick", "end"))
    for place, point in enumerate(points):
        _row(drawn, point, FIRST + ROW * place + ROW / 2 - 6, url)
    return drawn


def finding(points: Sequence[Point]) -> str:
    known = [one for one in points if one.percent is not None]
    if not known:
        return "Der er for få sager til at sammenligne med de 20 kommuner i 2021"
    above = sum((one.percent or 0) > one.yardstick.percent for one in known)
    count = WORDS[len(known)]
    both = "begge kontrolpunkter" if len(known) == 2 else f"alle {count} kontrolpunkter"
    if len(known) == 1:
        both = "det ene kontrolpunkt, der kan måles"
    if above == len(known):
        return f"Vi ligger over de 20 kommuner i 2021 på {both}"
    if not above:
        return f"Vi ligger ikke over de 20 kommuner i 2021 på {both}".replace(
            "begge", "nogen af de to"
        )
    return f"Vi ligger over de 20 kommuner i 2021 på {WORDS[above]} af {count} kontrolpunkter"


def _row(drawn: Chart, point: Point, y: float, url: Callable[[str], str]) -> None:
    share = f"{numbers.number(point.met)} af {numbers.number(point.all)}"
    drawn.texts.append(Text(0, y, point.name, "name"))
    drawn.texts.append(Text(0, y + 18, share, "axis"))
    failing = f"{numbers.number(point.failing)} opfylder det ikke"
    opens = url(point.failing_key)
    theirs = _x(point.yardstick.percent)
    diamond = Dot(theirs, y, "yardstick")
    if point.percent is None:
        label = f"{point.name}: {share}. {failing}"
        drawn.marks.append(Mark(opens, label, diamonds=[diamond]))
        drawn.texts.append(Text(theirs + 14, y + 5, f"{point.yardstick.percent}", "axis"))
        return
    ours = _x(point.percent)
    drawn.grid.append(Line(theirs, y, ours, y, "between"))
    share = numbers.share(point.met, point.all)
    label = f"{point.name}: {share}. {failing}. 20 kommuner: {point.yardstick.percent} pct."
    drawn.marks.append(Mark(opens, label, dots=[Dot(ours, y, "last")], diamonds=[diamond]))
    right = ours >= theirs
    drawn.texts.append(
        Text(
            ours + (13 if right else -13),
            y + 5,
            str(point.percent),
            "last",
            "start" if right else "end",
        )
    )
    drawn.texts.append(
        Text(
            theirs - (13 if right else -13),
            y + 5,
            str(point.yardstick.percent),
            "axis",
            "end" if right else "start",
        )
    )


def _x(percent: float) -> float:
    return round(NAMES_END + 24 + percent / 100 * (RIGHT - 24 - NAMES_END - 24), 1)


def _table(points: Sequence[Point], url: Callable[[str], str]) -> Table:
    rows = [
        (
            Cell(one.name),
            Cell(numbers.number(one.met), url(f"{one.key}-opfyldt")),
            Cell(numbers.number(one.failing), url(one.failing_key)),
            Cell(numbers.number(one.all), url(one.key)),
            Cell("" if one.percent is None else str(one.percent)),
            Cell(str(one.yardstick.percent)),
        )
        for one in points
    ]
    header = ("Kontrolpunkt", "Opfyldt", "Ikke opfyldt", "I alt", "Procent", "20 kommuner 2021")
    return Table(header, rows)
