"""What has changed since a night began: about that, a later reckoning can say nothing of the night."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model
from simple_history.models import HistoricalChanges

from cases.casefile.models import Case
from cases.findings.models import Move


def citizens_changed_since(moment: datetime) -> set[UUID]:
    """By every history that names a citizen or a case, whichever process keeps it."""
    changed = set(Move.objects.filter(recorded_at__gte=moment).values_list("citizen", flat=True))
    for model in _histories():
        rows = model.objects.filter(history_date__gte=moment)
        if _has(model, "citizen"):
            changed |= set(rows.values_list("citizen", flat=True))
        elif _has(model, "case"):
            cases = Case.objects.filter(pk__in=rows.values("case"))
            changed |= set(cases.values_list("citizen", flat=True))
        elif model.__name__ == "HistoricalCitizen":
            changed |= set(rows.values_list("id", flat=True))
    return changed


def has_organisation_changed_since(moment: datetime) -> bool:
    """People, roles, deputies, settings: any of them may decide who is told about any case."""
    return any(
        model.objects.filter(history_date__gte=moment).exists()
        for model in _histories()
        if not _has(model, "citizen") and not _has(model, "case") and not _is_harmless(model)
    )


def _is_harmless(model: type[Model]) -> bool:
    """Changes of the citizen are counted above; what somebody wants by mail decides no reminder."""
    return model.__name__ in {"HistoricalCitizen", "HistoricalMailWish"}


def _histories() -> list[Any]:
    return [model for model in apps.get_models() if issubclass(model, HistoricalChanges)]


def _has(model: type[Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.get_fields())
