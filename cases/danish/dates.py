"""Dates as Danish pages write them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from cases.danish.numbers import counted

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
SHORT_MONTHS = (
    "jan.", "feb.", "mar.", "apr.", "maj", "juni",
    "juli", "aug.", "sep.", "okt.", "nov.", "dec.",
)  # fmt: skip
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
NBSP = "\u00a0"
EN_DASH = "\u2013"
GOING_ON = "løbende"


def long(day: date) -> str:
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def table(day: date) -> str:
    """Short and unbreakable, so that a column of dates stays a column."""
    return f"{day.day}.{NBSP}{SHORT_MONTHS[day.month - 1]}{NBSP}{day.year}"


def numeric(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def with_weekday(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {long(day)}"


def week(day: date) -> str:
    return f"uge{NBSP}{day.isocalendar().week}"


def clock(moment: datetime) -> str:
    return f"kl.{NBSP}{moment.hour}.{moment.minute:02}"


def moment(when: datetime) -> str:
    return f"{long(when)} {clock(when)}"


def relative(day: date, *, as_of: date) -> str:
    """Always shown beside the date itself, never alone."""
    distance = (day - as_of).days
    if distance == 0:
        return "i dag"
    if distance > 0:
        return f"om {counted(distance, 'dag', 'dage')}"
    return f"{counted(-distance, 'dag', 'dage')} over"


def span(first: date, last: date | None) -> str:
    """Both days inclusive; `last=None` is still going on."""
    if last is None:
        return f"{long(first)}{EN_DASH}{GOING_ON}"
    if first == last:
        return long(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}.{EN_DASH}{long(last)}"
    if first.year == last.year:
        return f"{first.day}. {MONTHS[first.month - 1]}{EN_DASH}{long(last)}"
    return f"{long(first)}{EN_DASH}{long(last)}"


def half_open_span(start: date, end: date | None) -> str:
    return span(start, None if end is None else end - timedelta(days=1))
