"""Finished rows for the pages about audit lists."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from cases.danish import dates, numbers
from reports.audit.cells import Cell, Kind, danish
from reports.audit.filters import Filters
from reports.audit.forms import FilterForm
from reports.audit.models import Export, ExportFile, SavedList
from reports.audit.queries import Extract
from reports.audit.registry import AuditList, Row, list_named
from reports.audit.wording import NO_FILTER

SHOWN_OF_SUM = 12


def menu(
    ready: Iterable[AuditList], own: Iterable[SavedList], current: AuditList, filters: Filters
) -> list[dict[str, Any]]:
    """Ready lists, then one's own; the one that is open is marked."""
    here = (current.key, filters.query)
    kept = {(one.list_key, one.query) for one in own}
    links = [
        {
            "label": one.name,
            "url": reverse("revisionsliste", args=[one.key]),
            "current": one.key == current.key and here not in kept,
        }
        for one in ready
    ]
    return links + [
        {
            "label": one.name,
            "url": reverse("revisionsliste", args=[one.list_key]) + one.query,
            "current": (one.list_key, one.query) == here,
        }
        for one in own
    ]


def panel(form: FilterForm, listed: AuditList, filters: Filters, words: str) -> dict[str, Any]:
    chips = [] if words == NO_FILTER else [{"label": words, "remove_url": "?"}]
    is_open = bool(form.errors) or (listed.needs_a_case and not filters.sag)
    return {"form": form, "label": "Filtre og kolonner", "chips": chips, "open": is_open}


def preview(extract: Extract, rows: Sequence[Row]) -> dict[str, Any]:
    numeric = {place for place, one in enumerate(extract.columns) if one.kind is Kind.NUMBER}
    return {
        "caption": f"De første {numbers.counted(len(rows), 'række', 'rækker')} af listen",
        "columns": [
            {"label": one.label, "numeric": one.kind is Kind.NUMBER} for one in extract.columns
        ],
        "rows": [
            {
                "cells": [
                    {"text": _text(cell), "numeric": place in numeric}
                    for place, cell in enumerate(extract.cells(row))
                ]
            }
            for row in rows
        ],
    }


def exports(found: Iterable[Export]) -> dict[str, Any]:
    return {
        "caption": "Udtræk, nyeste øverst",
        "hide_caption": True,
        "columns": [
            {"label": name}
            for name in ("Nr.", "Bestilt", "Af", "Liste", "Formål", "Filter", "Filer")
        ],
        "rows": [_export(one) for one in found],
    }


def files(export: Export) -> list[str]:
    return [_file(one) for one in export.files.all()]


def _export(export: Export) -> dict[str, Any]:
    listed = list_named(export.list_key)
    cpr = "Med cpr-numre" if export.with_cpr else ""
    return {
        "cells": [
            {"text": str(export.pk)},
            {"text": dates.moment(danish(export.ordered_at))},
            {"text": export.employee.name, "small": "På serveren" if export.on_server else ""},
            {"text": listed.name if listed else export.list_key, "small": cpr},
            {"text": export.purpose},
            {"text": export.filters},
            {"text": " · ".join(files(export)) or "Ikke hentet"},
        ]
    }


def _file(file: ExportFile) -> str:
    rows = numbers.counted(file.rows, "række", "rækker")
    total = f"kontrolsum {file.checksum[:SHOWN_OF_SUM]}" if file.checksum else "afbrudt"
    clock = dates.clock(danish(file.made_at))
    return f"{file.get_format_display()} {clock}: {rows}, {total}"


def _text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return dates.moment(cell)
    if isinstance(cell, date):
        return dates.table(cell)
    if isinstance(cell, str) or cell is None:
        return cell or ""
    return numbers.number(cell)
