"""What has been done about a late deadline: told by the process that does it.

A start or a finish closes the deadline itself (`cases.nextsteps.registry`). What is told here, a
reason for the lateness, only lets the wait for the next reminder begin anew.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from uuid import UUID

Acts = Callable[[Sequence[UUID]], Iterable[tuple[UUID, int, date]]]

_sources: list[Acts] = []


def register_acts(source: Acts) -> None:
    """Called from `AppConfig.ready()`: citizen, round and day of each act."""
    if source not in _sources:
        _sources.append(source)


def latest_acts(citizen_ids: Sequence[UUID]) -> dict[tuple[UUID, int], date]:
    latest: dict[tuple[UUID, int], date] = {}
    for source in _sources:
        for citizen_id, number, day in source(citizen_ids):
            known = latest.get((citizen_id, number))
            latest[citizen_id, number] = max(known, day) if known else day
    return latest
