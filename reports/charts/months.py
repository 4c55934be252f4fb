"""How far the open cases have come: a bar for each whole month in the window. Pure.

There are eleven: when 12 months stand, the next round begins anew from none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from cases.danish import numbers
from cases.timeline.shapes import Line, Rect, Text
from reports.charts.chart import LEFT, RIGHT, Cell, Chart, Mark, Table, round_top, scale

TOP, BOTTOM = 44.0, 200.0
HIGH, LOW = 22.0, 38.0  # of what stands at a threshold
ASSESS = 12


def near(hand_over: int) -> range:
    """The months between the hand-over and the 12; the last one where both come at once."""
    return range(min(hand_over, ASSESS - 1), ASSESS)


def chart(
    counts: Mapping[int, int], *, hand_over: int, how: str, url: Callable[[int], str]
) -> Chart:
    """`counts` by whole months; the cases without any stand in the table alone: they would hide the rest."""
    drawn = Chart(
        key="maaneder",
        title=finding(counts, hand_over=hand_over),
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
        kind = "near" if month in near(hand_over) else "early"
        _bar(drawn, month, count, LEFT + place * width, width, most, url(month), kind)
    for month, name, y in _thresholds(hand_over):
        x = round(LEFT + (month - 1) * width, 1)
        drawn.grid.append(Line(x, 12, x, BOTTOM, "threshold"))
        shift, anchor = (-6, "end") if month > 2 else (6, "start")
        drawn.texts.append(Text(x + shift, y, name, "threshold", anchor))
    drawn.texts.append(Text(RIGHT, 250, "hele måneder i vinduet", "axis", "end"))
    return drawn


def _thresholds(hand_over: int) -> Iterator[tuple[int, str, float]]:
    """Where each line stands, what it says and how high: two beside each other must not collide."""
    if hand_over == ASSESS:
        yield ASSESS, f"{ASSESS}: til teamet og påbegynd", HIGH
        return
    yield hand_over, f"{hand_over}: til teamet", LOW if hand_over == ASSESS - 1 else HIGH
    yield ASSESS, f"{ASSESS}: påbegynd", HIGH


def finding(counts: Mapping[int, int], *, hand_over: int) -> str:
    months = near(hand_over)
    found = sum(counts.get(month, 0) for month in months)
    between = f"mellem {months.start} og {ASSESS} måneder"
    if not found:
        return f"Ingen sager er {between}"
    verb = "sag er" if found == 1 else "sager er"
    ahead = "den næste måneds" if len(months) == 1 else f"de næste {len(months)} måneders"
    return f"{numbers.number(found)} {verb} {between}: {ahead} arbejde"


def _bar(
    drawn: Chart, month: int, count: int, left: float, width: float, most: int, url: str, kind: str
) -> None:
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
