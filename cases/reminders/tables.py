"""Finished rows for the pages of notices and deputies."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from cases.reminders.filters import SORTS, Filters
from cases.reminders.models import Obligation
from cases.reminders.wording import dated, when


@dataclass(frozen=True)
class NoticeRow:
    key: int
    about: str
    url: str
    task: str
    due: date | None
    dated: str
    why: str
    night: date
    in_place_of: str
    is_read: bool


def notice_row(row: Obligation) -> NoticeRow:
    number = row.case.number if row.case else ""
    return NoticeRow(
        key=row.pk,
        about=number or (row.jobcenter.name if row.jobcenter else ""),
        url=reverse("sag", args=[number]) if number else "",
        task=row.task,
        due=row.due if row.is_deadline else None,
        dated=dated(row.kind, row.due),
        why=when(row.kind, due=row.due, night=row.night),
        night=row.night,
        in_place_of=row.in_place_of.name if row.in_place_of else "",
        is_read=row.notice.read_at is not None,
    )


def columns(filters: Filters) -> list[dict[str, Any]]:
    order = {"nyeste": "descending", "frist": "ascending"}
    sortable = {
        name: {
            "label": label,
            "sort_url": filters.query(sorter=name),
            "sort": order[name] if filters.sorter == name else "",
        }
        for name, label in SORTS.items()
    }
    return [
        sortable["frist"],
        {"label": "Sag"},
        {"label": "Opgave"},
        sortable["nyeste"],
        {"label": "Status"},
    ]
