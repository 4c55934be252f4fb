"""The words of the law by date."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cases import spreadsheet
from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.administration import queries
from cases.administration.forms.organisation import TermForm
from cases.administration.listing import Column, Listing
from cases.administration.views.common import choice, form_page, table_page
from cases.danish import dates
from cases.drafts.submissions import once
from cases.people import operations
from cases.people.models import DatedTerm
from cases.sorting import danish

COLUMNS = (
    Column("Begreb", "begreb", ("key", "-valid_from")),
    Column("Ord", "ord", (danish("singular"),)),
    Column("Bestemt form", "bestemt", (danish("definite"),)),
    Column("Gælder", "gaelder", ("valid_from",)),
    Column("Kilde", "kilde", (danish("source"),)),
)


@require_safe
@page(Act.ADMINISTER)
def terms(request: FleksjobRequest) -> HttpResponse:
    listing = _listing(request)
    shown = listing.page()
    return table_page(
        request,
        "terms",
        title="Ord med dato",
        table={
            "caption": "Ord med dato",
            "hide_caption": True,
            "columns": listing.head(),
            "rows": [_row(_cells(term)) for term in shown],
        },
        pagination=listing.pagination(shown),
        total=listing.total(shown),
        choices=_choices(request),
        query=request.GET.urlencode(),
    )


@require_safe
@page(Act.ADMINISTER)
def export(request: FleksjobRequest) -> HttpResponse:
    header = [column.label for column in COLUMNS]
    return spreadsheet.answer("ord", header, map(_cells, _listing(request).ordered()))


@require_http_methods(["GET", "HEAD", "POST"])
@page(Act.ADMINISTER)
@once
def add_term(request: FleksjobRequest) -> HttpResponse:
    form = TermForm(request.POST or None, as_of=request.viewer.as_of, cancel_url=reverse("ord"))
    if form.is_valid():
        try:
            term = operations.add_term(term=form.term(), actor=request.viewer.actor)
        except operations.DaysAlreadyCovered:
            form.add_error("first_day", "Et senere ord gælder allerede. Vælg en senere dag")
        else:
            messages.success(
                request, f"Fra {dates.long(term.valid_from)} står der {term.singular}."
            )
            return redirect("ord")
    trail = (("Ord med dato", reverse("ord")),)
    lead = "Det ord, der gælder nu, slutter dagen før. En sag beholder ordene fra sin egen dato."
    return form_page(request, form, title="Nyt ord", trail=trail, lead=lead)


def _listing(request: FleksjobRequest) -> Listing:
    found = queries.terms(
        key=request.GET.get("begreb", ""),
        on=request.viewer.as_of if request.GET.get("gaelder") == "nu" else None,
    )
    return Listing(request, found, COLUMNS, "ord", "ord")


def _choices(request: FleksjobRequest) -> list[dict[str, Any]]:
    return [
        choice(request, "begreb", "Begreb", [("", "Alle"), *DatedTerm.Key.choices]),
        choice(request, "gaelder", "Gælder", [("", "Altid"), ("nu", "I dag")]),
    ]


def _cells(term: DatedTerm) -> list[str]:
    span = dates.half_open_span(term.valid_from, term.valid_to)
    return [term.get_key_display(), term.singular, term.definite, span, term.source]


def _row(cells: list[str]) -> dict[str, object]:
    key, *rest = cells
    return {"cells": [{"text": key, "header": True}, *({"text": text} for text in rest)]}
