"""The list behind a number: exactly its rows, as far as the reader may see them."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases import paging, whole_numbers
from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.danish import dates, numbers
from cases.people.models import Employee, Jobcenter
from reports.figures import catalogue, queries
from reports.figures.catalogue import Figure
from reports.figures.month import Month
from reports.figures.scope import MOST_MONTHS, NOBODY, Scope
from reports.status import queries as statuses
from reports.status.models import MonthStatus
from reports.status.reach import jobcenter_of, may, month_of
from reports.status.views.sending import crumbs

FIELDS = ("identitet", "frister")
ON_A_PAGE = 50
SENT = "sendt"
WEEK = timedelta(days=6)  # to its last day


@require_safe
@page(Act.SEE_MONTH_STATUS, citizens=True)
def number_list(request: FleksjobRequest, jobcenter: int, maaned: str, tal: str) -> HttpResponse:
    where = jobcenter_of(request, jobcenter, act=Act.SEE_MONTH_STATUS)
    month = month_of(request, maaned)
    figure = catalogue.BY_KEY.get(tal)
    if figure is None:
        raise Http404
    scope = _narrowed(request, Scope(month, _judged_on(figure, month, request), where.pk))
    side = max(1, _whole(request.GET, "side") or 1)
    start = (side - 1) * ON_A_PAGE
    status = _sent(request, where, month, figure)
    found = (
        statuses.frozen_listing(request.viewer, status, figure, first=start, at_most=ON_A_PAGE)
        if status
        else queries.listing(request.viewer, figure, scope, first=start, at_most=ON_A_PAGE)
    )
    request.readlog.listed(found.cases.values(), fields=FIELDS)
    context = {
        "jobcenter": where,
        "month": month,
        "figure": figure,
        "as_of": scope.as_of,
        "status": status,
        "narrowed": _in_words(scope, figure),
        "found": found,
        "number_text": numbers.counted(found.number, *figure.unit),
        "rows": [
            {"case": found.cases[row.case_id], "row": row}
            for row in found.rows
            if row.case_id in found.cases
        ],
        "breadcrumbs": crumbs(where, month, figure.label),
        "pagination": _pagination(request, found, side, figure),
    }
    return render(request, "reports/number_list.html", context)


def _sent(
    request: FleksjobRequest, where: Jobcenter, month: Month, figure: Figure
) -> MonthStatus | None:
    """The status whose own number is asked for."""
    if SENT not in request.GET:
        return None
    status = statuses.standing(jobcenter_id=where.pk, month=month)
    if status is None or figure.key not in status.numbers:
        raise Http404
    return status


def _judged_on(figure: Figure, month: Month, request: FleksjobRequest) -> date:
    today = request.viewer.as_of
    return today if figure in catalogue.LIVE else month.judged_on(today)


def _narrowed(request: FleksjobRequest, scope: Scope) -> Scope:
    """An unreadable value narrows nothing: the address may come from an old bookmark.

    Nor does an employee, but for their leader: who has the restricted would else be told by number.
    """
    asked = request.GET
    if (week := _day(asked.get("uge", ""))) is not None:
        scope = scope.narrowed(week=week)
    if (months := _whole(asked, "mdr")) is not None and months <= MOST_MONTHS:
        scope = scope.narrowed(months=months)
    caseworker = _whole(asked, "hos")
    if caseworker is not None and _leads(request, scope):
        scope = scope.narrowed(caseworker=caseworker)
    return scope


def _leads(request: FleksjobRequest, scope: Scope) -> bool:
    where = scope.jobcenter
    return where is not None and may(request.viewer, Act.APPROVE_MONTH_STATUS, jobcenter=where)


def _in_words(scope: Scope, figure: Figure) -> str:
    said = []
    if figure is catalogue.WEEK and scope.week:
        said.append(f"{dates.week(scope.week)}, {dates.span(scope.week, scope.week + WEEK)}")
    if scope.months is not None:
        said.append(f"{numbers.months(scope.months)} i vinduet")
    if scope.caseworker == NOBODY:
        said.append("uden sagsbehandler")
    elif scope.caseworker is not None:
        person = Employee.objects.filter(pk=scope.caseworker).first()
        said.append(f"hos {person.name}" if person else "hos en, der ikke findes")
    return " · ".join(said)


def _pagination(
    request: FleksjobRequest, found: queries.Listing, side: int, figure: Figure
) -> dict[str, Any] | None:
    return paging.ways(
        number=side,
        count=paging.pages_of(found.seen, size=ON_A_PAGE),
        total=numbers.counted(found.seen, *figure.unit),
        address=lambda number: paging.on_page(request.GET, number),
    )


def _whole(asked: Mapping[str, str], name: str) -> int | None:
    return whole_numbers.read(asked.get(name, ""), digits=9)


def _day(text: str) -> date | None:
    """None where the calendar ends before the week does."""
    try:
        day = date.fromisoformat(text)
        return day if day + WEEK else None
    except (ValueError, OverflowError):
        return None
