"""The overdue cases left and the plan, drawn on the server; the table beside it says the same. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.danish import dates
from reports.recovery.rules import Point

WIDTH, HEIGHT = 960, 280
LEFT, RIGHT, TOP, BOTTOM = 56.0, 940.0, 24.0, 232.0
MOST_LABELS = 6


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Picture:
    """Both as the `points` of a polyline."""

    left: str
    planned: str
    rules: Sequence[Label]
    days: Sequence[Label]
    latest: Label
    width: int = WIDTH
    height: int = HEIGHT


def drawn(points: Sequence[Point]) -> Picture:
    most = max(
        1, *(int(point.planned) + 1 for point in points), *(point.left or 0 for point in points)
    )
    first, last = points[0].day, points[-1].day
    across = [_x((one.day - first).days, (last - first).days) for one in points]
    left = [
        (x, _y(one.left, most), one.left)
        for x, one in zip(across, points, strict=True)
        if one.left is not None
    ]
    x, y, count = left[-1]
    each = max(1, -(-len(points) // MOST_LABELS))
    return Picture(
        left=" ".join(f"{x},{y}" for x, y, _ in left),
        planned=" ".join(
            f"{x},{_y(one.planned, most)}" for x, one in zip(across, points, strict=True)
        ),
        rules=[Label(LEFT - 8, _y(value, most), str(value)) for value in {0, most // 2, most}],
        days=[
            Label(x, BOTTOM, dates.table(one.day))
            for x, one in list(zip(across, points, strict=True))[::each]
        ],
        latest=Label(x, y, str(count)),
    )


def _x(days: int, whole: int) -> float:
    return round(LEFT + days / max(whole, 1) * (RIGHT - LEFT), 1)


def _y(value: float, most: int) -> float:
    return round(BOTTOM - value / most * (BOTTOM - TOP), 1)
