"""Every change of roles, employees, organisation and settings: when, who, what and why."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.administration import queries
from cases.administration.listing import url_with
from cases.administration.rows import HISTORY_WORDS
from cases.administration.views.common import table_page
from cases.danish import dates
from cases.people.models import (
    CodeRequest,
    DatedTerm,
    Employee,
    Jobcenter,
    RoleAssignment,
    RuleProfile,
    Team,
)

ROWS_A_PAGE = 100


def _role_words(row: Any) -> str:
    place = row.jobcenter.name if row.jobcenter else "på tværs"
    span = dates.half_open_span(row.valid_from, row.valid_to)
    state = "godkendt" if row.approved_at else "afvist" if row.refused_at else "afventer"
    return f"{row.employee.name}: {row.get_role_display()}, {place}, {span} ({state})"


def _employee_words(row: Any) -> str:
    return f"{row.name} ({row.username}){'' if row.is_active else ', deaktiveret'}"


def _code_words(row: Any) -> str:
    state = "dannet" if row.drawn_at else "afvist" if row.refused_at else "afventer"
    return f"Engangskode til {row.employee.name} ({state})"


def _unit_words(row: Any) -> str:
    return f"{row.name}{', nedlagt' if row.closed_on else ''}"


def _profile_words(row: Any) -> str:
    span = dates.half_open_span(row.valid_from, row.valid_to)
    return f"Overdragelse efter {row.handover_months} måneder, {span}"


def _term_words(row: Any) -> str:
    return f"{row.singular}, {dates.half_open_span(row.valid_from, row.valid_to)}"


@dataclass(frozen=True)
class Kind:
    label: str
    model: type[Model]
    words: Callable[[Any], str]
    related: tuple[str, ...] = ()


KINDS = {
    "roller": Kind("Roller", RoleAssignment, _role_words, ("employee", "jobcenter")),
    "medarbejdere": Kind("Medarbejdere", Employee, _employee_words),
    "engangskoder": Kind("Engangskoder", CodeRequest, _code_words, ("employee",)),
    "jobcentre": Kind("Jobcentre", Jobcenter, _unit_words),
    "team": Kind("Team", Team, _unit_words),
    "regelprofiler": Kind("Regelprofiler", RuleProfile, _profile_words),
    "ord": Kind("Ord med dato", DatedTerm, _term_words),
}


@require_safe
@page(Act.ADMINISTER)
def history(request: FleksjobRequest) -> HttpResponse:
    chosen = request.GET.get("hvad", "")
    kind = KINDS.get(chosen, KINDS["roller"])
    found = kind.model.history.select_related(*kind.related)  # type: ignore[attr-defined]
    paginator = Paginator(found.order_by("-history_date", "-history_id"), ROWS_A_PAGE)
    shown = paginator.get_page(request.GET.get("side"))
    return table_page(
        request,
        "history",
        title="Ændringer",
        kinds=[
            {"label": one.label, "url": f"?hvad={key}", "current": one is kind}
            for key, one in KINDS.items()
        ],
        table={
            "caption": kind.label,
            "columns": [{"label": label} for label in ("Hvornår", "Hvem", "Hvad", "Hvorfor")],
            "rows": _rows(kind, list(shown)),
        },
        pagination=_pagination(request, shown),
    )


def _rows(kind: Kind, shown: list[Any]) -> list[dict[str, Any]]:
    names = queries.names_of_actors(row.history_user_id for row in shown)
    return [
        {
            "cells": [
                {"text": dates.moment(timezone.localtime(row.history_date)), "header": True},
                {"text": names[row.history_user_id]},
                {"text": f"{HISTORY_WORDS[row.history_type]}: {kind.words(row)}"},
                {"text": row.history_change_reason},
            ]
        }
        for row in shown
    ]


def _pagination(request: FleksjobRequest, shown: Any) -> dict[str, Any] | None:
    if shown.paginator.num_pages == 1:
        return None
    before, after = shown.number - 1, shown.number + 1
    return {
        "number": shown.number,
        "count": shown.paginator.num_pages,
        "previous_url": url_with(request.GET, side=str(before)) if shown.has_previous() else "",
        "next_url": url_with(request.GET, side=str(after)) if shown.has_next() else "",
    }
