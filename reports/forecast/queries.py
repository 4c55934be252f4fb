"""The rounds ahead of the cases that a viewer answers for, each reckoned by the engine itself."""

import logging
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
from reports.forecast.rules import Due, horizon, soonest

HANDOVERS = (10, 11)  # what one may imagine
ACT = Act.SEE_FORECAST

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Imagined:
    """`handover` None is the municipality's own; `per_week` None asks nothing of the capacity."""

    handover: int | None = None
    per_week: int | None = None
    jobcenter: int | None = None


@dataclass(frozen=True)
class Ahead:
    """`dues` in order. `not_reckoned` are cases whose later rounds nobody can tell."""

    dues: Sequence[Due]
    not_reckoned: Sequence[int] = ()


def ahead(
    viewer: Viewer, imagined: Imagined, *, as_of: date, rules: RuleSet | None = None
) -> Ahead:
    """Those past their 12 months and not begun, and every round to be handed over in time.

    1. The round in hand is known already, with the day its case page shows for the hand-over.
    2. Another hand-over is asked of the engine, and so are the rounds after it.
    3. What has begun is left out, and what falls while the municipality is exempt.
    """
    cases, given = named(_cases(viewer, imagined))
    if not cases:
        return Ahead([])
    is_own, last = imagined.handover is None, horizon(as_of)
    rules = rules_with(imagined.handover, rules=rules or rules_in_use())
    nearest = soonest(row.months for row in rules.handover_after)
    values = {**given, "as_of": as_of, "last": last, "soonest": nearest}
    alike = reading.known_already(cases, values, with_coming=is_own)
    futures = reading.futures(cases, values, after=is_own)
    with collector.at_rest():
        reckoner = _Reckoner(prepare(rules, as_of=last), as_of, last)
        alike += [one for future in futures for one in reckoner.rounds(future)]
        found = [due for one in alike if not rules.is_exempt(one.due) for due in _each(one)]
        found.sort()
    return Ahead(found, reckoner.failed)


def _each(alike: Rounds) -> Iterator[Due]:
    due, arrives, jobcenter, cases, numbers = alike
    for case, number in zip(cases, numbers, strict=True):
        yield Due(due, arrives, case, number, jobcenter)


class _Reckoner:
    """The same days to come are reckoned once. `failed` are the cases of days that cannot be."""

    def __init__(self, reckoning: Reckoning, as_of: date, last: date) -> None:
        self.failed: list[int] = []
        self._reckoning, self._as_of, self._last = reckoning, as_of, last
        self._known: dict[Any, list[tuple[int, date, date]]] = {}

    def rounds(self, future: Future) -> Iterator[Rounds]:
        try:
            ahead = self._ahead(future)
        except Exception as failure:  # told by its cases; the rest are counted
            logger.error("Sager med id %s kan ikke beregnes", future.cases, exc_info=failure)
            self.failed += future.cases
            return
        for number, due, arrives in ahead:
            if number or not future.is_begun:
                numbers = [first + number for first in future.numbers]
                yield Rounds(due, arrives, future.jobcenter, future.cases, numbers)

    def _ahead(self, future: Future) -> list[tuple[int, date, date]]:
        ledger = ledgers.build(future.rows, ledgers.ROLES_74C, self._reckoning.limit)
        days = (*ledger.starts, None, *ledger.before, None, *ledger.neutral)
        if days not in self._known:
            self._known[days] = [*self._coming(rounds_of(ledger, self._reckoning))]
        return self._known[days]

    def _coming(self, rounds: Iterable[PlainRound]) -> Iterator[tuple[int, date, date]]:
        """Of those with 12 months to come: rounds after the first, the day and the arrival."""
        for number, _, m10, m12, _ in rounds:
            if m12:
                due = date.fromordinal(m12)
                arrives = date.fromordinal(m10) if m10 else due
                if due >= self._as_of and arrives < self._last:
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
