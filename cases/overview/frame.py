"""The identity bar, the tabs and the breadcrumbs that every page on a case stands under."""

from typing import Any

from django.urls import reverse

from cases.access.declare import FleksjobRequest
from cases.access.rules import Act
from cases.casefile.models import Case
from cases.citizens import queries as citizens
from cases.overview import registry
from cases.people import terms
from cases.people.terms import Words


def case_context(
    request: FleksjobRequest, case: Case, *, current: str, full_cpr: bool = False
) -> dict[str, Any]:
    """The context of `case_base.html`; `current` is the URL name of the tab that is open."""
    return {
        "case": case,
        "as_of": request.viewer.as_of,
        "identity": _identity(request, case, current=current, full_cpr=full_cpr),
        "tabs": _tabs(request, case, current=current),
        "breadcrumbs": [
            {"label": "Sager", "url": reverse("sager")},
            {"label": case.citizen.name},
        ],
    }


def words_of(request: FleksjobRequest, case: Case) -> Words:
    """A case keeps the words of its date: while it is open, today's."""
    carried = getattr(case, "dated_terms", None)
    found = request.viewer.terms if carried is None else terms.as_carried(carried)
    return found.on(case.closed_on or request.viewer.as_of)


def _identity(
    request: FleksjobRequest, case: Case, *, current: str, full_cpr: bool
) -> dict[str, Any]:
    cpr = citizens.current_cpr(case.citizen)
    may_reveal = Act.SEE_FULL_CPR in request.viewer.acts
    return {
        "name": case.citizen.name,
        "cpr_masked": cpr.masked if cpr else "ukendt",
        "cpr": cpr.formatted if cpr and full_cpr else "",
        "reveal_url": reverse("sag_vis_cpr", args=[case.number]) if may_reveal and cpr else "",
        "case_number": case.number,
        "caseworker": case.caseworker.name if case.caseworker else "ingen",
        "jobcenter_label": words_of(request, case).jobcenter.label,
        "jobcenter": case.jobcenter.name,
        "team": case.team.name,
        "status": "" if case.is_open else "Lukket sag",
        "status_tone": "neutral",
        "actions": _actions(request, case, current=current),
    }


def _actions(request: FleksjobRequest, case: Case, *, current: str) -> list[dict[str, Any]]:
    if not case.is_open:
        return []
    allowed = [action for action in registry.actions() if action.act in request.viewer.acts]
    return [
        {
            "label": action.label,
            "url": reverse(action.url_name, args=[case.number]) + action.fragment,
            "key": action.key,
            "shortcut": action.shortcut,
            "primary": number == 0 and current == "sag",
            "in_bar": action.in_bar,
        }
        for number, action in enumerate(allowed)
    ]


def _tabs(request: FleksjobRequest, case: Case, *, current: str) -> list[dict[str, Any]]:
    return [
        {
            "label": tab.label,
            "url": reverse(tab.url_name, args=[case.number]),
            "current": tab.url_name == current,
            "count": tab.count(case) if tab.count else None,
        }
        for tab in registry.tabs()
        if tab.act in request.viewer.acts
    ]
