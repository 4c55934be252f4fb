"""The deadlines that moved, among the events of a case: all that one change moved is one event."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import JSONBAgg
from django.db import models
from django.db.models import F, Max, Q, Value
from django.db.models.functions import JSONObject

from cases.casefile.models import Case
from cases.danish import dates
from cases.findings.models import Move
from cases.overview.registry import EventSource

TITLE = "Det flyttede sig"
GONE = "nås ikke længere"

SOURCE = EventSource(
    Move, TITLE, lambda case: Q(citizen_id=case.citizen_id), titled=lambda facts: TITLE
)
NO_FACTS = Value(None, output_field=models.JSONField())


def rows(place: int, case: Case) -> "models.QuerySet[Any, Any]":
    """With the columns of history: what one statement wrote is of one moment, actor and cause."""
    moved = JSONObject(round="round", mark="mark", old="old_date", new="new_date")
    found: models.QuerySet[Any, Any] = (
        Move.objects.filter(SOURCE.of_case(case))
        .order_by()
        .values("recorded_at", "actor", "cause")
        .annotate(
            place=Value(place),
            history_id=Max("id"),
            history_type=Value("+"),
            history_date=F("recorded_at"),
            history_user_id=F("actor"),
            history_change_reason=F("cause"),
            before=NO_FACTS,
            after=JSONObject(moves=JSONBAgg(moved, order_by=["-round", "mark"])),
        )
    )
    return found


def told(facts: Mapping[str, Any]) -> Iterator[tuple[str, date | None, date | None]]:
    """Each mark with its round, the day it had and the day it got."""
    for move in facts["moves"]:
        label = f"{Move.Mark(move['mark']).label}, runde {move['round']}"
        yield label, _day(move["old"]), _day(move["new"])


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


def shown(day: date | None, *, missing: str) -> str:
    return dates.table(day) if day else missing
