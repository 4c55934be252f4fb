"""What a night looks at in one jobcenter: deadlines that are near or passed, and dates that moved.

`only`: the cases that are asked about, or None for all of them. All comes in order of case, so that
two nights at once never wait for each other in a ring.
"""

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby, islice
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from cases.arrays import array
from cases.casefile.models import Case
from cases.deadlines.next_step import NOTHING_DONE, StepsDone
from cases.deadlines.rulesets import RuleSet
from cases.deadlines.tilflytning import finish_by
from cases.findings.models import Move
from cases.findings.queries import rules_in_use
from cases.nextsteps.registry import steps_done
from cases.reminders import registry
from cases.reminders.rules import MOVES_ARE_NEWS, Duty, Kind, Steps, duties

CHUNK = 2_000

Only = Collection[int] | None

# The first version of a case is its opening, which hands it over to nobody.
HANDED_OVER_ON = """
    SELECT id, max(day) FROM (
        SELECT id, (history_date AT TIME ZONE %s)::date AS day, caseworker_id AS now,
               lag(caseworker_id) OVER versions AS before, row_number() OVER versions AS version
        FROM cases_historicalcase WHERE id = ANY(%s::bigint[])
        WINDOW versions AS (PARTITION BY id ORDER BY history_id)
    ) AS changes
    WHERE version > 1 AND now IS NOT NULL AND now IS DISTINCT FROM before
    GROUP BY id"""


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be told about one case. `movers`: who moved its dates, when that is the news."""

    case_id: int
    caseworker_id: int | None
    duty: Duty
    movers: frozenset[str] = frozenset()
    is_with_the_team: bool = False

    def is_news_to(self, employee_id: int) -> bool:
        """A move is told to everybody but the one who alone made it."""
        return self.movers != {f"medarbejder:{employee_id}"}


class _InHand(NamedTuple):
    """An open case and the round in hand."""

    case_id: int
    citizen_id: uuid.UUID
    caseworker_id: int | None
    kind: str
    round: int
    m10: date | None
    m12: date | None
    m18: date | None

    def marks(self, rule_set: RuleSet, *, moved_on: date | None) -> dict[Kind, date | None]:
        """What falls on a day on which the municipality is exempt is shown, and is nobody's duty."""
        finish = self.m18 and finish_by(self.m18, moved_on=moved_on, rules=rule_set)
        found = {Kind.M10: self.m10, Kind.M12: self.m12, Kind.M18: finish}
        return {
            kind: None if day and rule_set.is_exempt(day) else day for kind, day in found.items()
        }


def near_or_passed(*, day: date, steps: Steps, only: Only) -> Q:
    """Of cases. The next deadline is the first of those still open: none is left out."""
    return Q(_asked(only), citizen__next_step__due__lte=day + steps.horizon)


def _asked(only: Only) -> Q:
    return Q() if only is None else Q(pk__in=only)


def deadlines(*, jobcenter_id: int, day: date, steps: Steps, near: Q) -> Iterator[Due]:
    """Of the cases that are `near_or_passed`."""
    rows, rule_set = _in_hand(jobcenter_id, near).iterator(CHUNK), rules_in_use()
    while cases := [_InHand(*row) for row in islice(rows, CHUNK)]:
        acted_on = _acted_on([one for one in cases if one.m12 and one.m12 < day])
        done = steps_done([one.citizen_id for one in cases])
        for one in cases:
            found = duties(
                next_kind=Kind(one.kind),
                marks=one.marks(rule_set, moved_on=_moved_on(done, one)),
                day=day,
                steps=steps,
                acted_on=acted_on.get(one.case_id),
            )
            yield from (Due(one.case_id, one.caseworker_id, duty) for duty in found)


def _moved_on(done: Mapping[uuid.UUID, Mapping[int, StepsDone]], one: _InHand) -> date | None:
    return done.get(one.citizen_id, {}).get(one.round, NOTHING_DONE).moved_on


def _in_hand(jobcenter_id: int, near: Q) -> "QuerySet[Case, Any]":
    return (
        Case.objects.open()
        .filter(near, jobcenter=jobcenter_id)
        .filter(citizen__findings__round=F("citizen__next_step__round"))
        .order_by("pk")
        .values_list(
            "pk",
            "citizen_id",
            "caseworker_id",
            "citizen__next_step__kind",
            "citizen__next_step__round",
            *(f"citizen__findings__{mark}" for mark in ("m10", "m12", "m18")),
        )
    )


def _acted_on(late: Sequence[_InHand]) -> dict[int, date]:
    """By case: the latest day on which something was done about its being late."""
    if not late:
        return {}
    handed_over = _handed_over_on([one.case_id for one in late])
    told = registry.latest_acts([one.citizen_id for one in late])
    acts = {}
    for one in late:
        days = [handed_over.get(one.case_id), told.get((one.citizen_id, one.round))]
        if latest := max((day for day in days if day), default=None):
            acts[one.case_id] = latest
    return acts


def _handed_over_on(case_ids: Sequence[int]) -> dict[int, date]:
    with connection.cursor() as cursor:
        cursor.execute(HANDED_OVER_ON, [timezone.get_default_timezone_name(), array(case_ids)])
        return dict(cursor.fetchall())


def has_moved(*, day: date, only: Only) -> Q:
    """Of cases."""
    return Q(_asked(only), citizen__in=_moves(day).values("citizen"))


def moves(*, jobcenter_id: int, day: date, only: Only) -> Iterator[Due]:
    """One for each case and day on which dates of it were moved."""
    theirs: dict[str, Any] = {
        "citizen__cases__closed_on": None,
        "citizen__cases__jobcenter": jobcenter_id,
    }
    if only is not None:
        theirs["citizen__cases__in"] = only
    rows = list(
        _moves(day)
        .filter(**theirs)
        .annotate(moved_on=TruncDate("recorded_at"))
        .values_list(
            "citizen__cases", "citizen__cases__caseworker", "citizen_id", "moved_on", "actor"
        )
        .order_by("citizen__cases", "moved_on")
        .distinct()
    )
    done = steps_done([row[2] for row in rows]) if rows else {}
    for (case_id, caseworker_id, citizen_id, moved_on), group in groupby(rows, lambda r: r[:4]):
        rounds = done.get(citizen_id, {}).values()
        yield Due(
            case_id,
            caseworker_id,
            Duty(Kind.MOVED, moved_on, 0),
            movers=frozenset(actor for *_, actor in group),
            is_with_the_team=any(one.handed_over and not one.finished for one in rounds),
        )


def _moves(day: date) -> "QuerySet[Move]":
    """A week back, should a night be missing; never of the day itself, which is not over."""
    recorded = [_midnight(day - MOVES_ARE_NEWS), _midnight(day)]
    return Move.objects.filter(recorded_at__gte=recorded[0], recorded_at__lt=recorded[1])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
