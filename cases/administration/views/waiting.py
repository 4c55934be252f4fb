"""Roles and one-time codes that wait, for the one who looks or for others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases import spreadsheet
from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.administration import queries, rows
from cases.administration.listing import Column, Listing
from cases.administration.views.common import choice
from cases.sorting import danish

NAME = Column("Medarbejder", "navn", (danish("employee__name"),))
ROLES = (
    NAME,
    Column("Rolle", "rolle", ("role", danish("jobcenter__name"))),
    Column("Gælder", "gaelder", ("valid_from", "valid_to")),
    Column("Indtastet af", "af", (danish("entered_by__name"),)),
)
CODES = (NAME, Column("Roller"), Column("Bedt om af", "bedt", ("asked_at",)))
KINDS = [("", "Alle"), ("roller", "Roller"), ("koder", "Engangskoder")]
HEADER = ("Hvad", "Medarbejder", "Roller", "Gælder", "Indtastet eller bedt om af", "Venter på")


@dataclass(frozen=True)
class Waiting:
    """One kind of what waits, sorted; `mine` are those that the viewer may answer."""

    key: str
    label: str
    template: str
    listing: Listing
    mine: Sequence[Any]
    others: Sequence[Any]
    row: Callable[[Any], dict[str, Any]]
    cells: Callable[[dict[str, Any]], list[str]]

    def table(self, waiting: Sequence[Any], *, answer: bool) -> dict[str, Any]:
        shown = self.listing.page(waiting)
        return {
            "label": self.label,
            "template": self.template,
            "columns": self.listing.head() + ([] if answer else [{"label": "Venter på"}]),
            "rows": [self.row(one) for one in shown],
            "pagination": self.listing.pagination(shown),
        }


@require_safe
@page(Act.APPROVE_ROLE)
def approvals(request: FleksjobRequest) -> HttpResponse:
    roles, codes = _roles(request), _codes(request)
    shown = _chosen(request, roles, codes)
    context = {
        "my_roles": roles.mine,
        "my_codes": codes.mine,
        "mine": [kind.table(kind.mine, answer=True) for kind in shown if kind.mine],
        "others": [kind.table(kind.others, answer=False) for kind in shown if kind.others],
        "choices": [choice(request, "hvad", "Hvad venter", KINDS)],
        "query": request.GET.urlencode(),
        "breadcrumbs": [{"label": "Godkendelser"}],
    }
    return render(request, "administration/approvals.html", context)


@require_safe
@page(Act.APPROVE_ROLE)
def export(request: FleksjobRequest) -> HttpResponse:
    found = [
        [kind.label, *kind.cells(kind.row(one))]
        for kind in _chosen(request, _roles(request), _codes(request))
        for one in [*kind.mine, *kind.others]
    ]
    return spreadsheet.answer("godkendelser", HEADER, found)


def _chosen(request: FleksjobRequest, *kinds: Waiting) -> list[Waiting]:
    wanted = request.GET.get("hvad", "")
    return [kind for kind in kinds if wanted in ("", kind.key)]


def _roles(request: FleksjobRequest) -> Waiting:
    viewer = request.viewer
    found = queries.awaiting_in_sight_of(viewer)
    listing = Listing(request, found, ROLES, "rolle", "roller", begins="gaelder", prefix="rolle_")
    waiting = list(listing.ordered())
    return Waiting(
        key="roller",
        label="Roller",
        template="administration/waiting_roles.html",
        listing=listing,
        mine=[one for one in waiting if queries.may_answer(viewer, one)],
        others=[one for one in waiting if not queries.may_answer(viewer, one)],
        row=lambda one: rows.waiting_role(one, as_of=viewer.as_of),
        cells=rows.waiting_role_cells,
    )


def _codes(request: FleksjobRequest) -> Waiting:
    viewer = request.viewer
    found = queries.waiting_codes(as_of=viewer.as_of)
    listing = Listing(
        request, found, CODES, "engangskode", "engangskoder", begins="bedt", prefix="kode_"
    )
    waiting = queries.only_in_sight_of(viewer, listing.ordered())
    return Waiting(
        key="koder",
        label="Engangskoder",
        template="administration/waiting_codes.html",
        listing=listing,
        mine=[one for one in waiting if queries.may_draw_code(viewer, one)],
        others=[one for one in waiting if not queries.may_draw_code(viewer, one)],
        row=rows.code_request,
        cells=rows.code_request_cells,
    )
