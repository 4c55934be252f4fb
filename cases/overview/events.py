"""Who changed what on a case, when and why: read off the history rows of every registered source."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db import models
from django.db.models import Value

from cases.casefile.models import Case
from cases.danish import dates, numbers
from cases.overview import registry
from cases.overview.registry import EventSource
from cases.people.models import Employee

VERBS = {"+": "oprettet", "~": "ændret", "-": "slettet"}
NOTHING = "–"


@dataclass(frozen=True)
class FieldChange:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Event:
    title: str
    at: datetime
    actor: str
    reason: str
    changes: tuple[FieldChange, ...] = ()


class Labels:
    """The names behind foreign keys: a table is read once, when the first of its keys turns up."""

    def __init__(self) -> None:
        self._tables: dict[Any, dict[Any, str]] = {}

    def of(self, field: "models.ForeignKey[Any, Any]", key: Any) -> str:
        model: Any = field.related_model
        if model not in self._tables:
            self._tables[model] = {row.pk: str(row) for row in model._base_manager.all()}
        return self._tables[model].get(key, NOTHING)


def events(case: Case) -> list[Event]:
    """Newest first. One query for each source, one for the names, whatever the length."""
    labels = Labels()
    sources = registry.event_sources()
    found = [event for source in sources for event in _events(source, case, labels)]
    names = _actor_names(event.actor for event in found)
    newest = sorted(found, key=attrgetter("at"), reverse=True)
    return [replace(event, actor=actor_name(event.actor, names)) for event in newest]


def latest_events(case: Case, *, limit: int) -> list[Event]:
    """Only the headlines: one query over all sources, one for the names."""
    queries = [_headlines(source, case) for source in registry.event_sources()]
    if not queries:
        return []
    rows = queries[0].union(*queries[1:], all=True).order_by("-history_date")[:limit]
    found = [
        Event(_title(row["what"], row["history_type"]), row["history_date"],
              row["history_user_id"], row["history_change_reason"])
        for row in rows
    ]  # fmt: skip
    names = _actor_names(event.actor for event in found)
    return [replace(event, actor=actor_name(event.actor, names)) for event in found]


def actor_name(code: str, names: dict[int, str]) -> str:
    kind, _, key = code.partition(":")
    if kind == "medarbejder" and key.isdigit():
        return names.get(int(key), "tidligere medarbejder")
    if kind == "kommando":
        return f"kommandoen {key}"
    return f"jobbet {key}" if kind == "job" else code


def actor_names(codes: Iterable[str]) -> dict[str, str]:
    """Each code in words; one query."""
    codes = set(codes)
    names = _actor_names(codes)
    return {code: actor_name(code, names) for code in codes}


def _headlines(source: EventSource, case: Case) -> "models.QuerySet[Any]":
    headlines: models.QuerySet[Any] = (
        _history(source)
        .filter(source.of_case(case))
        .order_by()
        .annotate(what=Value(source.label))
        .values("what", "history_type", "history_date", "history_user_id", "history_change_reason")
    )
    return headlines


def _events(source: EventSource, case: Case, labels: "Labels") -> Iterator[Event]:
    key = source.model._meta.pk.attname
    rows = _history(source).filter(source.of_case(case)).order_by(key, "history_id")
    for _, versions in groupby(rows, key=attrgetter(key)):
        yield from _changes_of_one(source, list(versions), labels)


def _changes_of_one(
    source: EventSource, versions: Sequence[Any], labels: "Labels"
) -> Iterator[Event]:
    for before, after in zip([None, *versions], versions, strict=False):
        yield Event(
            title=_title(source.label, after.history_type),
            at=after.history_date,
            actor=after.history_user_id,
            reason=after.history_change_reason,
            changes=tuple(_changed_fields(source, before, after, labels)),
        )


def _changed_fields(
    source: EventSource, before: Any, after: Any, labels: "Labels"
) -> Iterator[FieldChange]:
    for field in source.model._meta.concrete_fields:
        if field.name in source.hidden:
            continue
        old = getattr(before, field.attname, None) if before else None
        new = getattr(after, field.attname, None)
        if old != new and not (before is None and new in (None, "", False)):
            yield FieldChange(
                label=_label(source, field),
                old=_written(source, field, old, labels),
                new=_written(source, field, new, labels),
            )


def _label(source: EventSource, field: "models.Field[Any, Any]") -> str:
    if field.name in source.half_open:
        return "sidste dag"
    return source.labels.get(field.name, str(field.verbose_name))


def _written(
    source: EventSource, field: "models.Field[Any, Any]", value: Any, labels: "Labels"
) -> str:
    if value in (None, ""):
        return NOTHING
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.ForeignKey):
        return labels.of(field, value)
    if isinstance(value, datetime):
        return dates.moment(value)
    if isinstance(value, date):
        shift = 1 if field.name in source.half_open else 0
        return dates.table(value - timedelta(days=shift))
    return numbers.number(value) if isinstance(value, (int, Decimal)) else str(value)


def _title(label: str, history_type: str) -> str:
    return f"{label} {VERBS[history_type]}"


def _history(source: EventSource) -> "models.QuerySet[Any]":
    history: models.QuerySet[Any] = source.model.history.all()  # type: ignore[attr-defined]
    return history


def _actor_names(codes: Iterable[str]) -> dict[int, str]:
    keys = {int(code.partition(":")[2]) for code in codes if code.startswith("medarbejder:")}
    return dict(Employee.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}
