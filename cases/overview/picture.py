"""The timeline's view of an outlook: lanes, curve and marks. Pure; the drawing is `cases.timeline`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from cases import timeline
from cases.danish import numbers
from cases.deadlines import window
from cases.deadlines.explanation import ExplainedRound
from cases.deadlines.months import CYCLE, add_months, lengths_back
from cases.deadlines.period import ONE_DAY, Period
from cases.deadlines.period_types import PeriodType
from cases.deadlines.window import CurvePoint, Piece, Use
from cases.overview.outlook import Outlook
from cases.timeline.view import Style

BACK, AHEAD = 19, 12  # months; a little more than the axis shows
STEP = 3  # days between two points of the curve
DAYS_OF_A_MONTH = 365.25 / 12
OF_THE_LAW = (12, 18)

Look = tuple[Style, str]


def picture(outlook: Outlook) -> timeline.TimelineView:
    span = Period(
        add_months(day=outlook.as_of, months=-BACK), add_months(day=outlook.as_of, months=AHEAD)
    )
    pieces = window.pieces_of(
        outlook.rows, within=span, as_of=outlook.as_of, since=outlook.current.start
    )
    points = list(_points(outlook, span))
    return timeline.TimelineView(
        today=outlook.as_of,
        window=(outlook.window.period.start, outlook.shown + ONE_DAY),
        lanes=tuple(_lanes(pieces, outlook)),
        curve=tuple((point.day, months_in_window(point)) for point in points),
        total=tuple((point.day, point.in_all / DAYS_OF_A_MONTH) for point in points),
        marks=tuple(_marks(outlook)),
        levels=tuple(sorted({_handed_over_at(outlook.current), *OF_THE_LAW})),
        shown=None if outlook.shown == outlook.as_of else outlook.shown,
    )


def months_in_window(point: CurvePoint) -> float:
    """Meets a whole number on the very day that the rule does, and is straight in between."""
    slot = (point.day.toordinal() + 1) % CYCLE
    lengths = [0, *(lengths_back(months=n)[slot] for n in range(1, 21))]
    whole = max(n for n, length in enumerate(lengths[:-1]) if length <= point.in_window)
    into = point.in_window - lengths[whole]
    return whole + into / (lengths[whole + 1] - lengths[whole])


def _points(outlook: Outlook, span: Period) -> Iterator[CurvePoint]:
    kept = {mark.day for mark in _marks(outlook)} | {outlook.as_of, outlook.shown}
    assert span.end is not None
    points = window.curve(
        outlook.rows,
        first=span.start,
        last=span.end - ONE_DAY,
        as_of=outlook.as_of,
        since=outlook.current.start,
        rules=outlook.rules,
    )
    for number, point in enumerate(points):
        if number % STEP == 0 or point.day in kept:
            yield point


def _lanes(pieces: Sequence[Piece], outlook: Outlook) -> Iterator[timeline.Lane]:
    benefit = [piece for piece in pieces if _is_benefit(piece)]
    other = [piece for piece in pieces if piece.use is Use.OTHER_TYPE]
    yield timeline.Lane("Ledigheds-\nydelse", tuple(_segments(benefit, outlook)))
    if other:
        named = {piece.kind for piece in other} == {PeriodType.FLEKSJOB}
        label = "Fleksjob" if named else "Andet"
        yield timeline.Lane(label, tuple(_segments(other, outlook)))


def _is_benefit(piece: Piece) -> bool:
    return piece.use in (Use.COUNTED, Use.NEUTRAL, Use.USED_BEFORE)


def _segments(pieces: Iterable[Piece], outlook: Outlook) -> Iterator[timeline.Segment]:
    """Neighbours that look alike become one."""
    runs = groupby(_touching(pieces, outlook), key=lambda item: (item[0], item[2], item[1].assumed))
    for (_, (style, label), assumed), run in runs:
        alike = [piece for _, piece, _ in run]
        yield timeline.Segment(
            alike[0].period.start, alike[-1].period.end, style, label=label, assumed=assumed
        )


def _touching(pieces: Iterable[Piece], outlook: Outlook) -> Iterator[tuple[int, Piece, Look]]:
    """Each piece with the number of its unbroken run."""
    run, end = 0, None
    for piece in pieces:
        if end is not None and piece.period.start != end:
            run += 1
        end = piece.period.end
        yield run, piece, _look(piece, outlook)


def _look(piece: Piece, outlook: Outlook) -> Look:
    assert piece.kind is not None
    if piece.use is Use.COUNTED:
        return timeline.COUNTED, ""
    if piece.use is Use.USED_BEFORE:
        return timeline.NOT_COUNTED, f"talt i runde {outlook.current.round.number - 1}"
    if piece.use is Use.NEUTRAL:
        name = "barsel" if piece.kind is PeriodType.BARSEL else "sorgorlov"
        return timeline.NOT_COUNTED, f"{name} · tæller ikke"
    return timeline.OUTLINED, piece.kind.label


def _marks(outlook: Outlook) -> Iterator[timeline.Mark]:
    for one in [*outlook.left_open, *outlook.explained[-2:-1]]:
        if not outlook.steps_done(one.round.number).finished:
            yield from _named(one, note=f" (runde {one.round.number})", on_curve=False)
    yield from _named(outlook.current, note="", on_curve=True)


def _handed_over_at(one: ExplainedRound) -> int:
    """By the rule of the mark's own day; today's where there is no mark."""
    assert one.m10.rule
    return one.m10.rule.months


def _named(one: ExplainedRound, *, note: str, on_curve: bool) -> Iterator[timeline.Mark]:
    found, extension = one.round, one.m18.extension
    days: tuple[tuple[str, int, date | None], ...] = (
        ("m10", _handed_over_at(one), found.m10 if on_curve else None),
        ("m12", 12, found.m12),
        ("m18", 18, found.m18),
    )
    for kind, months, day in days:
        if day is not None:
            level = months if on_curve and kind != "m18" else None
            name = f"{numbers.short_months(months)}{note}"
            yield timeline.Mark(name, day, kind=kind, level=level)  # type: ignore[arg-type]
    if extension and extension.gives_longer and extension.rule:
        label = f"Flytning + {numbers.short_months(extension.rule.months)}{note}"
        yield timeline.Mark(label, extension.finish_by, kind="move")
