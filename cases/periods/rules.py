"""On which days a period may begin. The engine takes any day; these are slips of the finger."""

from datetime import date

from cases.citizens.rules import before_birth
from cases.danish import dates

MOST_YEARS_AHEAD = 2  # benefit is granted for known holidays and leave, and seldom a year ahead


def latest_start(*, as_of: date) -> date:
    try:
        return as_of.replace(year=as_of.year + MOST_YEARS_AHEAD)
    except ValueError:
        return date(as_of.year + MOST_YEARS_AHEAD, 2, 28)


def too_far_ahead(start: date, *, as_of: date) -> str:
    latest = latest_start(as_of=as_of)
    if start <= latest:
        return ""
    return (
        f"Første dag kan højst ligge {MOST_YEARS_AHEAD} år frem, {dates.long(latest)}. "
        "Skriv en tidligere dag"
    )


def refused_start(start: date, *, birth: date | None, as_of: date) -> str:
    return before_birth(start, birth=birth) or too_far_ahead(start, as_of=as_of)
