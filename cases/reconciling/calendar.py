"""Days on which something is told, found by walking from day to day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from cases.working_days import is_working_day

ONE_DAY = timedelta(days=1)
A_WEEK = 7


def step_before(*, due: date, day: date, steps: Sequence[int]) -> list[int]:
    """Back from the day to the latest one on which a step was reached."""
    told = day
    while told >= due - timedelta(days=max(steps)):
        if (due - told).days in steps:
            return [(due - told).days]
        told -= ONE_DAY
    return []


def step_after(*, due: date, day: date, every: int, acted: date | None) -> list[int]:
    """On from the first day after it, or from so many days after something was done."""
    told = due + ONE_DAY
    if acted is not None and acted > due:
        told = acted + timedelta(days=every)
    latest = None
    while told <= day:
        latest, told = told, told + timedelta(days=every)
    return [] if latest is None else [(due - latest).days]


def month_report(*, day: date, before: int) -> list[tuple[str, date, int]]:
    """What is told on the day about the months that begin around it."""
    found = []
    for first in _firsts_around(day):
        begins = first
        while not is_working_day(begins):
            begins += ONE_DAY
        if 0 <= (day - begins).days < A_WEEK:
            found.append(("maaned", first, 0))
        elif _worked_days_before(first, before) <= day < begins:
            found.append(("maaned", first, before))
    return found


def _worked_days_before(first: date, count: int) -> date:
    found: list[date] = []
    day = first
    while len(found) < count:
        day -= ONE_DAY
        if is_working_day(day):
            found.append(day)
    return day


def _firsts_around(day: date) -> list[date]:
    around = [day + timedelta(days=n) for n in range(-14, 28)]
    return [each for each in around if each.day == 1]
