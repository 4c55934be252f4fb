"""Finished rows for the tables of administration."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from cases.administration import queries
from cases.danish import dates
from cases.people.models import CodeRequest, Employee, RoleAssignment

ONE_DAY = timedelta(days=1)
HISTORY_WORDS = {"+": "Oprettet", "~": "Ændret", "-": "Slettet"}


def employee(one: Employee, *, as_of: date) -> dict[str, Any]:
    state = (
        {"text": "Aktiv"}
        if one.is_active
        else {"badge": {"text": "Deaktiveret", "tone": "neutral"}}
    )
    return {
        "cells": [
            {"text": one.name, "url": reverse("medarbejder", args=[one.pk]), "header": True},
            {"text": one.username},
            {"text": role_words(one, as_of=as_of) or "Ingen roller"},
            state,
        ]
    }


def employee_cells(one: Employee, *, as_of: date) -> list[str]:
    state = "Aktiv" if one.is_active else "Deaktiveret"
    return [one.name, one.username, one.email, role_words(one, as_of=as_of), state]


def role_words(one: Employee, *, as_of: date) -> str:
    """Like: Sagsbehandler (Musvågevej), Teamchef (Musvågevej, afventer)."""
    held: list[RoleAssignment] = one.current_roles  # type: ignore[attr-defined]
    return ", ".join(
        f"{role.get_role_display()}{_in_brackets(role, as_of)}"
        for role in sorted(held, key=lambda role: role.role)
    )


def _in_brackets(role: RoleAssignment, as_of: date) -> str:
    words = [role.jobcenter.name] if role.jobcenter else []
    if role.approved_at is None:
        words.append("afventer")
    elif role.valid_from > as_of:
        words.append(f"fra {dates.numeric(role.valid_from)}")
    return f" ({', '.join(words)})" if words else ""


def role(one: RoleAssignment, *, as_of: date) -> dict[str, Any]:
    """`can_extend`, `can_end`: what the buttons beside it offer."""
    text, tone = role_state(one, as_of=as_of)
    stands = one.refused_at is None and one.valid_to > as_of
    return {
        "role": one,
        "place": " · ".join(str(part) for part in (one.jobcenter, one.team) if part)
        or "På tværs af jobcentre",
        "span": dates.half_open_span(one.valid_from, one.valid_to),
        "badge": {"text": text, "tone": tone},
        "entered_by": one.entered_by.name if one.entered_by else "Serveren",
        "approved_by": one.approved_by.name if one.approved_by else "",
        "can_extend": stands and one.approved_at is not None,
        "can_end": stands,
    }


def waiting_role(one: RoleAssignment, *, as_of: date) -> dict[str, Any]:
    return {
        **role(one, as_of=as_of),
        "waits_for": queries.waits_for(one),
        "url": reverse("godkendelse", args=[one.pk]),
    }


def code_request(one: CodeRequest) -> dict[str, Any]:
    """`one` as `queries.waiting_codes` gives it."""
    held: list[RoleAssignment] = one.employee.current_roles  # type: ignore[attr-defined]
    places = (f"{role.get_role_display()}, {role.jobcenter or 'på tværs'}" for role in held)
    return {
        "employee": one.employee,
        "roles": " · ".join(sorted(places)) or "Ingen roller endnu",
        "asked_by": one.asked_by.name,
        "asked": dates.moment(one.asked_at.astimezone(timezone.get_current_timezone())),
        "waits_for": queries.code_waits_for(one),
        "url": reverse("engangskode", args=[one.pk]),
    }


def waiting_role_cells(row: dict[str, Any]) -> list[str]:
    one = row["role"]
    words = f"{one.get_role_display()}, {row['place']}"
    return [one.employee.name, words, row["span"], row["entered_by"], row["waits_for"]]


def code_request_cells(row: dict[str, Any]) -> list[str]:
    asked = f"{row['asked_by']}, {row['asked']}"
    return [row["employee"].name, row["roles"], "", asked, row["waits_for"]]


def role_state(one: RoleAssignment, *, as_of: date) -> tuple[str, str]:
    """The badge's text and tone."""
    if one.refused_at:
        return "Afvist", "neutral"
    if one.valid_to <= as_of:
        return "Udløbet", "neutral"
    if one.approved_at is None:
        return "Afventer godkendelse", "waiting"
    if one.valid_from > as_of:
        return "Begynder senere", "later"
    if one.valid_to - as_of <= queries.SOON:
        return "Udløber snart", "soon"
    return "Gælder", "done"


def changes(history: Iterable[Any]) -> list[dict[str, str]]:
    """One line for each history row: when, who, what, and why when a reason was given."""
    found = list(history)
    names = queries.names_of_actors(row.history_user_id for row in found)
    return [
        {
            "when": dates.moment(row.history_date.astimezone(timezone.get_current_timezone())),
            "who": names[row.history_user_id],
            "what": f"{HISTORY_WORDS[row.history_type]}: {row.instance}",
            "why": row.history_change_reason,
        }
        for row in found
    ]
