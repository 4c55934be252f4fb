"""Ctrl K and its page. What is searched for is posted, never in an address; each hit is a log row."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.caselist.queries import Row
from cases.danish import dates
from cases.readlog.models import ReadLogRow
from cases.search import actions, pages
from cases.search.criteria import logged
from cases.search.queries import LETTERS, Found, search

FIELDS = ("identitet", "frister")


@require_http_methods(["GET", "HEAD", "POST"])
@page(Act.LIST_CASES, citizens=True)
def search_page(request: FleksjobRequest) -> HttpResponse:
    text = request.POST.get("q", "").strip()[:120]
    found = _found(request, text)
    context = {
        "text": text,
        "found": found,
        "as_of": request.viewer.as_of,
        "message": _message(text, found),
    }
    return render(request, "cases/search/search.html", context)


@require_POST
@page(Act.LIST_CASES, citizens=True)
def suggestions(request: FleksjobRequest) -> HttpResponse:
    """The list under the search field, as one types."""
    text = request.POST.get("q", "").strip()[:120]
    found = _found(request, text)
    acts = _on_the_page(request, text) + _actions(request, found)
    leads = pages.named(text, request.viewer.acts)
    if not found.rows and not acts and not leads:
        return render(request, "cases/search/no_hit.html", {"message": _message(text, found)})
    groups = [
        {"label": "Borgere", "options": [_option(row) for row in found.rows]},
        {"label": "Handling", "options": acts},
        {"label": "Sider", "options": leads},
    ]
    return render(request, "components/palette_options.html", {"groups": groups})


def _found(request: FleksjobRequest, text: str) -> Found:
    found = search(request.viewer, text, as_of=request.viewer.as_of)
    criterion = logged(text)
    request.readlog.listed(
        found.cases, fields=FIELDS, action=ReadLogRow.Action.SEARCH, criterion=criterion
    )
    if found.unseen and found.unseen.rule:
        request.readlog.refused(
            act=Act.LIST_CASES,
            rule=found.unseen.rule,
            criterion=criterion,
            citizen_id=found.unseen.citizen_id,
        )
    return found


def _option(row: Row) -> dict[str, Any]:
    """Name, birth date, team, next deadline: enough to be sure it is the right citizen."""
    case = row.case
    due = f"næste frist {dates.table(row.due)} ({row.task.lower()})" if row.due else "ingen frist"
    born = f"f. {case.citizen.birth_date:%d.%m.%y}" if case.citizen.birth_date else ""
    state = "" if case.is_open else "lukket sag"
    parts = (born, case.team.name, case.number, state, due)
    return {
        "title": case.citizen.name,
        "detail": " · ".join(part for part in parts if part),
        "url": reverse("sag", args=[case.number]),
    }


def _on_the_page(request: FleksjobRequest, text: str) -> list[dict[str, Any]]:
    """What can be done on the case whose page is open, as far as it begins like the text."""
    case = actions.current_case(request.viewer, request.POST.get("sag", ""))
    if case is None or len(text) < LETTERS:
        return []
    offered = actions.on_the_case(request.viewer, case, text=text)
    if offered:
        request.readlog.shown(case, fields=("frister",))
    return offered


def _actions(request: FleksjobRequest, found: Found) -> list[dict[str, Any]]:
    """With one hit: what can be done on it at once."""
    if len(found.rows) != 1 or Act.WRITE_PERIOD not in request.viewer.acts:
        return []
    case = found.rows[0].case
    if not case.is_open:
        return []
    url = reverse("sag_perioder", args=[case.number]) + "#registrer"
    return [{"title": f"Registrér periode på {case.citizen.name}", "url": url, "key": "R P"}]


def _message(text: str, found: Found) -> str:
    if found.rows or not text:
        return ""
    if found.unseen:
        return f"{found.unseen.says}."
    if len(text) < LETTERS:
        return "Skriv mindst tre bogstaver."
    shown = f" med »{text}«" if not any(character.isdigit() for character in text) else ""
    return (
        f"Ingen borger fundet{shown}. Tjek stavningen, eller søg på cpr- eller sagsnummer. "
        "Borgere, du ikke har adgang til, vises ikke."
    )
