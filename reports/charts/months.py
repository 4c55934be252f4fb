"""How far the open cases have come: a bar for each whole month in the window. Pure.

There are eleven: when 12 months stand, the next round begins anew from none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cases.danish import numbers
from cases.timeline.shapes import Line, Rect, Text
from reports.charts.chart import LEFT, RIGHT, Cell, Chart, Mark, Table, round_top, scale

TOP, BOTTOM = 44.0, 200.0
HAND_OVER, ASSESS = 10, 12


def chart(counts: Mapping[int, int], *, how: str, url: Callable[[int], str]) -> Chart:
    """`counts` by whole months; the cases without any stand in the table alone: they would hide the rest."""
    drawn = Chart(
        key="maaneder",
        title=finding(counts),
        subtitle="Åbne sager efter hele måneder med ledighedsydelse i den runde, de er i. "
        "Sager uden en hel måned står kun i tabellen.",
        how=how,
        table=_table(counts, url),
        source="Ved 12 måneder skal revurderingen påbegyndes, og en ny runde begynder forfra.",
        height=262,
    )
    shown = {month: counts.get(month, 0) for month in range(1, ASSESS)}
    most, step = round_top(max(1, *shown.values()))
    for value in range(0, most + 1, step):
        drawn.rule(scale(value, most=most, top=TOP, bottom=BOTTOM), str(value))
    width = (RIGHT - LEFT) / len(shown)
    for place, (month, count) in enumerate(shown.items()):
        _bar(drawn, month, count, LEFT + place * width, width, most, url(month))
    for month, name, anchor in (
        (HAND_OVER, "10: til teamet", "end"),
        (ASSESS, "12: påbegynd", "end"),
    ):
        x = round(LEFT + (month - 1) * width, 1)
        drawn.grid.append(Line(x, 12, x, BOTTOM, "threshold"))
        shift = -6 if anchor == "end" else 6
        drawn.texts.append(Text(x + shift, 22, name, "threshold", anchor))
    drawn.texts.append(Text(RIGHT, 250, "hele måneder i vinduet", "axis", "end"))
    return drawn


def finding(counts: Mapping[int, int]) -> str:
    near = sum(counts.get(month, 0) for month in range(HAND_OVER, ASSESS))
    if not near:
        return "Ingen sager er mellem 10 og 12 måneder"
    verb = "sag er" if near == 1 else "sager er"
    return f"{numbers.number(near)} {verb} mellem 10 og 12 måneder: de næste to måneders arbejde"


def _bar(
    drawn: Chart, month: int, count: int, left: float, width: float, most: int, url: str
) -> None:
    kind = "early" if month < HAND_OVER else "near"
    top = scale(count, most=most, top=TOP, bottom=BOTTOM)
    rect = Rect(round(left + 2, 1), top, round(width - 4, 1), round(BOTTOM - top, 1), kind)
    middle = round(left + width / 2, 1)
    if count:
        label = f"{numbers.months(month)}: {numbers.counted(count, 'sag', 'sager')}"
        drawn.marks.append(Mark(url, label, rects=[rect]))
        drawn.texts.append(Text(middle, top - 6, str(count), "value", "middle"))
    drawn.texts.append(Text(middle, 222, str(month), "axis", "middle"))


def _table(counts: Mapping[int, int], url: Callable[[int], str]) -> Table:
    rows = [
        (Cell(numbers.months(month)), Cell(numbers.number(counts.get(month, 0)), url(month)))
        for month in range(ASSESS)
    ]
    return Table(("Hele måneder", "Sager"), rows)
