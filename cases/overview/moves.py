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
from cases.findings.rules import last_reckoned
from cases.overview.registry import EventSource

TITLE = "Det flyttede sig"
NOTHING = "–"
GONE = "nås ikke længere"
WAITS = "beregnes, når runde {} har nået 12 måneder"

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
            after=JSONObject(
                moves=JSONBAgg(moved, order_by=["-round", "mark"]), as_of=Max("as_of")
            ),
        )
    )
    return found


def told(facts: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Each mark with its round, the day it had and the day it got, in words."""
    marks = [
        (move["round"], move["mark"], _day(move["old"]), _day(move["new"]))
        for move in facts["moves"]
    ]
    last = last_reckoned(
        ((number, mark, new) for number, mark, _, new in marks),
        as_of=date.fromisoformat(facts["as_of"]),
    )
    for number, mark, old, new in marks:
        label = f"{Move.Mark(mark).label}, runde {number}"
        yield label, dates.table(old) if old else NOTHING, new_day(number, new, last=last)


def new_day(number: int, new: date | None, *, last: int | None) -> str:
    """`last` as `last_reckoned` has it: a round after it is not lost, it waits for that one."""
    if new:
        return dates.table(new)
    return WAITS.format(number - 1) if waits(number, last=last) else GONE


def waits(number: int, *, last: int | None) -> bool:
    return last is not None and number > last


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
