"""What reminders are told by higher rooms: what has been done about a late deadline, and where the
month's status is made.

A start or a finish closes the deadline itself (`cases.nextsteps.registry`). What is told here, a
reason for the lateness, only lets the wait for the next reminder begin anew.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse

Acts = Callable[[Sequence[UUID]], Iterable[tuple[UUID, int, date]]]

_sources: list[Acts] = []


def register_acts(source: Acts) -> None:
    """Called from `AppConfig.ready()`: citizen, round and day of each act."""
    if source not in _sources:
        _sources.append(source)


_month_pages: list[str] = []


def register_month_page(url_name: str) -> None:
    """Called from `AppConfig.ready()`: where a reminder of the month leads."""
    _month_pages[:] = [url_name]


def month_url() -> str:
    return reverse(_month_pages[0] if _month_pages else "home")


def latest_acts(citizen_ids: Sequence[UUID]) -> dict[tuple[UUID, int], date]:
    latest: dict[tuple[UUID, int], date] = {}
    for source in _sources:
        for citizen_id, number, day in source(citizen_ids):
            known = latest.get((citizen_id, number))
            latest[citizen_id, number] = max(known, day) if known else day
    return latest
