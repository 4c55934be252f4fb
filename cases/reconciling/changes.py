"""What has changed since a night began: about that, a later reckoning can say nothing of the night."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model
from simple_history.models import HistoricalChanges

from cases.casefile.models import Case
from cases.findings.models import Move
from cases.people.models import (
    Employee,
    Jobcenter,
    Municipality,
    RoleAssignment,
    RuleProfile,
    Team,
)
from cases.reminders.models import Deputy, ReminderSettings

# Any of them may decide who is told about any case, and when. What people make for themselves, such
# as a calendar address or a saved view, decides nothing, and is made on every working day.
DECIDE_WHO_IS_TOLD: tuple[type[Model], ...] = (
    Employee,
    RoleAssignment,
    Deputy,
    ReminderSettings,
    RuleProfile,
    Municipality,
    Jobcenter,
    Team,
)


def citizens_changed_since(moment: datetime) -> set[UUID]:
    """By every history that names a citizen or a case, whichever process keeps it."""
    changed = set(Move.objects.filter(recorded_at__gte=moment).values_list("citizen", flat=True))
    for model in histories():
        rows = model.objects.filter(history_date__gte=moment)
        if has_field(model, "citizen"):
            changed |= set(rows.values_list("citizen", flat=True))
        elif has_field(model, "case"):
            cases = Case.objects.filter(pk__in=rows.values("case"))
            changed |= set(cases.values_list("citizen", flat=True))
        elif model.__name__ == "HistoricalCitizen":
            changed |= set(rows.values_list("id", flat=True))
    return changed


def has_organisation_changed_since(moment: datetime) -> bool:
    return any(
        model.history.filter(history_date__gte=moment).exists()  # type: ignore[attr-defined]
        for model in DECIDE_WHO_IS_TOLD
    )


def histories() -> list[Any]:
    return [model for model in apps.get_models() if issubclass(model, HistoricalChanges)]


def has_field(model: type[Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.get_fields())
