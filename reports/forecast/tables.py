"""The forecast as a table: each number leads to exactly its cases, counted from the same rounds."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from cases.danish import dates, numbers
from cases.deadlines.months import add_months
from cases.people.models import Jobcenter
from reports.forecast.queries import Ahead, Imagined
from reports.forecast.rules import (
    Begun,
    Due,
    horizon,
    late_without_room,
    month_of,
    months_ahead,
    worked_off,
)

OVER, ALL = "over", 0
# A country has a hundred thousand rounds ahead: they are looked up and counted without a step for each.
DAY, ARRIVAL, WHEN_AND_WHERE = (
    attrgetter("due"),
    attrgetter("arrives"),
    attrgetter("due", "jobcenter"),
)


@dataclass(frozen=True)
class Forecast:
    """`dues` in order of the day; `begun` is empty when nothing is asked of the capacity."""

    dues: Sequence[Due]
    begun: Sequence[Begun]
    imagined: Imagined
    as_of: date
    not_reckoned: Sequence[int] = ()

    @cached_property
    def late(self) -> list[Due]:
        return [one.due for one in late_without_room(self.begun, until=horizon(self.as_of))]

    @cached_property
    def counts(self) -> Mapping[tuple[date | None, int], int]:
        """By month (None is what was due before today) and jobcenter; all of them stand under `ALL`."""
        counted: Counter[tuple[date | None, int]] = Counter()
        for (due, jobcenter), number in Counter(map(WHEN_AND_WHERE, self.dues)).items():
            month = month_of(due, as_of=self.as_of)
            counted[month, jobcenter] += number
            counted[month, ALL] += number
        return counted

    @cached_property
    def arrivals(self) -> Mapping[date, int]:
        """Not those that are past their 12 months: their hand-over is long gone."""
        counted: Counter[date] = Counter()
        for day, number in Counter(map(ARRIVAL, self.ahead)).items():
            counted[day.replace(day=1)] += number
        return counted

    @cached_property
    def ahead(self) -> Sequence[Due]:
        """Not those that were due before today; `dues` are in order."""
        return self.dues[self._place(self.as_of) :]

    @cached_property
    def late_by_month(self) -> Mapping[date | None, int]:
        return Counter(month_of(one.due, as_of=self.as_of) for one in self.late)

    def of(self, month: date | None, *, jobcenter: int | None = None) -> list[Due]:
        """None is what was due before today."""
        first = max(month, self.as_of) if month else date.min
        after = add_months(day=month, months=1) if month else self.as_of
        found = self.dues[self._place(first) : self._place(after)]
        return [one for one in found if jobcenter is None or one.jobcenter == jobcenter]

    def _place(self, day: date) -> int:
        """Of the first that is due on the day or later."""
        return bisect_left(self.dues, day, key=DAY)

    def arriving(self, month: date) -> list[Due]:
        return [one for one in self.ahead if one.arrives.replace(day=1) == month]


def forecast(ahead: Ahead, imagined: Imagined, *, as_of: date) -> Forecast:
    begun = (
        worked_off(ahead.dues, per_week=imagined.per_week, as_of=as_of, until=horizon(as_of))
        if imagined.per_week
        else []
    )
    return Forecast(ahead.dues, begun, imagined, as_of, ahead.not_reckoned)


def query(imagined: Imagined, **more: object) -> str:
    chosen = {
        "jobcenter": imagined.jobcenter,
        "overdragelse": imagined.handover,
        "kapacitet": imagined.per_week,
        **more,
    }
    kept = {name: value for name, value in chosen.items() if value not in (None, "")}
    return f"?{urlencode(kept)}" if kept else ""


def cases_url(
    imagined: Imagined, *, month: date | None, jobcenter: int | None = None, only: str = ""
) -> str:
    named = f"{month:%Y-%m}" if month else OVER
    address = query(imagined, maaned=named, af=jobcenter, kun=only)
    return reverse("prognose_sager") + address


def header(found: Forecast, jobcentres: Sequence[Jobcenter]) -> list[str]:
    names = [one.name for one in jobcentres] if len(jobcentres) > 1 else []
    room = ["Når det ikke"] if found.begun else []
    return ["Måned", *names, "Skal påbegyndes", "Overdrages", *room]


def rows(found: Forecast, jobcentres: Sequence[Jobcenter]) -> list[list[tuple[str, str]]]:
    """Text and address of each cell; the first names the month."""
    shown = list(jobcentres) if len(jobcentres) > 1 else []
    months: list[date | None] = [None, *months_ahead(found.as_of)]
    return [_row(found, month, shown) for month in months]


def table(found: Forecast, jobcentres: Sequence[Jobcenter]) -> dict[str, Any]:
    label, *numeric = header(found, jobcentres)
    return {
        "caption": "Revurderinger, der skal påbegyndes, måned for måned",
        "hide_caption": True,
        "columns": [{"label": label}, *({"label": name, "numeric": True} for name in numeric)],
        "rows": [
            {
                "cells": [
                    {"text": row[0][0], "header": True},
                    *({"text": text, "url": url, "numeric": True} for text, url in row[1:]),
                ]
            }
            for row in rows(found, jobcentres)
        ],
    }


def _row(
    found: Forecast, month: date | None, jobcentres: Sequence[Jobcenter]
) -> list[tuple[str, str]]:
    name = f"{dates.MONTHS[month.month - 1]} {month.year}" if month else "Over fristen i dag"
    cells = [(name[:1].upper() + name[1:], "")]
    for one in jobcentres:
        count = found.counts.get((month, one.pk), 0)
        cells.append(_number(count, cases_url(found.imagined, month=month, jobcenter=one.pk)))
    cells.append(_number(found.counts.get((month, ALL), 0), cases_url(found.imagined, month=month)))
    arriving = found.arrivals.get(month, 0) if month else 0
    url = cases_url(found.imagined, month=month, only="overdrages")
    cells.append(_number(arriving, url) if month else ("", ""))
    if found.begun:
        late = found.late_by_month.get(month, 0)
        cells.append(_number(late, cases_url(found.imagined, month=month, only="sent")))
    return cells


def _number(count: int, url: str) -> tuple[str, str]:
    """Nothing to open behind a nought."""
    return numbers.number(count), url if count else ""
