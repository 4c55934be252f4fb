"""The blocks of the teamchef's page, finished for the template, in the order they are read.

A block whose facts do not exist is absent: what can only be told for today is not shown for a month
that has gone, and nothing stands there as zero because nobody has registered it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.danish import numbers
from cases.deadlines.rulesets import RuleSet, handover_months
from cases.findings.queries import rules_in_use
from cases.people.models import Jobcenter
from reports.charts import load, months, points, timeliness
from reports.charts.chart import Chart
from reports.figures import catalogue
from reports.figures.month import Month, to_report
from reports.figures.scope import NOBODY, Scope
from reports.teampage import queries, reconciled, sentence
from reports.teampage.reconciled import Reconciled
from reports.teampage.yardsticks import yardsticks

FINISHED_2021 = catalogue.FINISH_POINT.label


@dataclass(frozen=True)
class Place:
    """Whose page it is, and for which month; `is_live`: today's own numbers belong on it."""

    jobcenter: Jobcenter
    month: Month
    today: date

    @property
    def is_live(self) -> bool:
        return self.month >= to_report(self.today)

    @property
    def judged_on(self) -> date:
        return self.month.judged_on(self.today)

    def list_url(self, key: str, *, month: Month | None = None, **narrowed: Any) -> str:
        where = [self.jobcenter.pk, str(month or self.month), key]
        query = f"?{urlencode(narrowed)}" if narrowed else ""
        return reverse("maanedsstatus_tal", args=where) + query


@dataclass(frozen=True)
class Card:
    value: str
    label: str
    url: str
    detail: str = ""
    detail_url: str = ""


@dataclass(frozen=True)
class Page:
    """`counts` are the month's, as they are known today."""

    sentence: str
    counts: queries.Counts
    cards: list[Card]
    charts: list[Chart]
    work: list[dict[str, Any]]
    work_total: dict[str, int]
    reconciled: Reconciled | None


def build(viewer: Viewer, place: Place, scope: Scope) -> Page:
    counts = queries.counted(scope, today=place.today)
    weeks = queries.weeks_with_places(counts, today=place.today) if place.is_live else []
    done = counts.month
    return Page(
        sentence=sentence.status(
            month=place.month,
            in_time=done[catalogue.FINISHED_IN_TIME.key],
            finished=done[catalogue.FINISHED.key],
            late=done[catalogue.OPEN_LATE.key],
            weeks=weeks,
        ),
        counts=done,
        cards=_cards(place, counts),
        charts=_charts(place, counts, weeks, rules=scope.rules or rules_in_use()),
        work=_work(place, counts) if _may_see_work(viewer, place) else [],
        work_total=_sums(counts),
        reconciled=reconciled.latest(viewer, as_of=place.judged_on),
    )


def corrected(sent: Mapping[str, int], now: queries.Counts) -> list[str]:
    """The numbers of a status that was sent which are others today."""
    return [
        f"{one.label.lower()} {numbers.number(sent[one.key])}, nu {numbers.number(now[one.key])}"
        for one in catalogue.STATUS
        if one.key in sent and sent[one.key] != now[one.key]
    ]


def _cards(place: Place, counts: queries.Counted) -> list[Card]:
    """Late, due, done, and nobody's; the second and the fourth are today's."""
    late, done = _late_card(place, counts), _done_card(place, counts.month)
    if not place.is_live:
        return [late, done]
    return [late, _due_card(place, counts.today), done, _nobodys_card(place, counts.today)]


def _late_card(place: Place, counts: queries.Counted) -> Card:
    return Card(
        numbers.number(counts.month[catalogue.OPEN_LATE.key]),
        "over fristen",
        place.list_url(catalogue.OPEN_LATE.key),
        _against(counts.month, counts.before, place.month.plus(-1)),
    )


def _due_card(place: Place, today: queries.Counts) -> Card:
    not_started = today[catalogue.DUE_SOON_NOT_STARTED.key]
    return Card(
        numbers.number(today[catalogue.DUE_SOON.key]),
        "forfalder inden for 30 dage",
        place.list_url(catalogue.DUE_SOON.key),
        f"{numbers.number(not_started)} er ikke påbegyndt" if not_started else "",
        place.list_url(catalogue.DUE_SOON_NOT_STARTED.key) if not_started else "",
    )


def _done_card(place: Place, month: queries.Counts) -> Card:
    in_time, finished = month[catalogue.FINISHED_IN_TIME.key], month[catalogue.FINISHED.key]
    percent = numbers.share(in_time, finished).partition("(")[2].rstrip(")")
    return Card(
        f"{numbers.number(in_time)} af {numbers.number(finished)}",
        f"afsluttet til tiden i {place.month.name}",
        place.list_url(catalogue.FINISHED_IN_TIME.key),
        f"{percent} · mål {numbers.percent(timeliness.GOAL)}" if percent else "",
    )


def _nobodys_card(place: Place, today: queries.Counts) -> Card:
    return Card(
        numbers.number(today[catalogue.WITHOUT_CASEWORKER.key]),
        "uden sagsbehandler",
        place.list_url(catalogue.WITHOUT_CASEWORKER.key),
        f"af {numbers.counted(today[catalogue.OPEN_CASES.key], 'åben sag', 'åbne sager')}",
        place.list_url(catalogue.OPEN_CASES.key),
    )


def _against(now: queries.Counts, before: queries.Counts, month: Month) -> str:
    moved = now[catalogue.OPEN_LATE.key] - before[catalogue.OPEN_LATE.key]
    if not moved:
        return f"som ved udgangen af {month.name}"
    word = "flere" if moved > 0 else "færre"
    return f"{numbers.number(abs(moved))} {word} end ved udgangen af {month.name}"


def _charts(
    place: Place, counts: queries.Counted, weeks: Sequence[load.Week], *, rules: RuleSet
) -> list[Chart]:
    """Trend, load, pipeline, control points."""
    drawn = [
        timeliness.chart(
            counts.finished,
            yardsticks()[FINISHED_2021],
            how=catalogue.FINISHED_IN_TIME.how,
            url=lambda month, key: place.list_url(key, month=month),
        )
    ]
    if place.is_live:
        drawn += [
            load.chart(
                weeks,
                how=catalogue.WEEK.how,
                url=lambda monday: place.list_url(catalogue.WEEK.key, uge=monday.isoformat()),
            ),
            months.chart(
                counts.months,
                hand_over=handover_months(rules, day=place.today),
                how=catalogue.BY_MONTHS.how,
                url=lambda month: place.list_url(catalogue.BY_MONTHS.key, mdr=month),
            ),
        ]
    judged = queries.points(counts.month)
    how = " ".join(f"{every.label}: {every.how}" for every, _ in catalogue.POINTS)
    return [*drawn, points.chart(judged, how=how, url=place.list_url)]


def _may_see_work(viewer: Viewer, place: Place) -> bool:
    """How much each employee has is their leader's to see, and today's alone."""
    return place.is_live and any(
        role.jobcenter_id == place.jobcenter.pk
        for role in viewer.roles_allowing(Act.APPROVE_MONTH_STATUS)
    )


def _work(place: Place, counts: queries.Counted) -> list[dict[str, Any]]:
    """By name, never by number."""
    named = [(key, name) for key, name in counts.names if key in counts.work]
    if None in counts.work:
        named.append((NOBODY, "Uden sagsbehandler"))
    return [
        {"name": name, "cells": _cells(place, key, counts.work[key or None])} for key, name in named
    ]


def _cells(place: Place, caseworker: int, found: dict[str, int]) -> list[dict[str, Any]]:
    """Today's, on a month that has gone too: so they lead to the month that is judged today."""
    now = Month.of(place.today)
    return [
        {"count": found.get(key, 0), "url": place.list_url(key, month=now, hos=caseworker)}
        for key in queries.WORK_COLUMNS
    ]


def _sums(counts: queries.Counted) -> dict[str, int]:
    return {
        key: sum(one.get(key, 0) for one in counts.work.values()) for key in queries.WORK_COLUMNS
    }
