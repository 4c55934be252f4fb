"""Every change of roles, employees, organisation and settings: when, who, what and why."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases import spreadsheet
from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.administration import queries
from cases.administration.listing import Column, Listing
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
from cases.reminders.models import Deputy, ReminderSettings


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


def _deputy_words(row: Any) -> str:
    span = dates.half_open_span(row.start, row.end)
    return f"{row.deputy.name} for {row.employee.name}, {span}"


def _steps_words(row: Any) -> str:
    before = ", ".join(map(str, row.steps_before))
    return f"{before} dage før; rykker hver {row.repeat_days}. dag"


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
    "stedfortraedere": Kind("Stedfortrædere", Deputy, _deputy_words, ("employee", "deputy")),
    "paamindelser": Kind("Påmindelser", ReminderSettings, _steps_words),
}


COLUMNS = (
    Column("Hvornår", "hvornaar", ("history_date",)),
    Column("Hvem", "hvem", ("history_user_id", "history_date")),
    Column("Hvad"),
    Column("Hvorfor"),
)
NEWEST_FIRST = "-hvornaar"


@require_safe
@page(Act.ADMINISTER)
def history(request: FleksjobRequest) -> HttpResponse:
    kind, listing = _chosen(request)
    shown = listing.page()
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
            "columns": listing.head(),
            "rows": [_row(cells) for cells in _cells(kind, list(shown))],
        },
        pagination=listing.pagination(shown),
        query=request.GET.urlencode(),
    )


@require_safe
@page(Act.ADMINISTER)
def export(request: FleksjobRequest) -> HttpResponse:
    kind, listing = _chosen(request)
    header = [column.label for column in COLUMNS]
    return spreadsheet.answer("aendringer", header, _cells(kind, list(listing.ordered())))


def _chosen(request: FleksjobRequest) -> tuple[Kind, Listing]:
    kind = KINDS.get(request.GET.get("hvad", ""), KINDS["roller"])
    found = kind.model.history.select_related(*kind.related)  # type: ignore[attr-defined]
    return kind, Listing(request, found, COLUMNS, "ændring", "ændringer", NEWEST_FIRST)


def _cells(kind: Kind, found: list[Any]) -> list[list[str]]:
    names = queries.names_of_actors(row.history_user_id for row in found)
    return [
        [
            dates.moment(timezone.localtime(row.history_date)),
            names[row.history_user_id],
            f"{HISTORY_WORDS[row.history_type]}: {kind.words(row)}",
            row.history_change_reason,
        ]
        for row in found
    ]


def _row(cells: list[str]) -> dict[str, Any]:
    moment, *rest = cells
    return {"cells": [{"text": moment, "header": True}, *({"text": text} for text in rest)]}
