"""Read a date as a busy Dane types it, seen from a given day.

The same rules run in the browser in `static/components/date_echo.js`; the
table `tests/data/date_entry.json` holds both to the same answers.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from cases.danish import dates

FIRST_YEAR = 1900
LAST_YEAR = 2099
EXAMPLES = "Skriv fx 23.11.2026, 23/11, i dag eller +14"
RELATIVE_DAYS = {
    "i dag": 0, "idag": 0,
    "i morgen": 1, "imorgen": 1,
    "i overmorgen": 2, "iovermorgen": 2,
    "i går": -1, "igår": -1, "i gaar": -1, "igaar": -1,
    "i forgårs": -2, "iforgårs": -2,
}  # fmt: skip

OFFSET = re.compile(r"([+\-\u2212])\s*(\d{1,4})")
WEEK = re.compile(r"uge\s*(\d{1,2})(?:[\s/.]+(\d{4}))?")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
PARTS = re.compile(r"(\d{1,2})[./\-\s]+(\d{1,2})(?:[./\-\s]+(\d{4}|\d{2}))?[.]?")
DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
WORDS = re.compile(r"(\d{1,2})\.?\s*([a-zæøå]{3,9})\.?(?:\s*(\d{4}))?")


class UnreadableDate(ValueError):
    """The text is no date; the message tells the caseworker what would be."""


def parse(text: str, *, as_of: date) -> date:
    typed = " ".join(text.lower().split())
    if typed in RELATIVE_DAYS:
        return _days_from(as_of, RELATIVE_DAYS[typed])
    if found := OFFSET.fullmatch(typed):
        days = int(found[2])
        return _days_from(as_of, days if found[1] == "+" else -days)
    if found := WEEK.fullmatch(typed):
        return _monday_of(int(found[1]), found[2], as_of=as_of)
    if (weekday := _weekday_number(typed)) is not None:
        return _days_from(as_of, (weekday - as_of.weekday()) % 7)
    return _calendar_day(typed, as_of=as_of)


def echo(day: date) -> str:
    return f"= {dates.with_weekday(day)}"


def _calendar_day(typed: str, *, as_of: date) -> date:
    if found := ISO.fullmatch(typed):
        return _checked(int(found[1]), int(found[2]), int(found[3]))
    if found := PARTS.fullmatch(typed) or DIGITS.fullmatch(typed):
        year = _full_year(found[3], as_of=as_of)
        return _checked(year, int(found[2]), int(found[1]))
    if found := WORDS.fullmatch(typed):
        month = _month_number(found[2])
        if month is not None:
            return _checked(_full_year(found[3], as_of=as_of), month, int(found[1]))
    raise UnreadableDate(f"Datoen kan ikke læses. {EXAMPLES}")


def _checked(year: int, month: int, day: int) -> date:
    written = f"{day}.{month}.{year}"
    _check_year(year)
    if not 1 <= month <= 12:
        raise UnreadableDate(f"Datoen {written} findes ikke. Måneden skal være mellem 1 og 12")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        name = dates.MONTHS[month - 1].capitalize()
        in_year = f" {year}" if month == 2 else ""
        raise UnreadableDate(f"Datoen {written} findes ikke. {name}{in_year} har {last} dage")
    return date(year, month, day)


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnreadableDate(f"Året skal være mellem {FIRST_YEAR} og {LAST_YEAR}. {EXAMPLES}")


def _days_from(as_of: date, days: int) -> date:
    """The page may itself be seen from the edge of the calendar."""
    _check_year(as_of.year)
    counted = as_of + timedelta(days=days)
    _check_year(counted.year)
    return counted


def _full_year(typed: str | None, *, as_of: date) -> int:
    """No year is this year; two digits are the nearest such year."""
    if typed is None:
        return as_of.year
    if len(typed) == 4:
        return int(typed)
    century = as_of.year - as_of.year % 100
    near = (century - 100 + int(typed), century + int(typed))
    return near[1] if near[1] - as_of.year <= 20 else near[0]


def _monday_of(week: int, year: str | None, *, as_of: date) -> date:
    chosen = int(year) if year else as_of.isocalendar().year
    _check_year(chosen)
    try:
        return date.fromisocalendar(chosen, week, 1)
    except ValueError:
        weeks = date(chosen, 12, 28).isocalendar().week
        message = f"Uge {week} findes ikke. {chosen} har {weeks} uger"
        raise UnreadableDate(message) from None


def _weekday_number(typed: str) -> int | None:
    """The next such day, today included; `fre` and `fredag` alike."""
    name = typed.rstrip(".")
    if len(name) < 3:
        return None
    for number, weekday in enumerate(dates.WEEKDAYS):
        if weekday.startswith(name):
            return number
    return None


def _month_number(typed: str) -> int | None:
    for number, month in enumerate(dates.MONTHS, start=1):
        if month.startswith(typed):
            return number
    return None
