"""The quarters, the proof of each, and its signature by quality control."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cases import paging, whole_numbers
from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.danish.numbers import counted
from cases.drafts.submissions import once
from reports.afstemning.models import Afstemning
from reports.coverage import frozen, handles, operations, owed, queries
from reports.coverage import page as pages
from reports.coverage.models import SignedQuarter
from reports.coverage.page import FROZEN, Shown
from reports.quarters import Quarter

FIELDS = ("identitet", "perioder")
CRITERION = "dækning"
PERSONS = ("person", "personer")


@require_safe
@page(Act.SEE_COVERAGE)
def quarters(request: FleksjobRequest) -> HttpResponse:
    as_of = request.viewer.as_of
    found = [
        {
            "quarter": state.quarter,
            "url": reverse("daekning_kvartal", args=state.quarter.address),
            "summary": pages.summary(state),
            "signed": state.signed,
            "is_taken_back": state.is_taken_back,
            "is_owed": state.is_owed(as_of),
        }
        for state in owed.quarters(as_of=as_of)
    ]
    context = {"quarters": found, "breadcrumbs": [{"label": "Dækning"}]}
    return render(request, "coverage/quarters.html", context)


@require_safe
@page(Act.SEE_COVERAGE, citizens=True)
def quarter(request: FleksjobRequest, aar: int, nummer: int) -> HttpResponse:
    asked = _quarter(aar, nummer)
    signed = SignedQuarter.objects.filter(year=asked.year, quarter=asked.number).first()
    context: dict[str, Any] = {
        "quarter": asked,
        "signed": signed,
        "breadcrumbs": [
            {"label": "Dækning", "url": reverse("daekning")},
            {"label": asked.label},
        ],
    }
    may_sign = Act.SIGN_COVERAGE in request.viewer.acts
    if signed and may_sign and FROZEN in request.GET:
        context |= _as_signed(request, asked, signed)
    elif (found := signed.afstemning if signed else queries.latest_of(asked)) is not None:
        context |= _as_it_stands(request, asked, found, with_rows=may_sign)
    context["may_explain"] = not signed and context.get("any_unexplained", False)
    return render(request, "coverage/quarter.html", {**context, "may_sign": may_sign})


def _as_it_stands(
    request: FleksjobRequest, asked: Quarter, afstemning: Afstemning, *, with_rows: bool
) -> dict[str, Any]:
    """What was signed stands above it. Rows are for quality control."""
    lists = queries.lists_beside(afstemning)
    found = queries.coverage(afstemning, lists)
    told = {
        **_told(afstemning, lists, found),
        "silent": pages.silent(queries.without_a_list(lists)),
    }
    read = partial(queries.persons, afstemning, lists)
    return told | (_rows(request, Shown(asked, found, lists), read) if with_rows else {})


def _as_signed(request: FleksjobRequest, asked: Quarter, signed: SignedQuarter) -> dict[str, Any]:
    """Each number of the signature opens the rows that it counted."""
    lists, found = frozen.lists(signed), frozen.coverage(signed)
    rows = _rows(
        request, Shown(asked, found, lists, is_frozen=True), partial(frozen.persons, signed)
    )
    return {**_told(signed.afstemning, lists, found), "is_frozen": True, **rows}


def _told(
    afstemning: Afstemning, lists: Sequence[Afstemning], found: queries.Coverage
) -> dict[str, Any]:
    return {
        "afstemning": afstemning,
        "lists": lists,
        "found": found,
        "sum_line": pages.sum_line(found),
        "off_list": pages.off_list(found),
        "restricted": pages.restricted(found),
    }


def _rows(
    request: FleksjobRequest, shown: Shown, read: Callable[..., list[queries.Person]]
) -> dict[str, Any]:
    group = request.GET.get("gruppe", "")
    if group not in pages.GROUPS:
        group = next((key for key in pages.GROUPS if pages.size(shown.found, key)), "loebende")
    count = pages.size(shown.found, group)
    side = whole_numbers.read(request.GET.get("side", ""), digits=6) or 1
    number = max(1, min(side, paging.pages_of(count, size=pages.ROWS)))
    persons = read(
        standings=pages.GROUPS[group][1], first=(number - 1) * pages.ROWS, at_most=pages.ROWS
    )
    cases = pages.cases_of(request.viewer, persons)
    request.readlog.listed(cases.values(), fields=FIELDS, criterion=CRITERION)
    told = pages.rows(persons, cases, shown.lists)
    return {
        "tabs": pages.tabs(shown, group),
        "group": group,
        "group_label": pages.GROUPS[group][0],
        "question": pages.QUESTIONS.get(group, ""),
        "rows": told,
        "any_unexplained": any(row.may_explain for row in told),
        "pagination": pages.pagination(shown, group, page=number, count=count),
    }


@require_POST
@page(Act.SIGN_COVERAGE, citizens=True)
@once
def give_reason(request: FleksjobRequest, aar: int, nummer: int) -> HttpResponse:
    asked = _quarter(aar, nummer)
    try:
        given = operations.give_reason(
            quarter=asked,
            keys=[_person(one, asked) for one in request.POST.getlist("person")],
            reason=request.POST.get("grund", ""),
            by=request.user,
        )
    except tuple(WHY_NOT) as refused:
        messages.error(request, WHY_NOT[type(refused)])
    else:
        messages.success(request, f"Grunden er gemt for {counted(len(given), *PERSONS)}.")
    address = reverse("daekning_kvartal", args=asked.address)
    return redirect(f"{address}?{urlencode({'gruppe': request.POST.get('gruppe', '')})}")


def _person(told: str, asked: Quarter) -> int | UUID:
    """As the row said: its line, or the citizen."""
    line = whole_numbers.read(told, digits=whole_numbers.KEY)
    return line if line is not None else handles.opened(told, quarter=asked) or 0


WHY_NOT: dict[type[Exception], str] = {
    operations.NobodyChosen: "Vælg dem, grunden gælder for, i listen",
    operations.ReasonMissing: "Skriv grunden, der gælder for de valgte",
    operations.QuarterAlreadySigned: "Kvartalet er allerede underskrevet",
    operations.NothingReconciled: "Der er ingen afstemt liste med den person i kvartalet",
    operations.CoverageChanged: "Tallene er ændret, siden du så dem. Se dem igen, før du underskriver",
}


@require_POST
@page(Act.SIGN_COVERAGE)
@once
def sign(request: FleksjobRequest, aar: int, nummer: int) -> HttpResponse:
    asked = _quarter(aar, nummer)
    try:
        operations.sign(quarter=asked, seen=_seen(request), by=request.user)
    except operations.SomeUnexplained as some:
        who = counted(some.count, "person er uforklaret", "personer er uforklarede")
        messages.error(request, f"{who}. Giv en grund, eller ret sagerne, før du underskriver")
    except tuple(WHY_NOT) as refused:
        messages.error(request, WHY_NOT[type(refused)])
    else:
        messages.success(request, f"Dækningen for {asked.label} er underskrevet.")
    return redirect("daekning_kvartal", *asked.address)


def _seen(request: FleksjobRequest) -> tuple[int, int]:
    """The numbers that stood above the button."""
    above = request.POST.get("set", "").partition("+")
    running, exempt = (whole_numbers.read(one, digits=9) for one in (above[0], above[2]))
    return (-1, -1) if running is None or exempt is None else (running, exempt)


def _quarter(year: int, number: int) -> Quarter:
    found = Quarter.named(year, number)
    if found is None:
        raise Http404
    return found
