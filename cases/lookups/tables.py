"""The finished rows, headings and links of the page."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict

from cases import paging
from cases.danish import dates, numbers
from cases.lookups.forms import LookupFilter
from cases.lookups.queries import Look

HEADER = ("Tidspunkt", "Hvem", "Rolle", "Hvad", "Oplysninger", "Formål")
COLUMNS = (("tid", "Tidspunkt"), ("hvem", "Hvem"), ("handling", "Hvad"))


def table(looks: Iterable[Look], *, params: QueryDict, sort: str) -> dict[str, Any]:
    sortable = [_column(key, label, params=params, sort=sort) for key, label in COLUMNS]
    return {
        "caption": "Opslag på sagen",
        "hide_caption": True,
        "columns": [*sortable, {"label": "Oplysninger"}, {"label": "Formål"}],
        "rows": [_row(look) for look in looks],
    }


def pagination(page: Page[Any], *, params: QueryDict) -> dict[str, Any] | None:
    total = numbers.counted(page.paginator.count, "opslag", "opslag")
    return paging.ways_from(page, total=total, address=lambda side: paging.on_page(params, side))


def filters(form: LookupFilter, *, params: QueryDict) -> dict[str, Any]:
    chips = [
        {"label": str(form.fields[name].label), "remove_url": _with(params, **{name: None})}
        for name in form.chosen
    ]
    return {"form": form, "chips": chips, "clear_url": "?" if chips else "", "open": bool(chips)}


def cells(look: Look) -> list[str]:
    """For the spreadsheet, in the order of `HEADER`."""
    fields = ", ".join(look.fields)
    return [dates.moment(look.at), look.who, look.role, look.action, fields, look.purpose]


def _row(look: Look) -> dict[str, Any]:
    return {
        "cells": [
            {"text": dates.moment(look.at)},
            {"text": look.who, "small": look.role, "strong": True},
            {"text": look.action},
            {"text": ", ".join(look.fields)},
            {"text": look.purpose},
        ]
    }


def _column(key: str, label: str, *, params: QueryDict, sort: str) -> dict[str, str]:
    current = {key: "ascending", f"-{key}": "descending"}.get(sort, "")
    next_sort = f"-{key}" if current == "ascending" else key
    return {"label": label, "sort": current, "sort_url": _with(params, sorter=next_sort, side=None)}


def _with(params: QueryDict, **changed: object) -> str:
    """The address of this page with some of its parts changed; None takes one away."""
    other = params.copy()
    for name, value in changed.items():
        other.pop(name, None)
        if value is not None:
            other[name] = str(value)
    return f"?{other.urlencode()}"
