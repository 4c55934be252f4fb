"""The rounds ahead of the cases that a viewer answers for, each reckoned by the engine itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from cases.access import door
from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.casefile.models import Case
from cases.deadlines.marks import compute_rounds, prepare
from cases.deadlines.period import Period
from cases.deadlines.rulesets import ALWAYS, Basis, RuleRow, RuleSet, in_force
from cases.findings import wire
from cases.findings.models import Finding
from cases.findings.operations import raw_cursor
from cases.findings.queries import rules_in_use
from cases.nextsteps.models import NextStep
from cases.people.models import Jobcenter
from reports.forecast.rules import Due, horizon
from revurdering.models import Revurdering

AT_ONCE = 2000
HANDOVERS = (10, 11)
ACT = Act.SEE_FORECAST


@dataclass(frozen=True)
class Imagined:
    """`handover` None is the municipality's own; `per_week` None asks nothing of the capacity."""

    handover: int | None = None
    per_week: int | None = None
    jobcenter: int | None = None


def dues(viewer: Viewer, imagined: Imagined, *, as_of: date) -> list[Due]:
    """Those past their 12 months and not begun, and every round to be handed over in time."""
    found = [*_overdue(viewer, imagined, as_of=as_of)]
    rules = rules_with(imagined.handover, as_of=as_of)
    last = horizon(as_of)
    reckoning = prepare(rules, as_of=last)
    begun = set(
        Revurdering.objects.filter(started_on__isnull=False, round__isnull=False).values_list(
            "citizen_id", "round"
        )
    )
    for case, jobcenter, citizen, rows in _facts(viewer, imagined, as_of=as_of):
        for number, _, m10, m12, _ in compute_rounds(rows, reckoning):
            due = date.fromordinal(m12) if m12 else None
            if due is None or due < as_of or (citizen, number) in begun:
                continue
            arrives = date.fromordinal(m10) if m10 else due
            if arrives < last:
                found.append(Due(due, arrives, case, number, jobcenter))
    return sorted(found)


def rules_with(handover: int | None, *, as_of: date) -> RuleSet:
    """The municipality's own, or with another hand-over on every day."""
    rules = rules_in_use()
    if handover is None:
        return rules
    row = RuleRow(handover, Period(ALWAYS), "Tænkt eksempel", "Prognosen", Basis.LOCAL)
    return replace(rules, handover_after=(row,))


def own_handover(*, as_of: date) -> int:
    row = in_force(rules_in_use().handover_after, day=as_of)
    return row.months if row else HANDOVERS[0]


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


def _facts(
    viewer: Viewer, imagined: Imagined, *, as_of: date
) -> Iterator[tuple[int, int, Any, Sequence[wire.Row]]]:
    """Of those who may reach 12 months in time; the rest cannot be counted so soon."""
    last = horizon(as_of)
    coming = Finding.objects.filter(Q(m12__lt=last) | Q(m10__lt=last), is_current=True)
    coming = coming.filter(m12__gte=as_of)
    cases = _cases(viewer, imagined).filter(citizen__in=coming.values("citizen"))
    rows = list(cases.order_by("pk").values_list("pk", "jobcenter_id", "citizen_id"))
    for first in range(0, len(rows), AT_ONCE):
        some = rows[first : first + AT_ONCE]
        keys = [citizen.bytes for _, _, citizen in some]
        with transaction.atomic(), raw_cursor() as cursor:
            known = wire.read_known(cursor, wire.among(keys))
        for case, jobcenter, citizen in some:
            yield case, jobcenter, citizen, known.get(citizen.bytes, wire.NOTHING_KNOWN).facts.rows
