"""What happened to a case lately: dates that moved, and hands it went through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from cases.casefile.models import Case
from cases.findings.models import Move
from cases.nextsteps.registry import steps_done

A_WEEK = timedelta(days=7)


def dates_moved(*, day: date) -> Iterator[tuple[Case, date, frozenset[str], bool]]:
    """Each open case and day in the week before: who moved its dates, and whether the team has it."""
    movers: dict[tuple[UUID, date], set[str]] = defaultdict(set)
    around = day - A_WEEK - timedelta(days=1)
    for move in Move.objects.filter(recorded_at__date__gte=around):
        on = _danish_day(move.recorded_at)
        if day - A_WEEK <= on < day:
            movers[move.citizen_id, on].add(move.actor)
    for (citizen_id, on), by in movers.items():
        done = steps_done([citizen_id]).get(citizen_id, {})
        with_team = any(each.handed_over and not each.finished for each in done.values())
        for case in Case.objects.filter(citizen=citizen_id, closed_on=None):
            yield case, on, frozenset(by), with_team


def handed_over_on(case: Case) -> date | None:
    """The latest day on which it got another caseworker; its opening gives it to nobody else."""
    latest = None
    before: int | None = None
    for number, version in enumerate(case.history.order_by("history_id")):
        now = version.caseworker_id
        if number and now is not None and now != before:
            latest = _danish_day(version.history_date)
        before = now
    return latest


def _danish_day(moment: datetime) -> date:
    return moment.astimezone(timezone.get_default_timezone()).date()
