"""Prognose: what must be begun in the next 18 months, and the cases behind each number."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cases import spreadsheet, whole_numbers
from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.danish import dates, numbers
from cases.findings.queries import rules_in_use
from cases.paging import paged
from reports.forecast import picture, queries, tables
from reports.forecast.forms import ImaginedForm
from reports.forecast.rules import Due, horizon, months_ahead
from reports.forecast.tables import OVER, Forecast

MONTH = re.compile(r"(20\d{2})-(0[1-9]|1[0-2])")
FIELDS = ("identitet", "frister")
NOT_RECKONED = "ikke-beregnet"
ROUNDS, CITIZENS = ("revurdering", "revurderinger"), ("borger", "borgere")


class NotReckoned(NamedTuple):
    """A case that stands beside the numbers: it has no day."""

    case: int


@require_safe
@page(Act.SEE_FORECAST)
def forecast(request: FleksjobRequest) -> HttpResponse:
    form, found = _found(request)
    jobcentres = _shown(form, found)
    months = [
        picture.Month(
            month,
            found.counts.get((month, tables.ALL), 0),
            found.late_by_month.get(month, 0),
            tables.cases_url(found.imagined, month=month),
        )
        for month in months_ahead(found.as_of)
    ]
    context = {
        "breadcrumbs": [{"label": "Kontrol", "url": reverse("kontrol")}, {"label": "Prognose"}],
        "as_of": found.as_of,
        "filters": {"form": form, "open": True},
        "sentence": _sentence(found),
        "picture": picture.drawn(months),
        "table": tables.table(found, jobcentres),
        "download_url": reverse("prognose_hent") + tables.query(found.imagined),
        "imagined": found.imagined,
        "handed_over_at": form.handed_over_at(found.imagined),
        "others": " eller ".join(map(str, form.others)),
        "not_reckoned": len(found.not_reckoned),
        "not_reckoned_url": tables.cases_url(found.imagined, month=None, only=NOT_RECKONED),
    }
    return render(request, "reports/forecast/forecast.html", context)


@require_safe
@page(Act.SEE_FORECAST)
def download(request: FleksjobRequest) -> HttpResponse:
    """Numbers only."""
    form, found = _found(request)
    jobcentres = _shown(form, found)
    rows = [[text for text, _ in row] for row in tables.rows(found, jobcentres)]
    return spreadsheet.answer("prognose", tables.header(found, jobcentres), rows)


@require_safe
@page(Act.SEE_FORECAST, citizens=True)
def cases(request: FleksjobRequest) -> HttpResponse:
    """Exactly those that the number counted; whom the reader may not see is a number below."""
    _, found = _found(request)
    month = _month(request.GET.get("maaned", ""))
    only = request.GET.get("kun", "")
    has_days = only != NOT_RECKONED
    unit = ROUNDS if has_days else CITIZENS
    chosen = _chosen(found, month, only, whole_numbers.read(request.GET.get("af", ""), digits=9))
    named = queries.visible_keys(request.viewer, [one.case for one in chosen])
    reached = [one for one in chosen if one.case in named]
    shown, pagination = paged(reached, asked=request.GET, unit=unit)
    seen = queries.visible(request.viewer, [one.case for one in shown])
    shown = [one for one in shown if one.case in seen]
    request.readlog.listed(
        list({one.case: seen[one.case] for one in shown}.values()), fields=FIELDS
    )
    context = {
        "breadcrumbs": [
            {"label": "Kontrol", "url": reverse("kontrol")},
            {"label": "Prognose", "url": reverse("prognose") + tables.query(found.imagined)},
            {"label": _name(month) if has_days else _what(only)},
        ],
        "heading": f"{_what(only)}: {_name(month)}" if has_days else _what(only),
        "has_days": has_days,
        "count": numbers.counted(len(chosen), *unit),
        "rows": [{"due": one, "case": seen[one.case]} for one in shown],
        "pagination": pagination,
        "restricted": len(chosen) - len(reached),
    }
    return render(request, "reports/forecast/cases.html", context)


def _found(request: FleksjobRequest) -> tuple[ImaginedForm, Forecast]:
    as_of = request.viewer.as_of
    rules = rules_in_use()
    form = ImaginedForm(
        request.GET,
        jobcentres=queries.jobcentres(request.viewer),
        label=request.viewer.terms.on(as_of).jobcenter.label,
        own=queries.own_handovers(rules, as_of=as_of),
    )
    imagined = form.imagined()
    ahead = queries.ahead(request.viewer, imagined, as_of=as_of, rules=rules)
    return form, tables.forecast(ahead, imagined, as_of=as_of)


def _shown(form: ImaginedForm, found: Forecast) -> list[Any]:
    chosen = found.imagined.jobcenter
    return [one for one in form.jobcentres if chosen is None or one.pk == chosen]


def _chosen(
    found: Forecast, month: date | None, only: str, jobcenter: int | None
) -> Sequence[Due | NotReckoned]:
    if only == NOT_RECKONED:
        return [NotReckoned(case) for case in found.not_reckoned]
    if only == "overdrages":
        return found.arriving(month) if month else []
    chosen = found.of(month, jobcenter=jobcenter)
    if only == "sent":
        late = set(found.late)
        return [one for one in chosen if one in late]
    return chosen


def _month(text: str) -> date | None:
    read = MONTH.fullmatch(text)
    return date(int(read[1]), int(read[2]), 1) if read and text != OVER else None


def _name(month: date | None) -> str:
    return f"{dates.MONTHS[month.month - 1]} {month.year}" if month else "over fristen i dag"


def _what(only: str) -> str:
    said = {"overdrages": "Overdrages", "sent": "Når det ikke", NOT_RECKONED: "Kan ikke beregnes"}
    return said.get(only, "Skal påbegyndes")


def _sentence(found: Forecast) -> str:
    last = horizon(found.as_of)
    ahead = sum(one.due < last for one in found.ahead)
    over = len(found.dues) - len(found.ahead)
    said = (
        f"Fortsætter ydelserne, skal {numbers.counted(ahead, 'revurdering', 'revurderinger')}"
        f" påbegyndes i de næste 18 måneder; {numbers.number(over)} er allerede over fristen."
    )
    if found.begun:
        late = sum(one.due >= found.as_of for one in found.late)
        said += (
            f" Med {numbers.number(found.imagined.per_week or 0)} om ugen når"
            f" {numbers.number(late)} af dem det ikke til tiden."
        )
    return said
