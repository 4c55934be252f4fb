"""The rounds ahead of the cases that a viewer answers for, each reckoned by the engine itself."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cases.access import door
from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.casefile.models import Case
from cases.deadlines import ledger as ledgers
from cases.deadlines.marks import PlainRound, Reckoning, prepare, rounds_of
from cases.deadlines.period import Period
from cases.deadlines.rulesets import ALWAYS, Basis, RuleRow, RuleSet
from cases.findings import collector
from cases.findings.queries import rules_in_use
from cases.people.models import Jobcenter
from reports.figures.queries import named
from reports.forecast import reading
from reports.forecast.reading import Future, Rounds
from reports.forecast.rules import Due, horizon

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
    3. What has begun is left out, and what falls while the municipality is exempt.
    """
    cases, given = named(_cases(viewer, imagined))
    if not cases:
        return []
    is_own, last = imagined.handover is None, horizon(as_of)
    rules = rules_with(imagined.handover, rules=rules or rules_in_use())
    values = {**given, "as_of": as_of, "last": last}
    known = reading.known_already(cases, values, with_coming=is_own)
    futures = reading.futures(cases, values, after=is_own)
    with collector.at_rest():
        found = list(_each(known))
        found += _each(_reckoned(futures, prepare(rules, as_of=last), as_of=as_of, last=last))
        found.sort()
    return found


def _each(alike: Iterable[Rounds]) -> Iterator[Due]:
    for due, arrives, jobcenter, cases, numbers in alike:
        for case, number in zip(cases, numbers, strict=True):
            yield Due(due, arrives, case, number, jobcenter)


def _reckoned(
    futures: Iterable[Future], reckoning: Reckoning, *, as_of: date, last: date
) -> Iterator[Rounds]:
    """The same days to come are reckoned once."""
    known: dict[Any, list[tuple[int, date, date]]] = {}
    for one in futures:
        ledger = ledgers.build(one.rows, ledgers.ROLES_74C, reckoning.limit)
        days = (*ledger.starts, None, *ledger.before, None, *ledger.neutral)
        if days not in known:
            known[days] = [*_ahead(rounds_of(ledger, reckoning), as_of=as_of, last=last)]
        for number, due, arrives in known[days]:
            if number or not one.is_begun:
                numbers = [first + number for first in one.numbers]
                yield Rounds(due, arrives, one.jobcenter, one.cases, numbers)


def _ahead(
    rounds: Iterable[PlainRound], *, as_of: date, last: date
) -> Iterator[tuple[int, date, date]]:
    """Of those with 12 months to come: how many rounds after the first, the day and the arrival."""
    for number, _, m10, m12, _ in rounds:
        if m12:
            due = date.fromordinal(m12)
            arrives = date.fromordinal(m10) if m10 else due
            if due >= as_of and arrives < last:
                yield number - 1, due, arrives


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


def visible_keys(viewer: Viewer, keys: Sequence[int]) -> set[int]:
    """Of a whole month; `visible` fetches those of a page."""
    found = door.visible_cases(viewer, act=ACT).filter(pk__in=keys)
    return set(found.values_list("pk", flat=True))


def visible(viewer: Viewer, keys: Sequence[int]) -> dict[int, Case]:
    cases = door.visible_cases(viewer, act=ACT).select_related(
        "citizen", "jobcenter", "team", "caseworker"
    )
    return cases.in_bulk(keys)


def _cases(viewer: Viewer, imagined: Imagined) -> Any:
    cases = door.reachable_cases(viewer, act=ACT).open().order_by()
    if imagined.jobcenter:
        cases = cases.filter(jobcenter=imagined.jobcenter)
    return cases.values("id", "jobcenter_id", "citizen_id")
