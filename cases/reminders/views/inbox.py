"""Beskeder: what one has been told. A line names the case by its number, never the citizen."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cases import paging, spreadsheet, whole_numbers
from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.danish import numbers
from cases.drafts.submissions import once
from cases.readlog.models import ReadLogRow
from cases.reminders import operations, queries, tables
from cases.reminders.filters import ALL, KINDS, SHOWN, UNREAD, Filters, read
from cases.reminders.forms import InboxFilterForm

FIELDS = ("frister",)
UNDO_KEY = "laeste_beskeder"


@require_safe
@page(Act.READ_NOTICES, citizens=True)
def inbox(request: FleksjobRequest) -> HttpResponse:
    filters = read(request.GET)
    found = queries.inbox(request.viewer, filters)
    request.readlog.listed(found.cases, fields=FIELDS)
    context = {
        "as_of": request.viewer.as_of,
        "rows": [tables.notice_row(row) for row in found.rows],
        "columns": tables.columns(filters),
        "filters": _panel(filters, found),
        "pagination": _pagination(filters, found),
        "empty": _empty(filters),
        "hidden": found.hidden,
        "any_unread": any(row.notice.read_at is None for row in found.rows),
        "shows_all": filters.vis == ALL and not filters.art,
        "query": filters.query(side=found.side),
    }
    return render(request, "cases/reminders/inbox.html", context)


@require_safe
@page(Act.READ_NOTICES, citizens=True)
def download(request: FleksjobRequest) -> HttpResponse:
    found = queries.every_notice(request.viewer, read(request.GET))
    request.readlog.listed(found.cases, fields=FIELDS, action=ReadLogRow.Action.EXPORT)
    rows = [tables.cells(tables.notice_row(row)) for row in found.rows]
    name = f"beskeder-{request.viewer.as_of.isoformat()}"
    return spreadsheet.answer(name, tables.HEADER, rows)


@require_POST
@page(Act.READ_NOTICES, citizens=True)
@once
def mark_read(request: FleksjobRequest) -> HttpResponse:
    everything = "alle" in request.POST
    chosen = None if everything else _keys(request)
    if chosen == []:
        messages.error(request, "Vælg mindst én besked")
        return _back(request)
    keys = operations.mark_read(viewer=request.viewer, at=request.moment, chosen=chosen)
    if not keys:
        messages.info(request, "Der er intet at markere: alt er allerede læst.")
        return _back(request)
    request.session[UNDO_KEY] = keys
    count = numbers.counted(len(keys), "besked", "beskeder")
    undo = reverse("beskeder_fortryd")
    messages.success(
        request, f"{count} er markeret som læst. Opgaven står, til den er gjort.",
        extra_tags=f"fortryd:{undo}",
    )  # fmt: skip
    return _back(request)


@require_POST
@page(Act.READ_NOTICES, citizens=True)
def mark_unread(request: FleksjobRequest) -> HttpResponse:
    """Sent twice it has one effect: what may be taken back is forgotten with the first."""
    keys = request.session.pop(UNDO_KEY, [])
    count = operations.mark_unread(viewer=request.viewer, chosen=keys)
    if count:
        shown = numbers.counted(count, "besked", "beskeder")
        messages.success(request, f"{shown} er ulæst igen.")
    else:
        messages.info(request, "Der er ikke mere at fortryde.")
    return redirect("beskeder")


def _keys(request: FleksjobRequest) -> list[int]:
    typed = request.POST.getlist("besked")[: queries.ON_A_PAGE]
    return whole_numbers.keys(typed)


def _back(request: FleksjobRequest) -> HttpResponse:
    """To the list as it was filtered."""
    return redirect(reverse("beskeder") + read(request.GET).query())


def _panel(filters: Filters, found: queries.Inbox) -> dict[str, Any]:
    chips = []
    if filters.vis != UNREAD:
        chips.append({"label": SHOWN[filters.vis], "remove_url": filters.query(vis=UNREAD)})
    if filters.art:
        chips.append({"label": KINDS[filters.art], "remove_url": filters.query(art="")})
    return {
        "form": InboxFilterForm(filters),
        "chips": chips,
        "clear_url": reverse("beskeder") if chips else "",
        "result": numbers.counted(found.total, "besked", "beskeder"),
    }


def _pagination(filters: Filters, found: queries.Inbox) -> dict[str, Any] | None:
    return paging.ways(
        number=found.side,
        count=found.pages,
        total=numbers.counted(found.total, "besked", "beskeder"),
        address=lambda side: filters.query(side=side),
    )


def _empty(filters: Filters) -> str:
    if filters.art:
        return f"Ingen beskeder passer til »{KINDS[filters.art]}«. Fjern filteret, eller vis alle."
    if filters.vis == UNREAD:
        return "Du har læst alt. Nye beskeder kommer om natten, når en frist nærmer sig."
    return "Der er ingen beskeder her endnu. De kommer om natten, når en frist nærmer sig."
