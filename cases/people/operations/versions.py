"""Two people saving the same record: the newest row of its history is the version a form is shown with.

So no record needs a column of its own for it, and the conflict knows who was first.
"""

from datetime import datetime
from typing import Any, TypeVar

from django.db import models

Record = TypeVar("Record", bound=models.Model)


class EditConflict(Exception):
    """`current` is as another has just saved it; `by` is the code of who that was."""

    def __init__(self, current: models.Model, *, by: str, at: datetime) -> None:
        super().__init__(f"{current} er ændret, mens du skrev")
        self.current, self.by, self.at = current, by, at


def version_of(record: models.Model) -> int:
    return int(_newest(record).history_id)


def to_change(record: Record, *, version: int) -> Record:
    """The record, locked and fresh. Raises EditConflict."""
    current = type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)
    newest = _newest(current)
    if newest.history_id != version:
        raise EditConflict(current, by=newest.history_user_id, at=newest.history_date)
    return current


def _newest(record: models.Model) -> Any:
    return record.history.order_by("-history_id").first()  # type: ignore[attr-defined]
