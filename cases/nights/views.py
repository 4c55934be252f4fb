"""How the nights went, in numbers; and the cases that could not be computed, to who may see them."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.access import door
from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.administration.listing import Column, Listing
from cases.danish import dates
from cases.danish.numbers import counted, number
from cases.nights import queries, words
from cases.nights.models import Night
from cases.sorting import danish

COLUMNS = [
    # "-day": the newest first is what the column means when it has not been turned.
    Column("Natten til", "nat", ("-day",)),
    Column("Færdig", "faerdig", ("-finished_at",)),
    Column("Borgere", "borgere", ("-citizens",), numeric=True),
    Column("Flyttede datoer", "flyttet", ("-moved",), numeric=True),
    Column("Påmindelser", "paamindelser", ("-told",), numeric=True),
    Column("Ikke beregnet", numeric=True),
    Column("Tilstand"),
]
FILTER = [
    ("", "Alle nætter"),
    ("roede", "Røde"),
    ("ikke_faerdige", "Ikke færdige"),
    ("indhentede", "Indhentede"),
]
CASE_COLUMNS = [
    Column("Borger", "borger", (danish("citizen__name"),)),
    Column("Sag", "sag", ("number",)),
    Column("Sagsbehandler", "sagsbehandler", (danish("caseworker__name"),)),
]


@require_safe
@page(Act.SEE_NIGHTS)
def nights(request: FleksjobRequest) -> HttpResponse:
    tonight = queries.tonight(at=request.moment)
    chosen = request.GET.get("vis", "")
    listing = Listing(request, queries.nights(chosen=chosen), COLUMNS, "nat", "nætter")
    shown = listing.page()
    lists_cases = Act.LIST_CASES in request.viewer.acts
    return render(
        request,
        "nights/nights.html",
        {
            "as_of": request.viewer.as_of,
            "tonight": tonight,
            "told": words.told(tonight),
            "is_running": tonight.is_running,
            "choices": [{"name": "vis", "label": "Vis", "options": FILTER, "chosen": chosen}],
            "is_filtered": chosen in queries.CHOICES,
            "total": listing.total(shown),
            "table": {
                "caption": "Nætter",
                "hide_caption": True,
                "columns": listing.head(),
                "rows": [{"cells": _cells(night, lists_cases)} for night in shown],
            },
            "pagination": listing.pagination(shown),
        },
    )


@require_safe
@page(Act.LIST_CASES, citizens=True)
def failed_cases(request: FleksjobRequest, day: date) -> HttpResponse:
    """Those of the failed whom the viewer may see; the others are a number, as everywhere."""
    night = get_object_or_404(Night, day=day)
    cases = door.visible_cases(request.viewer).filter(citizen_id__in=night.failures)
    found = cases.select_related("citizen", "caseworker")
    listing = Listing(request, found, CASE_COLUMNS, "sag", "sager")
    shown = listing.page()
    request.readlog.listed(shown, fields=["identitet"])
    title = f"Ikke beregnet natten til {dates.long(day)}"
    above = {"label": "Nattens kørsel", "url": reverse("naetter")}
    sees_nights = Act.SEE_NIGHTS in request.viewer.acts
    return render(
        request,
        "nights/failed_cases.html",
        {
            "as_of": request.viewer.as_of,
            "title": title,
            "breadcrumbs": [*([above] if sees_nights else []), {"label": title}],
            "others": len(night.failures) - found.values("citizen").distinct().count(),
            "total": listing.total(shown),
            "table": {
                "caption": title,
                "columns": listing.head(),
                "rows": [{"cells": _case_cells(case)} for case in shown],
            },
            "pagination": listing.pagination(shown),
        },
    )


def _cells(night: Night, lists_cases: bool) -> list[dict[str, Any]]:
    state = words.state_of(night)
    failed: dict[str, Any] = {"text": number(len(night.failures)), "numeric": True}
    if night.failures and lists_cases:
        failed |= {
            "text": counted(len(night.failures), "borger", "borgere"),
            "url": reverse("nat_sager", args=[night.day]),
        }
    return [
        {"date": night.day, "header": True, "small": _made_good_later(night)},
        {"text": dates.moment(timezone.localtime(night.finished_at)) if night.finished_at else "–"},
        *({"text": number(n), "numeric": True} for n in (night.citizens, night.moved, night.told)),
        failed,
        {
            "badge": {"text": state.capitalize(), "tone": words.TONES[state]},
            "small": night.obstacle,
        },
    ]


def _made_good_later(night: Night) -> str:
    """A missed night rests on a later day's reckoning."""
    if night.recomputed_as_of in {None, night.day}:
        return ""
    assert night.recomputed_as_of is not None
    return f"Indhentet, beregnet pr. {dates.numeric(night.recomputed_as_of)}"


def _case_cells(case: Any) -> list[dict[str, Any]]:
    return [
        {"text": case.citizen.name, "url": reverse("sag", args=[case.number]), "header": True},
        {"text": case.number},
        {"text": case.caseworker.name if case.caseworker else "Ingen"},
    ]
