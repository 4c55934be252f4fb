"""What falls due each of the next twelve weeks, beside the places at the team's meetings. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from cases.danish import dates, numbers
from cases.timeline.shapes import Path, Rect, Text
from reports.charts.chart import LEFT, RIGHT, Cell, Chart, Mark, Table, round_top, scale

TOP, BOTTOM = 44.0, 196.0  # above TOP: the number on the highest bar, and the legend


@dataclass(frozen=True, slots=True)
class Week:
    """`places` is None while the team has not said how many it has."""

    start: date
    due: int
    places: int | None

    @property
    def number(self) -> int:
        return self.start.isocalendar().week

    @property
    def too_many(self) -> int:
        return max(0, self.due - self.places) if self.places is not None else 0


def chart(weeks: Sequence[Week], *, how: str, url: Callable[[date], str]) -> Chart:
    has_places = any(week.places is not None for week in weeks)
    hatched = " Skraveret: flere end der er pladser til." if has_places else ""
    drawn = Chart(
        key="uger",
        title=finding(weeks),
        subtitle=f"Revurderinger, der når 12 eller 18 måneder, pr. uge.{hatched}",
        how=how,
        table=_table(weeks, url),
        source="Forudsætter, at ydelsen fortsætter uændret. En søjle fører til sine sager.",
    )
    most, step = round_top(max(1, *(week.due for week in weeks), *(w.places or 0 for w in weeks)))
    for value in range(0, most + 1, step):
        drawn.rule(_y(value, most), str(value))
    width = (RIGHT - LEFT) / len(weeks)
    for place, week in enumerate(weeks):
        _bar(drawn, week, LEFT + place * width, width, most, url(week.start))
    drawn.texts.append(Text(LEFT - 8, 220, "uge", "axis", "end"))
    if has_places:
        _places(drawn, weeks, width, most)
    return drawn


def finding(weeks: Sequence[Week]) -> str:
    due = sum(week.due for week in weeks)
    if not due:
        return "Ingen revurderinger når 12 eller 18 måneder de næste 12 uger"
    if all(week.places is None for week in weeks):
        busiest = max(weeks, key=lambda week: week.due)
        return f"{due} forfalder de næste 12 uger, flest i uge {busiest.number}"
    over = [week for week in weeks if week.too_many]
    if not over:
        return _room_for_all(weeks)
    named = f"uge {named_weeks([week.number for week in over])}"
    fall = sum(week.due for week in over)
    room = sum(week.places or 0 for week in over)
    return f"I {named} forfalder {fall}; teamet har plads til {room}"


def _room_for_all(weeks: Sequence[Week]) -> str:
    """Of the weeks whose places are known, and of no other."""
    known = [week.number for week in weeks if week.places is not None]
    if len(known) == len(weeks):
        return "Der er pladser til alt, der forfalder de næste 12 uger"
    return f"Der er pladser til det, der forfalder i uge {named_weeks(known)}; før er de ikke kendt"


def named_weeks(weeks: Sequence[int]) -> str:
    """50, 51, 3 as "50–51 og 3"."""
    runs = [
        [week for _, week in run]
        for _, run in groupby(enumerate(weeks), key=lambda pair: pair[1] - pair[0])
    ]
    named = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} og {named[-1]}"


def _bar(drawn: Chart, week: Week, left: float, width: float, most: int, url: str) -> None:
    x, room = round(left + width * 0.16, 1), round(width * 0.68, 1)
    top, full = _y(week.due, most), _y(week.due - week.too_many, most)
    rects = [Rect(x, full, room, round(BOTTOM - full, 1), "bar")]
    if week.too_many:
        rects.append(Rect(x, top, room, round(full - top, 1), "hatched"))
    middle = round(left + width / 2, 1)
    label = f"Uge {week.number}: {numbers.counted(week.due, 'revurdering', 'revurderinger')}"
    if week.due:
        drawn.marks.append(Mark(url, label, rects=rects))
    drawn.texts.append(Text(middle, top - 7, str(week.due), "value", "middle"))
    drawn.texts.append(Text(middle, 220, str(week.number), "axis", "middle"))


def places_line(
    weeks: Sequence[Week], *, left: float, width: float, y: Callable[[int], float]
) -> Path:
    """Over the weeks whose places are known: what nobody has told is not none."""
    steps = [
        (round(left + edge * width, 1), y(week.places))
        for number, week in enumerate(weeks)
        for edge in (number, number + 1)
        if week.places is not None
    ]
    return Path(tuple(steps), "places")


def _places(drawn: Chart, weeks: Sequence[Week], width: float, most: int) -> None:
    line = places_line(weeks, left=LEFT, width=width, y=lambda places: _y(places, most))
    drawn.paths.append(line)
    counts = sorted({week.places for week in weeks if week.places is not None})
    named = f"{counts[-1]} om ugen" if len(counts) == 1 else f"{counts[0]} til {counts[-1]} om ugen"
    drawn.texts.append(Text(RIGHT, 16, f"— pladser på teamets møder: {named}", "places", "end"))


def _y(value: float, most: int) -> float:
    return scale(value, most=most, top=TOP, bottom=BOTTOM)


def _table(weeks: Sequence[Week], url: Callable[[date], str]) -> Table:
    rows = [
        (
            Cell(f"Uge {week.number} (fra {dates.numeric(week.start)})"),
            Cell(numbers.number(week.due), url(week.start)),
            Cell("" if week.places is None else str(week.places)),
        )
        for week in weeks
    ]
    return Table(("Uge", "Forfalder", "Pladser"), rows)
