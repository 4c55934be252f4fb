"""Two people saving the same period: the second sees what the first changed."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from cases.periods.models import Period

# What a person can change, in the order the page shows it.
CHANGEABLE = ("kind", "start", "end", "weekly_hours", "annulled_on", "annul_reason")


@dataclass(frozen=True)
class FieldChange:
    field: str
    label: str
    old: object
    new: object


class EditConflict(Exception):
    """`current` is as another has just saved it; `changes` is what they changed since your form."""

    def __init__(self, current: Period, changes: list[FieldChange], by: str, at: datetime) -> None:
        super().__init__(f"Periode {current.pk} er ændret, mens du skrev")
        self.current, self.changes, self.by, self.at = current, changes, by, at


def period_to_change(*, period_id: int, version: int) -> Period:
    """The period, locked and fresh, with its version already raised. Raises EditConflict."""
    current = Period.objects.select_for_update().get(pk=period_id)
    if current.version != version:
        raise _conflict(current, version)
    current.version += 1
    return current


def _conflict(current: Period, version: int) -> EditConflict:
    latest = current.history.latest("history_id")
    seen = current.history.filter(version=version).order_by("history_id").last()
    changes = [] if seen is None else changes_between(seen, current)
    return EditConflict(current, changes, by=latest.history_user_id, at=latest.history_date)


def changes_between(old: object, new: object) -> list[FieldChange]:
    return [
        FieldChange(
            name,
            _label(name),
            getattr(old, name),
            getattr(new, name),
        )
        for name in CHANGEABLE
        if getattr(old, name) != getattr(new, name)
    ]


def _label(name: str) -> str:
    return next(str(field.verbose_name) for field in Period._meta.fields if field.name == name)


def citizen_of(period_id: int) -> uuid.UUID:
    """A period never changes hands, so this needs no lock."""
    return Period.objects.values_list("citizen_id", flat=True).get(pk=period_id)
