"""The corrections that wait for another than the one who proposed them."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases import spreadsheet
from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.administration.listing import Column, Listing
from cases.casefile import queries
from cases.casefile.models import VisitationsdatoCorrection
from cases.danish import dates, numbers
from cases.readlog.models import ReadLogRow
from cases.sorting import danish

FIELDS = ("identitet", "visitationsdato")
COLUMNS = (
    Column("Borger", "borger", (danish("case__citizen__name"),)),
    Column("Hidtidig dato", "hidtidig", ("old_date",)),
    Column("Rettet dato", "rettet", ("new_date",)),
    Column("Grund"),
    Column("Foreslået af", "af", (danish("proposed_by__name"),)),
)
HEADER = ("Sag", "Borger", "Hidtidig dato", "Rettet dato", "Grund", "Foreslået af")


@require_safe
@page(Act.APPROVE_VISITATIONSDATO, citizens=True)
def corrections(request: FleksjobRequest) -> HttpResponse:
    listing = _listing(request)
    shown = listing.page()
    request.readlog.listed([one.case for one in shown], fields=FIELDS)
    context = {
        "corrections": shown.object_list,
        "columns": listing.head(),
        "pagination": listing.pagination(shown),
        "query": request.GET.urlencode(),
        "hidden": queries.hidden_corrections(request.viewer),
        "breadcrumbs": [{"label": "Rettelser af visitationsdato"}],
    }
    return render(request, "cases/casefile/corrections.html", context)


@require_safe
@page(Act.APPROVE_VISITATIONSDATO, citizens=True)
def download(request: FleksjobRequest) -> HttpResponse:
    """Every citizen in the file is a log row; it ends with those who may only be counted."""
    found = list(_listing(request).ordered())
    request.readlog.listed(
        [one.case for one in found], fields=FIELDS, action=ReadLogRow.Action.EXPORT
    )
    rows = [_cells(one) for one in found]
    if hidden := queries.hidden_corrections(request.viewer):
        count = numbers.counted(hidden, "sag", "sager").replace(numbers.NBSP, " ")
        rows.append([f"{count} med begrænset adgang"])
    return spreadsheet.answer("rettelser", HEADER, rows)


def _listing(request: FleksjobRequest) -> Listing:
    found = queries.corrections_to_answer(request.viewer)
    return Listing(request, found, COLUMNS, "rettelse", "rettelser")


def _cells(one: VisitationsdatoCorrection) -> Sequence[str]:
    return [
        one.case.number,
        one.case.citizen.name,
        dates.numeric(one.old_date),
        dates.numeric(one.new_date),
        one.reason,
        one.proposed_by.name,
    ]
