"""The words of the law by date."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.administration import queries
from cases.administration.forms.organisation import TermForm
from cases.administration.views.common import form_page, table_page
from cases.danish import dates
from cases.drafts.submissions import once
from cases.people import operations
from cases.people.models import DatedTerm


@require_safe
@page(Act.ADMINISTER)
def terms(request: FleksjobRequest) -> HttpResponse:
    return table_page(
        request,
        "terms",
        title="Ord med dato",
        table={
            "caption": "Ord med dato",
            "hide_caption": True,
            "columns": [
                {"label": label} for label in ("Begreb", "Ord", "Bestemt form", "Gælder", "Kilde")
            ],
            "rows": [_row(term) for term in queries.terms()],
        },
    )


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


def _row(term: DatedTerm) -> dict[str, object]:
    return {
        "cells": [
            {"text": term.get_key_display(), "header": True},
            {"text": term.singular},
            {"text": term.definite},
            {"text": dates.half_open_span(term.valid_from, term.valid_to)},
            {"text": term.source},
        ]
    }
