"""Timeliness, load and months for each jobcenter, beside each other on shared axes. Pure."""

from collections.abc import Mapping, Sequence

from cases.danish import dates, numbers
from cases.timeline.shapes import Dot, Line, Path
from reports.charts.chart import Cell, Chart, Mark, round_top
from reports.charts.load import Week, places_line
from reports.charts.months import ASSESS, near
from reports.charts.timeliness import ENOUGH, GOAL, Finished, Yardstick
from reports.multiples import findings
from reports.multiples.frame import (
    LEFT,
    RIGHT,
    Multiples,
    Panel,
    Place,
    bar,
    framed,
    room,
    rule,
    rules,
    table,
    under,
    y_of,
)

INSET = 8.0  # so that the first and the last dot stand whole
SHOWN = range(1, ASSESS)


def timeliness(
    found: Sequence[tuple[Place, Sequence[Finished]]], yardstick: Yardstick, *, how: str
) -> Multiples:
    return Multiples(
        key="rettidighed",
        title=findings.timeliness([(place.name, months[-1]) for place, months in found]),
        subtitle="Andel af månedens afsluttede revurderinger, der blev afsluttet til tiden, procent.",
        how=how,
        source=f"Stiplet: målet på {GOAL} pct. Prikket: 20 kommuner i 2021, {yardstick.percent} pct. "
        f"(Fokusrevision af fleksjobordningen 2021, figur {yardstick.figure}, N = {yardstick.n}). "
        f"Måneder med færre end {ENOUGH} afsluttede er uden punkt.",
        panels=[_timely(place, months, yardstick) for place, months in found],
        table=table(
            "Måned",
            found,
            label=lambda one: one.month.label,
            cell=lambda place, one: Cell(
                numbers.share(one.in_time, one.all),
                place.list_url("afsluttet-til-tiden", month=one.month) if one.in_time else "",
            ),
        ),
    )


def _timely(place: Place, months: Sequence[Finished], yardstick: Yardstick) -> Panel:
    drawn = framed(place, "rettidighed", "Rettidighed")
    for percent in (0, 50, 100):
        rule(drawn, percent, 100)
    for value, kind in ((GOAL, "goal"), (yardstick.percent, "yardstick")):
        drawn.grid.append(Line(LEFT, y_of(value, 100), RIGHT, y_of(value, 100), kind))
    _curve(drawn, place, months)
    first, latest = months[0], months[-1]
    under(drawn, LEFT, f"{first.month.short} {first.month.first:%y}", "start")
    under(drawn, RIGHT, f"{latest.month.short} {latest.month.first:%y}", "end")
    return Panel(place, numbers.share(latest.in_time, latest.all), drawn)


def _curve(drawn: Chart, place: Place, months: Sequence[Finished]) -> None:
    """Broken where a month has too few."""
    run: list[tuple[float, float]] = []
    for number, one in enumerate(months):
        if one.percent is None:
            _end(drawn, run)
            run = []
            continue
        x = LEFT + INSET + number * (RIGHT - LEFT - 2 * INSET) / max(1, len(months) - 1)
        run.append((round(x, 1), y_of(one.percent, 100)))
        label = f"{one.month.label}: {numbers.share(one.in_time, one.all)} til tiden"
        dot = Dot(*run[-1], "small")
        drawn.marks.append(Mark(place.list_url("afsluttede", month=one.month), label, dots=[dot]))
    _end(drawn, run)


def _end(drawn: Chart, run: list[tuple[float, float]]) -> None:
    if len(run) > 1:
        drawn.paths.append(Path(tuple(run), "curve"))


def load(found: Sequence[tuple[Place, Sequence[Week]]], *, how: str) -> Multiples:
    every = [week for _, weeks in found for week in weeks]
    axis = round_top(max(1, *(max(week.due, week.places or 0) for week in every)))
    return Multiples(
        key="uger",
        title=findings.most(
            "Flest revurderinger forfalder de næste 12 uger i",
            [(place.name, sum(week.due for week in weeks)) for place, weeks in found],
            none="Ingen revurderinger når 12 eller 18 måneder de næste 12 uger",
        ),
        subtitle="Revurderinger, der når 12 eller 18 måneder, pr. uge.",
        how=how,
        source="Streg: pladser på teamets møder. Skraveret: flere, end der er pladser til. "
        "Forudsætter, at ydelsen fortsætter uændret.",
        panels=[_loaded(place, weeks, axis) for place, weeks in found],
        table=table(
            "Uge",
            found,
            label=lambda week: f"Uge {week.number} (fra {dates.numeric(week.start)})",
            cell=lambda place, week: _counted(place, week.due, "uge", uge=week.start.isoformat()),
        ),
    )


def _loaded(place: Place, weeks: Sequence[Week], axis: tuple[int, int]) -> Panel:
    drawn = framed(place, "uger", "Forfalder pr. uge")
    rules(drawn, *axis)
    for number, week in enumerate(weeks):
        due = numbers.counted(week.due, "revurdering", "revurderinger")
        mark = place.list_url("uge", uge=week.start.isoformat()), f"Uge {week.number}: {due}"
        bar(drawn, number, len(weeks), axis[0],
            height=week.due, kind="bar", mark=mark, hatched=week.too_many)  # fmt: skip
    under(drawn, LEFT, f"uge {weeks[0].number}", "start")
    under(drawn, RIGHT, f"uge {weeks[-1].number}", "end")
    if any(week.places is not None for week in weeks):
        drawn.paths.append(
            places_line(
                weeks, left=LEFT, width=room(len(weeks)), y=lambda places: y_of(places, axis[0])
            )
        )
    return Panel(place, f"{numbers.number(sum(week.due for week in weeks))} på 12 uger", drawn)


def months(
    found: Sequence[tuple[Place, Mapping[int, int]]], *, hand_over: int, how: str
) -> Multiples:
    """`found` by whole months."""
    late = near(hand_over)
    axis = round_top(max(1, *(counts.get(month, 0) for _, counts in found for month in SHOWN)))
    sums = [(place, sum(counts.get(month, 0) for month in late)) for place, counts in found]
    series = [
        (place, [(month, counts.get(month, 0)) for month in range(ASSESS)])
        for place, counts in found
    ]
    return Multiples(
        key="maaneder",
        title=findings.most(
            f"Flest sager mellem {late.start} og {ASSESS} måneder er i",
            [(place.name, count) for place, count in sums],
            none=f"Ingen sager er mellem {late.start} og {ASSESS} måneder",
        ),
        subtitle="Åbne sager efter hele måneder med ledighedsydelse i den runde, de er i.",
        how=how,
        source=f"De mørke søjler er fra {numbers.months(late.start)}."
        " Sager uden en hel måned står kun i tabellen.",
        panels=[
            _pipeline(place, points[1:], axis, count, late)
            for (place, points), (_, count) in zip(series, sums, strict=True)
        ],
        table=table(
            "Hele måneder",
            series,
            label=lambda one: numbers.months(one[0]),
            cell=lambda place, one: _counted(place, one[1], "maaneder", mdr=one[0]),
        ),
    )


def _pipeline(
    place: Place, points: Sequence[tuple[int, int]], axis: tuple[int, int], count: int, late: range
) -> Panel:
    drawn = framed(place, "maaneder", "Sager efter måneder")
    rules(drawn, *axis)
    for number, (month, cases) in enumerate(points):
        said = f"{numbers.months(month)}: {numbers.counted(cases, 'sag', 'sager')}"
        bar(drawn, number, len(points), axis[0], height=cases,
            kind="near" if month in late else "early",
            mark=(place.list_url("maaneder", mdr=month), said))  # fmt: skip
        if month in (1, late.start):
            under(drawn, LEFT + (number + 0.5) * room(len(points)), f"{month}")
    return Panel(place, f"{numbers.number(count)} fra {numbers.months(late.start)}", drawn)


def _counted(place: Place, count: int, key: str, **narrowed: object) -> Cell:
    return Cell(numbers.number(count), place.list_url(key, **narrowed) if count else "")
