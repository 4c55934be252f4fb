"""Who changed what on a case, when and why: the versions of its facts, told in words."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeAlias

from django.db import models

from cases.casefile.models import Case
from cases.danish import dates, numbers
from cases.overview import moves
from cases.overview.registry import EventSource
from cases.overview.versions import Version, read, versions
from cases.people.models import Employee

VERBS = {"+": "oprettet", "~": "ændret", "-": "slettet"}
NOTHING = "–"

Field: TypeAlias = "models.Field[Any, Any]"
Labels: TypeAlias = dict[tuple[Any, Any], str]


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


def told(rows: Iterable[Mapping[str, Any]]) -> list[Event]:
    """A page of `versions`: one query for the rows, one for the actors, one for each kind of name."""
    found = read(rows)
    names = actor_names(version.actor for version in found)
    labels = _labels(found)
    return [
        _moved(version, names) if version.source is moves.SOURCE else _event(version, names, labels)
        for version in found
    ]


def latest_events(case: Case, *, limit: int) -> list[Event]:
    """Only the headlines of what was changed; what moved has a place of its own."""
    return headlines(versions(case)[:limit])


def headlines(rows: Iterable[Mapping[str, Any]]) -> list[Event]:
    """Of `versions`, without what each changed."""
    found = read(rows)
    names = actor_names(version.actor for version in found)
    return [
        Event(_title(version), version.at, names[version.actor], version.reason)
        for version in found
    ]  # fmt: skip


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
    keys = {int(code.partition(":")[2]) for code in codes if code.startswith("medarbejder:")}
    found = Employee.objects.filter(pk__in=keys).values_list("pk", "name") if keys else ()
    names = dict(found)
    return {code: actor_name(code, names) for code in codes}


def _event(version: Version, names: dict[str, str], labels: Labels) -> Event:
    written = (
        FieldChange(
            label=_label(version.source, field),
            old=_written(version.source, field, old, labels),
            new=_written(version.source, field, new, labels),
        )
        for field, old, new in _changed(version)
    )
    return Event(
        _title(version), version.at, names[version.actor], version.reason, tuple(written)
    )  # fmt: skip


def _moved(version: Version, names: dict[str, str]) -> Event:
    told = (FieldChange(*mark) for mark in moves.told(version.after))
    return Event(_title(version), version.at, names[version.actor], version.reason, tuple(told))


def _title(version: Version) -> str:
    titled: Callable[[Any], str] | None = version.source.titled
    named: Callable[[Any], str] | None = version.source.named
    if titled is not None:
        return titled(version.after)
    title = f"{version.source.label} {VERBS[version.history_type]}"
    return title if named is None else f"{title}: {named(version.before or version.after)}"


def _changed(version: Version) -> Iterator[tuple[Field, Any, Any]]:
    if version.source is moves.SOURCE:
        return
    before = version.before or {}
    for field in version.source.model._meta.concrete_fields:
        if field.name in version.source.hidden:
            continue
        old, new = before.get(field.attname), version.after[field.attname]
        if old != new and not (version.before is None and new in ("", False)):
            yield field, _value(field, old), _value(field, new)


def _value(field: Field, stored: Any) -> Any:
    """As the model has it: the history hands facts over as JSON."""
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    return None if stored is None else target.to_python(stored)


def _labels(found: Iterable[Version]) -> Labels:
    """The names behind the foreign keys of these versions, a query for each table."""
    keys: dict[Any, set[Any]] = defaultdict(set)
    for version in found:
        for field, old, new in _changed(version):
            if isinstance(field, models.ForeignKey):
                keys[field.related_model] |= {old, new} - {None}
    return {
        (model, row.pk): str(row)
        for model, wanted in keys.items()
        for row in model._base_manager.filter(pk__in=wanted)
    }


def _label(source: EventSource, field: Field) -> str:
    if field.name in source.half_open:
        return "sidste dag"
    return source.labels.get(field.name, str(field.verbose_name))


def _written(source: EventSource, field: Field, value: Any, labels: Labels) -> str:
    if value in (None, ""):
        return NOTHING
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.ForeignKey):
        return labels.get((field.related_model, value), NOTHING)
    if isinstance(value, datetime):
        return dates.moment(value)
    if isinstance(value, date):
        shift = 1 if field.name in source.half_open else 0
        return dates.table(value - timedelta(days=shift))
    return numbers.number(value) if isinstance(value, (int, Decimal)) else str(value)
