"""Six typical histories as views, with a rough count that is only for drawing."""

from __future__ import annotations

from datetime import date, timedelta

from cases.timeline import (
    COUNTED,
    NOT_COUNTED,
    OUTLINED,
    Lane,
    Mark,
    Segment,
    TimelineView,
)

TODAY = date(2026, 11, 22)
WINDOW = (date(2025, 5, 23), date(2026, 11, 23))
LAST = date(2027, 11, 1)
Spell = tuple[date, date | None]


def d(text: str) -> date:
    return date.fromisoformat(text)


def rough_curve(spells: list[Spell], *, window_days: int) -> tuple[tuple[date, float], ...]:
    def months(day: date) -> float:
        since = day - timedelta(days=window_days)
        counted = sum(
            max(0, (min(end or LAST, day) - max(start, since)).days) for start, end in spells
        )
        return counted / 30.4

    first = d("2025-05-01")
    days = [first + timedelta(days=7 * week) for week in range((LAST - first).days // 7 + 1)]
    return tuple((day, months(day)) for day in days)


def view_of(
    counted: list[Spell],
    *,
    leave: Spell | None = None,
    fleksjob: Spell | None = None,
    marks: tuple[Mark, ...] = (),
    window: tuple[date, date] = WINDOW,
    shown: date | None = None,
    hand_over: int = 10,
) -> TimelineView:
    ydelse = [Segment(start, end, COUNTED) for start, end in counted]
    if leave:
        ydelse.append(Segment(*leave, NOT_COUNTED, "barsel · tæller ikke"))
    other = [Segment(*fleksjob, OUTLINED, "Fleksjob, 8 timer")] if fleksjob else []
    return TimelineView(
        today=TODAY,
        window=window,
        lanes=(
            Lane("Ledigheds-\nydelse", tuple(ydelse)),
            Lane("Fleksjob", tuple(other)),
        ),
        curve=rough_curve(counted, window_days=548),
        total=rough_curve(counted, window_days=10_000),
        marks=marks,
        levels=(hand_over, 12, 18),
        shown=shown,
    )


def marks(m10: str, m12: str, m18: str, *, hand_over: int = 10) -> tuple[Mark, ...]:
    return (
        Mark(f"{hand_over} mdr.", d(m10), "m10", hand_over),
        Mark("12 mdr.", d(m12), "m12", 12),
        Mark("18 mdr.", d(m18), "m18"),
    )


def second_round(m12: str, m18: str, m10: str, next_m12: str) -> tuple[Mark, ...]:
    return (
        Mark("12 mdr. (runde 1)", d(m12), "m12"),
        Mark("18 mdr. (runde 1)", d(m18), "m18"),
        Mark("10 mdr.", d(m10), "m10", 10),
        Mark("12 mdr.", d(next_m12), "m12", 12),
    )


HISTORIES: dict[str, TimelineView] = {
    "the wireframe: spells, fleksjob, leave": view_of(
        [
            (d("2025-09-01"), d("2025-11-01")),
            (d("2026-03-01"), d("2026-07-01")),
            (d("2026-08-16"), None),
        ],
        leave=(d("2026-07-01"), d("2026-08-16")),
        fleksjob=(d("2025-11-01"), d("2026-03-01")),
        marks=marks("2026-12-13", "2027-02-13", "2027-08-13"),
    ),
    "unbroken and long overdue": view_of(
        [(d("2023-01-01"), None)], marks=marks("2027-02-14", "2027-04-14", "2027-10-14")
    ),
    "just begun": view_of(
        [(d("2026-11-10"), None)], marks=marks("2027-09-09", "2027-10-31", "2027-11-01")
    ),
    "handed over a month before the 12": view_of(
        [(d("2026-02-14"), None)],
        marks=marks("2027-01-13", "2027-02-13", "2027-08-13", hand_over=11),
        hand_over=11,
    ),
    "handed over after a month": view_of(
        [(d("2026-02-14"), None)],
        marks=marks("2026-03-13", "2027-02-13", "2027-08-13", hand_over=1),
        hand_over=1,
    ),
    "many short spells": view_of(
        [
            (date(2025 + n // 12, n % 12 + 1, 1), date(2025 + n // 12, n % 12 + 1, 20))
            for n in range(5, 23)
        ],
    ),
    "marks three days apart, on today": view_of(
        [(d("2025-11-24"), None)], marks=marks("2026-11-20", "2026-11-23", "2026-11-26")
    ),
    "a second round half way": view_of(
        [(d("2026-06-15"), None)],
        marks=second_round("2026-06-14", "2026-12-14", "2027-04-14", "2027-06-14"),
    ),
    "a second round just begun": view_of(
        [(d("2026-10-15"), None)],
        marks=second_round("2026-10-14", "2027-04-14", "2027-08-14", "2027-10-14"),
    ),
    "a second round about to end": view_of(
        [(d("2025-12-28"), None)],
        marks=second_round("2025-12-27", "2026-06-27", "2026-10-27", "2026-12-27"),
    ),
    "seen from a later day, fleksjob imagined": view_of(
        [(d("2025-09-01"), d("2025-11-01")), (d("2026-03-01"), d("2027-01-01"))],
        fleksjob=(d("2027-01-01"), None),
        marks=marks("2026-12-13", "2027-10-30", "2028-08-13"),
        window=(d("2025-09-02"), d("2027-03-02")),
        shown=d("2027-03-01"),
    ),
}
