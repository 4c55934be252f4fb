"""Every version of every fact on one case: one query over the history of all registered sources."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q, Value, Window
from django.db.models.functions import JSONObject, Lag

from cases.casefile.models import Case
from cases.overview import moves, registry
from cases.overview.registry import EventSource

Facts = Mapping[str, Any]
CHANGED = "~"
COLUMNS = (
    "place", "history_id", "history_type", "history_date",
    "history_user_id", "history_change_reason", "before", "after",
)  # fmt: skip


@dataclass(frozen=True)
class Version:
    """One history row: what the fact was before, what it became, who did it and why."""

    source: EventSource
    history_type: str
    at: datetime
    actor: str
    reason: str
    before: Facts | None
    after: Facts


def versions(case: Case) -> "models.QuerySet[Any, Any]":
    """Newest first; cut the page out of it before `read`. A union, since a query for each source grows."""
    return _united(_arms(case))


def with_moves(case: Case) -> "models.QuerySet[Any, Any]":
    """Also the deadlines that each change moved, above the change."""
    arms = _arms(case)
    return _united([*arms, moves.rows(len(arms), case)])


def read(rows: Iterable[Mapping[str, Any]]) -> list[Version]:
    sources = [*registry.event_sources(), moves.SOURCE]
    return [
        Version(
            source=sources[row["place"]],
            history_type=row["history_type"],
            at=row["history_date"],
            actor=row["history_user_id"],
            reason=row["history_change_reason"],
            before=row["before"],
            after=row["after"],
        )
        for row in rows
    ]


def _arms(case: Case) -> "list[models.QuerySet[Any, Any]]":
    return [_arm(place, source, case) for place, source in enumerate(registry.event_sources())]


def _united(arms: "list[models.QuerySet[Any, Any]]") -> "models.QuerySet[Any, Any]":
    first, *others = (arm.values(*COLUMNS) for arm in arms)
    return first.union(*others, all=True).order_by("-history_date", "place", "-history_id")


def _arm(place: int, source: EventSource, case: Case) -> "models.QuerySet[Any, Any]":
    history: models.QuerySet[Any] = source.model.history.all()  # type: ignore[attr-defined]
    rows: models.QuerySet[Any, Any] = (
        history.filter(source.of_case(case))
        .order_by()
        .annotate(place=Value(place), after=_facts(source.model))
        .annotate(before=_earlier("after", source))
    )
    if source.silent:
        rows = (
            rows.annotate(said=_facts(source.model, but=source.silent))
            .annotate(said_before=_earlier("said", source))
            .filter(~Q(history_type=CHANGED) | ~Q(said=F("said_before")))
        )
    return rows


def _earlier(column: str, source: EventSource) -> Window:
    key = source.model._meta.pk.attname
    return Window(Lag(column), partition_by=[F(key)], order_by="history_id")


def _facts(model: type[models.Model], *, but: Sequence[str] = ()) -> JSONObject:
    """As one value, so that facts of every kind fit the same column of the union."""
    fields = [field for field in model._meta.concrete_fields if field.name not in but]
    return JSONObject(**{field.attname: F(field.attname) for field in fields})
