"""The review of a list as finished rows for the template."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse

from cases import paging
from cases.danish import numbers
from cases.intake import queries
from cases.intake.models import IntakeProblem, IntakeRow, IntakeRun
from cases.intake.queries import ShownRow

ROWS_A_PAGE = 100


@dataclass(frozen=True)
class Group:
    """`count` is the name of the run's number that counts it."""

    key: str
    label: str
    count: str
    last_column: str
    empty: str


GROUPS = (
    Group("fejl", "Kan ikke læses", "fejl", "Ret", "Alle rækker kan læses."),
    Group("aendrede", "Ændres", "aendrede", "Hidtil", "Ingen perioder ændres."),
    Group("nye", "Nye", "nye", "", "Ingen perioder er nye."),
    Group("uaendrede", "Uændrede", "uaendrede", "", "Ingen perioder er uændrede."),
    Group("forskelle", "Andet navn eller jobcenter", "forskelle", "Forskel", "Ingen forskelle."),
    Group("advarsler", "Tjek cpr-nummer", "advarsler", "Bemærk", "Ingen cpr-numre at tjekke."),
)
BY_KEY = {group.key: group for group in GROUPS}
OUTCOMES = {
    "aendrede": IntakeRow.Outcome.CHANGED,
    "nye": IntakeRow.Outcome.NEW,
    "uaendrede": IntakeRow.Outcome.UNCHANGED,
}
PROBLEMS = {"fejl": IntakeProblem.Kind.ERROR, "forskelle": IntakeProblem.Kind.DIFFERENCE}


@dataclass(frozen=True)
class ReviewPage:
    group: Group
    page: Page[Any]
    rows: list[ShownRow]


def review_page(run: IntakeRun, *, group_key: str, number: str) -> ReviewPage:
    asked = BY_KEY.get(group_key)
    group = asked if asked in groups_of(run) else first_group(run)
    page = Paginator(_items(run, group), ROWS_A_PAGE).get_page(number)
    items = list(page.object_list)
    shown = (
        queries.shown_problems(run, items)
        if group.key in PROBLEMS
        else queries.shown_rows(run, items)
    )
    return ReviewPage(group, page, shown)


def groups_of(run: IntakeRun) -> list[Group]:
    """Once the list is saved, its rows are gone; errors and differences can be read for a day."""
    waiting = run.state == IntakeRun.State.REVIEWED
    return [group for group in GROUPS if waiting or group.key in PROBLEMS]


def first_group(run: IntakeRun) -> Group:
    return next((group for group in groups_of(run) if run.counts[group.count]), GROUPS[0])


def _items(run: IntakeRun, group: Group) -> QuerySet[Any]:
    if group.key in PROBLEMS:
        return queries.problems_of(run, kind=PROBLEMS[group.key])
    if group.key in OUTCOMES:
        return queries.rows_of(run, outcome=OUTCOMES[group.key])
    return queries.warned(run)


def tabs(run: IntakeRun, *, current: Group) -> list[dict[str, Any]]:
    return [
        {
            "label": group.label,
            "url": _url(run, group),
            "current": group is current,
            "count": numbers.number(run.counts[group.count]),
        }
        for group in groups_of(run)
        if run.counts[group.count] or group is current
    ]


def table(shown: ReviewPage) -> dict[str, Any]:
    columns = [
        {"label": "Række", "numeric": True},
        {"label": "Borger"},
        *([] if shown.group.key in PROBLEMS else [{"label": "Type"}, {"label": "Periode"}]),
        *([{"label": "Kolonne"}] if shown.group.key in PROBLEMS else []),
        *([{"label": shown.group.last_column}] if shown.group.last_column else []),
    ]
    rows = [{"cells": _cells(row, shown.group)} for row in shown.rows]
    return {"caption": shown.group.label, "hide_caption": True, "columns": columns, "rows": rows}


def _cells(row: ShownRow, group: Group) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = [
        {"text": numbers.number(row.line), "numeric": True},
        {"text": row.name, "small": row.case.number if row.case else ""},
    ]
    if group.key in PROBLEMS:
        cells += [{"text": row.column}, {"text": row.message}]
    else:
        cells += [{"text": row.kind}, {"text": row.period, "strong": group.key == "aendrede"}]
        if group.last_column:
            cells.append({"text": row.before or row.message})
    return cells


def pagination(run: IntakeRun, shown: ReviewPage) -> dict[str, Any] | None:
    total = numbers.counted(shown.page.paginator.count, "række", "rækker")
    base = _url(run, shown.group)
    return paging.ways_from(shown.page, total=total, address=lambda side: f"{base}&side={side}")


def _url(run: IntakeRun, group: Group) -> str:
    return f"{reverse('indlaesning', args=[run.pk])}?gruppe={group.key}"
