"""Finished rows for the pages of notices and deputies."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from cases.danish import dates
from cases.reminders.filters import SORTS, Filters
from cases.reminders.models import Obligation
from cases.reminders.registry import month_url
from cases.reminders.wording import dated, when

HEADER = ["Dato", "Sag", "Opgave", "Hvornår", "I stedet for", "Fået", "Status"]


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
        url=reverse("sag", args=[number]) if number else month_url(),
        task=row.task,
        due=row.due if row.is_deadline else None,
        dated=dated(row.kind, row.due),
        why=when(row.kind, due=row.due, night=row.night),
        night=row.night,
        in_place_of=_in_place_of(row.duty_of),  # type: ignore[attr-defined]  # by the inbox
        is_read=row.notice.read_at is not None,
    )


def _in_place_of(duty_of: list[str | None]) -> str:
    """The recipient's own duty stands as None."""
    others = " og ".join(name for name in duty_of if name)
    if not others:
        return ""
    return f"også i stedet for {others}" if None in duty_of else f"i stedet for {others}"


def cells(row: NoticeRow) -> list[str]:
    return [
        row.dated,
        row.about,
        row.task,
        row.why,
        row.in_place_of,
        dates.table(row.night),
        "Læst" if row.is_read else "Ulæst",
    ]


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
