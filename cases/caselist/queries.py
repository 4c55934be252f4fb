"""The rows of Sager. Every order is the order of an index, so that the first page costs the same at any size."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, Func, OuterRef, Q
from django.db.models.functions import Left, Length

from cases import paging
from cases.access import door
from cases.access.viewer import Viewer
from cases.casefile.models import Case, CaseQuerySet
from cases.caselist import registry
from cases.caselist.filters import EVERYONE, MINE, NOBODY, Filters
from cases.citizens.spelling import named
from cases.danish.nearness import Nearness, nearness
from cases.deadlines import window, wording
from cases.deadlines.explanation import MarkKind
from cases.deadlines.window import ShownMonths
from cases.findings.models import Finding, Move
from cases.nextsteps.models import NextStep
from cases.people.models import Team

SOON = timedelta(days=30)
WEEK = timedelta(days=7)
AT_MOST = 200

ORDERS: dict[str, tuple[Any, ...]] = {
    "frist": (F("citizen__next_step__due").asc(nulls_last=True), "citizen_id"),
    "navn": (Func("citizen__name", function="dansk_sort"), "citizen_id"),
    "nr": (Left("number", 7), Length("number"), "number"),
    "mdr": (F("citizen__next_step__counted_days").desc(), "citizen_id"),
}


@dataclass(frozen=True)
class Row:
    case: Case
    due: date | None
    task: str
    kind: str
    round: int | None
    months: ShownMonths
    badge: Nearness | None


@dataclass(frozen=True)
class Listing:
    """`side` is the page that is shown: the last, when the address asks for one after it."""

    rows: list[Row]
    total: int
    restricted: int
    side: int
    pages: int

    @property
    def cases(self) -> list[Case]:
        return [row.case for row in self.rows]


def listing(viewer: Viewer, filters: Filters, *, as_of: date, text: str = "") -> Listing:
    """One page. `text` is searched in names and numbers; it was posted and stands in no address."""

    def chosen(cases: CaseQuerySet) -> CaseQuerySet:
        return narrowed(cases, viewer, filters, as_of=as_of, text=text)

    seen = ordered(chosen(door.visible_cases(viewer)), filters.sorter)
    restricted = chosen(door.restricted_cases(viewer)).count()
    # What is reached is seen or restricted: so counted, neither citizens nor names are read.
    total = chosen(door.reachable_cases(viewer)).count() - restricted
    size = AT_MOST if text else filters.antal
    pages = 1 if text else paging.pages_of(total, size=size)
    side = min(filters.side, pages)
    return Listing(
        rows=rows_of(list(seen[(side - 1) * size : side * size]), viewer, as_of=as_of),
        total=total,
        restricted=0 if text else restricted,
        side=side,
        pages=pages,
    )


def narrowed(
    cases: CaseQuerySet, viewer: Viewer, filters: Filters, *, as_of: date, text: str = ""
) -> CaseQuerySet:
    cases = cases.filter(closed_on__isnull=False) if filters.tilstand == "lukkede" else cases.open()
    if filters.jobcenter:
        cases = cases.filter(jobcenter=int(filters.jobcenter))
    if filters.team:
        cases = cases.filter(team=int(filters.team))
    cases = cases.filter(_of_caseworker(filters.sagsbehandler, viewer))
    if (condition := _condition_of(filters.tilstand)) is not None:
        cases = cases.filter(condition(as_of))
    return cases.filter(_with_text(text)) if text else cases


def ordered(cases: CaseQuerySet, sort: str) -> CaseQuerySet:
    """The inner join to the next deadline lets its index lead; every citizen has a row there."""
    return (
        cases.filter(citizen__next_step__isnull=False)
        .select_related("citizen__next_step", "jobcenter", "team", "caseworker")
        .order_by(*ORDERS[sort])
    )


def rows_of(cases: Sequence[Case], viewer: Viewer, *, as_of: date) -> list[Row]:
    return [_row(case, viewer, as_of=as_of) for case in cases]


def _row(case: Case, viewer: Viewer, *, as_of: date) -> Row:
    step: NextStep = case.citizen.next_step
    shown = window.months_shown(counted=step.counted_days, day=as_of)
    if step.due is None:
        return Row(case, None, "", "", None, shown, None)
    badge = nearness(step.due, as_of=as_of)
    task = task_of(case, viewer, as_of=as_of)
    return Row(case, step.due, task, step.kind, step.round, shown, badge)


def task_of(case: Case, viewer: Viewer, *, as_of: date) -> str:
    """In the words of the case's date. Empty without a deadline."""
    kind = case.citizen.next_step.kind
    team = viewer.terms.on(case.closed_on or as_of).team.definite
    return wording.title(MarkKind(kind), team=team) if kind else ""


def _of_caseworker(chosen: str, viewer: Viewer) -> Q:
    if chosen == EVERYONE:
        return Q()
    if chosen == NOBODY:
        return Q(caseworker__isnull=True)
    return Q(caseworker=viewer.employee.pk if chosen == MINE else int(chosen))


def _with_text(text: str) -> Q:
    return named(text, citizen="citizen") | Q(number=text.upper())


def _with_step(**conditions: Any) -> Q:
    """Asked of the small table alone: a count then never reads the citizens."""
    steps = NextStep.objects.filter(citizen=OuterRef("citizen_id"), **conditions)
    return Q(Exists(steps))


def _to_the_team_before_12_months(as_of: date) -> Q:
    """The current round's hand-over has come, and its 12 months have not."""
    current = Finding.objects.filter(citizen=OuterRef("citizen"), is_current=True, m10__lte=as_of)
    return Q(Exists(current))


def _moved_lately(as_of: date) -> Q:
    moves = Move.objects.filter(citizen=OuterRef("citizen"), recorded_at__date__gt=as_of - SOON)
    return Q(Exists(moves))


def _not_begun(as_of: date) -> Q:
    return _with_step(kind=NextStep.Kind.M12, due__lte=as_of)


STATE_CONDITIONS: dict[str, Callable[[date], Q]] = {
    "over": lambda as_of: _with_step(due__lt=as_of),
    "til-teamet": _to_the_team_before_12_months,
    "uge": lambda as_of: _with_step(due__gte=as_of, due__lte=as_of + WEEK),
    "30": lambda as_of: _with_step(due__gte=as_of, due__lte=as_of + SOON),
    "ikke-begyndt": _not_begun,
    "flyttet": _moved_lately,
    "uden": lambda _: Q(caseworker__isnull=True),
    "ufordelte": lambda _: Q(team__kind=Team.Kind.UNASSIGNED),
}


def _condition_of(state: str) -> Callable[[date], Q] | None:
    return STATE_CONDITIONS.get(state) or registry.added_condition(state)
