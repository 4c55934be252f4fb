"""The curves of months received: cut at today, at the axis and at the top."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from cases.timeline.labels import Box
from cases.timeline.scale import DayScale, MonthScale
from cases.timeline.view import CurvePoint

Points = tuple[tuple[float, float], ...]


def value_at(curve: Sequence[CurvePoint], day: date) -> float | None:
    """Straight between two points; outside the curve there is no value."""
    for (start, low), (end, high) in pairwise(curve):
        if start <= day <= end:
            share = (day - start).days / max((end - start).days, 1)
            return low + share * (high - low)
    return None


def cut(curve: Sequence[CurvePoint], first: date, last: date) -> list[CurvePoint]:
    inside = {day: value for day, value in curve if first <= day <= last}
    for edge in (first, last):
        value = value_at(curve, edge)
        if value is not None:
            inside.setdefault(edge, value)
    return sorted(inside.items())


def below(curve: Sequence[CurvePoint], highest: float) -> list[CurvePoint]:
    """Stop where the curve leaves the drawing upwards."""
    kept: list[CurvePoint] = []
    for day, value in curve:
        if value > highest:
            if kept:
                kept.append(_crossing(kept[-1], (day, value), highest))
            return kept
        kept.append((day, value))
    return kept


def _crossing(low: CurvePoint, high: CurvePoint, level: float) -> CurvePoint:
    share = (level - low[1]) / (high[1] - low[1])
    return low[0] + timedelta(days=round(share * (high[0] - low[0]).days)), level


def project(curve: Sequence[CurvePoint], days: DayScale, months: MonthScale) -> Points:
    return straightened([(days.x(day), months.y(value)) for day, value in curve])


def straightened(points: Sequence[tuple[float, float]], *, tolerance: float = 0.4) -> Points:
    """A curve of one point a day, without the points that a straight line passes."""
    kept = list(points[:1])
    corner = 0
    for ahead in range(2, len(points)):
        if _strays(points[corner], points[corner + 1 : ahead], points[ahead], tolerance):
            corner = ahead - 1
            kept.append(points[corner])
    return (*kept, *points[1:][-1:])


def _strays(
    start: tuple[float, float],
    between: Sequence[tuple[float, float]],
    end: tuple[float, float],
    tolerance: float,
) -> bool:
    slope = (end[1] - start[1]) / max(end[0] - start[0], 0.1)
    return any(abs(start[1] + slope * (x - start[0]) - y) > tolerance for x, y in between)


def sampled(points: Points, *, step: float) -> Points:
    """Points along a path, close enough to stand for all of it."""
    samples: list[tuple[float, float]] = []
    for (x1, y1), (x2, y2) in pairwise(points):
        pieces = max(1, int((x2 - x1) / step))
        shares = [piece / pieces for piece in range(pieces + 1)]
        samples += [(x1 + (x2 - x1) * share, y1 + (y2 - y1) * share) for share in shares]
    return tuple(samples)


def boxes_along(points: Points, *, margin: float = 3.0) -> list[Box]:
    """Small boxes along a path, for labels to keep clear of."""
    return [
        Box(x - margin, y - margin, x + margin, y + margin) for x, y in sampled(points, step=8.0)
    ]
