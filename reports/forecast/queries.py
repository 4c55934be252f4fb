"""The rounds ahead of the cases that a viewer answers for, each reckoned by the engine itself."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q

from cases.access import door
from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.casefile.models import Case
from cases.deadlines.marks import PlainRound, Reckoning, compute_rounds, prepare
from cases.deadlines.period import Period
from cases.deadlines.rulesets import ALWAYS, Basis, RuleRow, RuleSet
from cases.findings import wire
from cases.findings.operations import raw_cursor
from cases.findings.queries import rules_in_use
from cases.nextsteps.models import NextStep
from cases.people.models import Jobcenter
from reports.forecast.rules import Due, horizon, rows_after
from revurdering.models import Revurdering

AT_ONCE = 5000
HANDOVERS = (10, 11)  # what one may imagine
ACT = Act.SEE_FORECAST


@dataclass(frozen=True)
class Imagined:
    """`handover` None is the municipality's own; `per_week` None asks nothing of the capacity."""

    handover: int | None = None
    per_week: int | None = None
    jobcenter: int | None = None


def dues(
    viewer: Viewer, imagined: Imagined, *, as_of: date, rules: RuleSet | None = None
) -> list[Due]:
    """Those past their 12 months and not begun, and every round to be handed over in time.

    1. The round in hand is known already, with the day its case page shows for the hand-over.
    2. Another hand-over is asked of the engine, and so are the rounds after it.
    3. What has begun is left out.
    """
    last = horizon(as_of)
    own = rules or rules_in_use()
    reckoning = prepare(rules_with(imagined.handover, rules=own), as_of=last)
    coming = _coming(viewer, imagined, own, as_of=as_of)
    found = [*_overdue(viewer, imagined, as_of=as_of)]
    begun = set(
        Revurdering.objects.filter(started_on__isnull=False, round__isnull=False).values_list(
            "citizen_id", "round"
        )
    )
    for one in coming:
        if imagined.handover is None:
            arrives = one.m10 or one.m12
            if arrives < last and (one.citizen, one.round) not in begun:
                found.append(Due(one.m12, arrives, one.case, one.round, one.jobcenter))
    for one, number, due, arrives in _reckoned(coming, imagined, reckoning, last=last):
        if due >= as_of and arrives < last and (one.citizen, number) not in begun:
            found.append(Due(due, arrives, one.case, number, one.jobcenter))
    return sorted(found)


class Coming(NamedTuple):
    """The round in hand of one case, whose 12 months are still to come."""

    case: int
    jobcenter: int
    citizen: uuid.UUID
    round: int
    m10: date | None
    m12: date


def _reckoned(
    coming: Sequence[Coming], imagined: Imagined, reckoning: Reckoning, *, last: date
) -> Iterator[tuple[Coming, int, date, date]]:
    """Number, day and arrival of what the engine must say; from the round in hand on, or after it."""
    is_own = imagined.handover is None
    latest = last.toordinal() - reckoning.handover_least  # no later 12 has a hand-over after it
    asked = [one for one in coming if not is_own or one.m12.toordinal() < latest]
    known: dict[tuple[wire.Row, ...], list[PlainRound]] = {}
    for one, rows in _facts(asked):
        ahead = rows_after(rows, one.m12.toordinal()) if is_own else tuple(rows)
        if ahead not in known:
            known[ahead] = compute_rounds(ahead, reckoning)
        for number, _, m10, m12, _ in known[ahead]:
            if m12:
                due = date.fromordinal(m12)
                yield one, number + is_own * one.round, due, date.fromordinal(m10) if m10 else due


def rules_with(handover: int | None, *, rules: RuleSet) -> RuleSet:
    """The municipality's own, or with another hand-over on every day."""
    if handover is None:
        return rules
    row = RuleRow(handover, Period(ALWAYS), "Tænkt eksempel", "Prognosen", Basis.LOCAL)
    return replace(rules, handover_after=(row,))


def own_handovers(rules: RuleSet, *, as_of: date) -> list[RuleRow]:
    """What is in force today, and what comes to be."""
    return [row for row in rules.handover_after if row.valid.end is None or row.valid.end > as_of]


def jobcentres(viewer: Viewer) -> list[Jobcenter]:
    held = list(viewer.roles_allowing(ACT))
    found = Jobcenter.objects.order_by("name")
    if all(one.jobcenter_id for one in held):
        found = found.filter(pk__in={one.jobcenter_id for one in held})
    return list(found)


def visible(viewer: Viewer, keys: Sequence[int]) -> dict[int, Case]:
    cases = door.visible_cases(viewer, act=ACT).select_related(
        "citizen", "jobcenter", "team", "caseworker"
    )
    return cases.in_bulk(keys)


def _cases(viewer: Viewer, imagined: Imagined) -> Any:
    cases = door.reachable_cases(viewer, act=ACT).open()
    return cases.filter(jobcenter=imagined.jobcenter) if imagined.jobcenter else cases


def _overdue(viewer: Viewer, imagined: Imagined, *, as_of: date) -> Iterator[Due]:
    """As Sager tells them: the task that stands is to begin, and its day has gone."""
    late = _cases(viewer, imagined).filter(
        citizen__next_step__kind=NextStep.Kind.M12, citizen__next_step__due__lt=as_of
    )
    rows = late.values_list(
        "citizen__next_step__due", "pk", "citizen__next_step__round", "jobcenter_id"
    )
    for due, case, number, jobcenter in rows:
        yield Due(due, due, case, number, jobcenter)


def _coming(viewer: Viewer, imagined: Imagined, own: RuleSet, *, as_of: date) -> list[Coming]:
    """Of those who may be handed over in time, by an imagined rule before one's own perhaps."""
    last = horizon(as_of)
    current, number, m10, m12 = (
        f"citizen__findings__{name}" for name in ("is_current", "round", "m10", "m12")
    )
    in_time = Q(**{f"{m12}__lt": last}) | Q(**{f"{m10}__lt": last})
    if imagined.handover and imagined.handover < max(
        row.months for row in own_handovers(own, as_of=as_of)
    ):
        in_time = Q()
    # One filter, so that it is the same finding.
    found = _cases(viewer, imagined).filter(in_time, **{current: True, f"{m12}__gte": as_of})
    rows = found.order_by("pk").values_list("pk", "jobcenter_id", "citizen_id", number, m10, m12)
    return [Coming(*row) for row in rows]


def _facts(asked: Sequence[Coming]) -> Iterator[tuple[Coming, Sequence[wire.Row]]]:
    for first in range(0, len(asked), AT_ONCE):
        some = asked[first : first + AT_ONCE]
        with transaction.atomic(), raw_cursor() as cursor:
            facts = wire.read_facts(cursor, wire.among([one.citizen.bytes for one in some]))
        for one in some:
            yield one, facts.get(one.citizen.bytes, ())
