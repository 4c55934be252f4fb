"""Sager: find many, act on many. Filters and order stand in the address; free text is posted."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import paging
from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.caselist import export, outdated, queries, registry, saved
from cases.caselist.filters import EVERYONE, MINE, SORTS, Filters, read
from cases.caselist.forms import FilterForm, choices_for
from cases.danish import numbers
from cases.drafts.submissions import once
from cases.findings.queries import computed_as_of
from cases.people.models import Role
from cases.readlog.models import ReadLogRow
from cases.search.criteria import logged

FIELDS = ("identitet", "frister")
NUMERIC = ("mdr",)
UNKNOWN = {
    "tilstand": "Anden tilstand",
    "sagsbehandler": "Anden sagsbehandler",
    "team": "Andet team",
    "jobcenter": "Andet jobcenter",
}
NONE_TO_SEE = (
    "Der er ingen sager, som din rolle giver adgang til. Mangler du en sag, så tal med teamchefen "
    "i borgerens jobcenter; mangler du en rolle, så tal med systemadministratoren."
)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Act.LIST_CASES, citizens=True)
def cases(request: FleksjobRequest) -> HttpResponse:
    filters = _filters(request)
    as_of = request.viewer.as_of
    text = request.POST.get("q", "").strip()[:120]
    found = queries.listing(request.viewer, filters, as_of=as_of, text=text)
    request.readlog.listed(found.cases, fields=FIELDS, criterion=logged(text))
    choices = choices_for(request.viewer, filters)
    label = request.viewer.terms.on(as_of).jobcenter.label
    form = FilterForm(filters, choices=choices, jobcenter=label)
    default = _default_caseworker(request)
    context = {
        "as_of": as_of,
        "found": found,
        "text": text,
        "computed_as_of": computed_as_of([case.citizen_id for case in found.cases]),
        "outdated": outdated.told(request.GET, choices),
        "views": saved.listed(request.user, filters, default_caseworker=default),
        "columns": _columns(filters, default),
        "filters": _panel(form, filters, choices, default, found, text=text),
        "pagination": None if text else _pagination(filters, default, found),
        "query": filters.query(default_caseworker=default, side=1),
        "may_hand_over": Act.REASSIGN_CASE in request.viewer.acts,
        "may_open": Act.OPEN_CASE in request.viewer.acts,
        "empty": _empty(filters, choices, default),
        "more_lists": registry.links_for(request.viewer.acts),
    }
    return render(request, "cases/caselist/cases.html", context)


@require_safe
@page(Act.LIST_CASES, citizens=True)
def download(request: FleksjobRequest) -> HttpResponse:
    """Every citizen in the file is a log row, written before the first byte leaves."""
    filters = _filters(request)
    as_of = request.viewer.as_of
    found = export.rows(request.viewer, filters, as_of=as_of)
    if found.total > export.ASK_ABOVE and request.GET.get("bekraeft") != "ja":
        default = _default_caseworker(request)
        query = filters.query(default_caseworker=default, side=1)
        return render(
            request, "cases/caselist/confirm_export.html", {"found": found, "query": query}
        )
    request.readlog.listed(found.cases, fields=FIELDS, action=ReadLogRow.Action.EXPORT)
    response = HttpResponse(
        export.as_csv(found, request.viewer, as_of=as_of), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="sager-{as_of.isoformat()}.csv"'
    return response


@require_POST
@page(Act.LIST_CASES)
@once
def save_view(request: FleksjobRequest) -> HttpResponse:
    return saved.save_as(request, default_caseworker=_default_caseworker(request))


def _default_caseworker(request: FleksjobRequest) -> str:
    return MINE if request.viewer.has_role(Role.CASEWORKER) else EVERYONE


def _filters(request: FleksjobRequest) -> Filters:
    return read(
        request.GET,
        default_caseworker=_default_caseworker(request),
        known_states=registry.labels(),
    )


def _columns(filters: Filters, default: str) -> list[dict[str, Any]]:
    order = {"frist": "ascending", "navn": "ascending", "nr": "ascending", "mdr": "descending"}
    sortable = [
        {
            "label": label,
            "sort_url": filters.query(default_caseworker=default, sorter=name),
            "sort": order[name] if filters.sorter == name else "",
            "numeric": name in NUMERIC,
        }
        for name, label in SORTS.items()
    ]
    frist, navn, nr, mdr = sortable
    return [
        frist,
        navn,
        nr,
        {"label": "Næste skridt"},
        mdr,
        {"label": "Sagsbehandler"},
        {"label": "Status"},
    ]


def _panel(
    form: FilterForm,
    filters: Filters,
    choices: dict[str, Any],
    default: str,
    found: queries.Listing,
    *,
    text: str,
) -> dict[str, Any]:
    chips = [
        {
            "label": label,
            "remove_url": filters.query(
                default_caseworker=default, **{name: EVERYONE if name == "sagsbehandler" else ""}
            ),
        }
        for name, label in _chosen(filters, choices, default)
    ]
    result = numbers.counted(found.total, "sag", "sager")
    return {
        "form": form,
        "chips": chips,
        "clear_url": reverse("sager") if chips else "",
        "result": f"{result} fundet" if text else result,
    }


def _chosen(filters: Filters, choices: dict[str, Any], default: str) -> list[tuple[str, str]]:
    """What is chosen apart from the sort, in words."""
    chosen = []
    for name in ("tilstand", "sagsbehandler", "team", "jobcenter"):
        value = getattr(filters, name)
        if value and value != EVERYONE:
            chosen.append((name, dict(choices[name]).get(value, UNKNOWN[name])))
    return chosen


def _pagination(filters: Filters, default: str, found: queries.Listing) -> dict[str, Any] | None:
    return paging.ways(
        number=found.side,
        count=found.pages,
        total=numbers.counted(found.total, "sag", "sager"),
        address=lambda side: filters.query(default_caseworker=default, side=side),
    )


def _empty(filters: Filters, choices: dict[str, Any], default: str) -> str:
    chosen = [f"»{label}«" for _, label in _chosen(filters, choices, default)]
    if not chosen:
        return NONE_TO_SEE
    return f"Ingen sager passer til {' og '.join(chosen)}. Fjern et filter, eller se alle sager."
