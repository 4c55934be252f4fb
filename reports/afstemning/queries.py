"""The lines of a reconciliation as its page asks for them, and the numbers over them."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from cases.access import door
from cases.access.viewer import Viewer
from cases.casefile.models import Case as CaseFile
from cases.citizens.models import Citizen
from cases.intake import matching
from cases.intake.models import IntakeRow
from cases.people.models import Employee
from reports.afstemning import rules
from reports.afstemning.models import (
    ELSEWHERE,
    Afstemning,
    AfstemningLine,
    Answer,
    TakenOver,
    closed_now,
    restricted_now,
)

RESTRICTED = "Borger med begrænset adgang"
DECIDED = "afgjort"
ALL = "alle"


@dataclass(frozen=True)
class Counts:
    """`moving` of each group, decided or not; `left` are the undecided, `harmless` of those.

    `hidden` are the restricted; of them nothing is said but the numbers of their rows.
    """

    groups: dict[str, int]
    moving: dict[str, int]
    left: dict[str, int]
    harmless: dict[str, int]
    decided: int
    hidden: int
    hidden_rows: list[int]
    closed: int

    @property
    def to_decide(self) -> int:
        return sum(self.groups[group] for group in rules.TO_DECIDE)

    @property
    def undecided(self) -> int:
        return sum(self.left.values())


GROUPS = (rules.AGREES, *rules.TO_DECIDE, rules.UNREADABLE)


def counts(afstemning: Afstemning) -> Counts:
    """Two passes over the lines: those that are shown, and those that are not."""
    heaps = list(_heaps(afstemning))
    undecided = [heap for heap in heaps if not heap.is_decided]
    return Counts(
        groups=_summed(heaps, GROUPS),
        moving=_summed((heap for heap in heaps if heap.has_effect), rules.TO_DECIDE),
        left=_summed(undecided, rules.TO_DECIDE),
        harmless=_summed((heap for heap in undecided if not heap.has_effect), rules.TO_DECIDE),
        decided=sum(heap.size for heap in heaps if heap.is_decided),
        **_kept_back(afstemning),
    )


class Heap(NamedTuple):
    """Shown lines that every number counts alike."""

    group: str
    has_effect: bool
    is_decided: bool
    size: int


def _heaps(afstemning: Afstemning) -> Iterator[Heap]:
    shown = AfstemningLine.objects.shown().filter(afstemning=afstemning).order_by()
    alike = shown.annotate(is_decided=_answer(~Q(decision=""))).values_list(
        "group", "has_effect", "is_decided"
    )
    return (Heap(*row) for row in alike.annotate(size=Count("pk")))


def _summed(heaps: Iterable[Heap], groups: Iterable[str]) -> dict[str, int]:
    sizes = dict.fromkeys(groups, 0)
    for heap in heaps:
        if heap.group in sizes:
            sizes[heap.group] += heap.size
    return sizes


def _kept_back(afstemning: Afstemning) -> dict[str, Any]:
    """They are few: found first, so that no number asks of every line whether it is one."""
    restricted, closed = restricted_now(), closed_now()
    with_a_row = restricted & Q(line__isnull=False)
    found: dict[str, Any] = afstemning.lines.filter(restricted | closed).aggregate(
        hidden=Count("pk", filter=restricted),
        hidden_rows=ArrayAgg("line", filter=with_a_row, order_by="line", default=[]),
        closed=Count("pk", filter=closed & ~restricted),
    )
    return found


def elsewhere(afstemning: Afstemning) -> list[tuple[str, str, int]]:
    """Source, day of its list, and how many with a period here are on that one instead."""
    return [tuple(one) for one in afstemning.staged.counts.get(ELSEWHERE, [])]


@dataclass(frozen=True)
class Filters:
    """What the address narrows the rows to; an unknown word is as none."""

    group: str
    effect: str = ""  # "uden" or "med"; "alle": of the group, decided or not
    sort: str = ""  # "frist": the deadline that moves most days forward stands first


def lines_of(afstemning: Afstemning, filters: Filters) -> QuerySet[AfstemningLine]:
    found = AfstemningLine.objects.shown().filter(afstemning=afstemning)
    decided = ~Q(decision="")
    of_group = Q(group=filters.group)
    if filters.effect != ALL and filters.group in rules.TO_DECIDE:
        of_group &= ~decided
    found = found.filter(decided if filters.group == DECIDED else of_group)
    if filters.effect in ("med", "uden"):
        found = found.filter(has_effect=filters.effect == "med")
    by_row = F("line").asc(nulls_last=True)
    if filters.sort == "frist":
        moved = Case(When(has_effect=True, then=0), default=1)
        return found.order_by(moved, F("shift").asc(nulls_last=True), by_row, "pk")
    return found.order_by(by_row, "pk")


@dataclass(frozen=True)
class Sight:
    """Whom the page may name: as the door says today, which may be less than when the list came."""

    cases: dict[uuid.UUID | None, CaseFile] = field(default_factory=dict)
    citizens: dict[uuid.UUID | None, Citizen] = field(default_factory=dict)
    names: dict[uuid.UUID | None, str] = field(default_factory=dict)
    answers: dict[int, Answer] = field(default_factory=dict)
    hidden: frozenset[uuid.UUID] = frozenset()

    def name(self, line: AfstemningLine) -> str:
        if line.citizen_id in self.hidden:
            return RESTRICTED
        if citizen := self.citizens.get(line.citizen_id):
            return citizen.name
        return self.names.get(line.citizen_id, "") or f"Række {line.line}"

    def known(self, lines: Sequence[AfstemningLine]) -> list[uuid.UUID]:
        """Those registered here whom the page names: each is a row in the read log."""
        keys = dict.fromkeys(line.citizen_id for line in lines)
        return [key for key in keys if key in self.citizens and key not in self.hidden and key]


def sight(viewer: Viewer, afstemning: Afstemning, lines: Sequence[AfstemningLine]) -> Sight:
    keys = {line.citizen_id for line in lines if line.citizen_id}
    citizens: dict[uuid.UUID | None, Citizen] = {
        one.pk: one for one in _judged(keys, viewer.employee)
    }
    cases = door.visible_cases(viewer).open().filter(citizen__in=keys)
    told = IntakeRow.objects.filter(run=afstemning.staged_id, citizen_id__in=keys).order_by("start")
    return Sight(
        cases={case.citizen_id: case for case in cases.select_related("citizen", "caseworker")},
        citizens=citizens,
        names=dict(told.values_list("citizen_id", "name")),
        answers=answers_to(lines),
        hidden=frozenset(
            one.pk
            for one in citizens.values()
            if one.is_restricted or one.is_closed  # type: ignore[attr-defined]
        ),
    )


def answers_to(lines: Sequence[AfstemningLine]) -> dict[int, Answer]:
    """The newest that stands of each line that is decided."""
    decided = [line.pk for line in lines if line.decision]
    if not decided:
        return {}
    given = Answer.objects.filter(line__in=decided, is_withdrawn=False).select_related("by")
    return {one.line_id: one for one in given.order_by("id")}


def _judged(keys: set[uuid.UUID], employee: Employee) -> QuerySet[Citizen]:
    closed = Exists(matching.inhabil_towards(employee)) | Exists(matching.own(employee))
    return Citizen.objects.filter(pk__in=keys).annotate(is_closed=_answer(closed))


def _answer(condition: Q) -> "ExpressionWrapper[Q]":
    return ExpressionWrapper(condition, output_field=BooleanField())


def runs() -> QuerySet[Afstemning]:
    """Those that are open first, then the newest: numbers and names of files, no citizen.

    `sender` is empty unless it was taken over.
    """
    handovers = TakenOver.objects.filter(afstemning=OuterRef("pk")).order_by("id")
    sender = Subquery(handovers.values("left_by__name")[:1])
    found = Afstemning.objects.select_related("source", "employee", "staged")
    open_first = Case(When(state=Afstemning.State.OPEN, then=0), default=1)
    return found.annotate(sender=Coalesce(sender, Value(""))).order_by(open_first, "-at")


def written_citizens(afstemning: Afstemning) -> list[uuid.UUID]:
    lines = afstemning.lines.exclude(written=[]).exclude(citizen_id=None)
    return [key for key in lines.values_list("citizen_id", flat=True) if key]


def outcome(afstemning: Afstemning) -> dict[str, int]:
    """How many persons were written, kept as ours, and are to be asked about."""
    decided = AfstemningLine.Decision
    found: dict[str, int] = afstemning.lines.aggregate(
        written=Count("pk", filter=Q(decision=decided.LIST) & ~Q(written=[])),
        kept=Count("pk", filter=Q(decision=decided.OURS)),
        asked=Count("pk", filter=Q(decision=decided.ASK)),
    )
    return found


def left_standing(afstemning: Afstemning) -> list[tuple[int | None, str]]:
    """The rows that rolling back did not take back, and why."""
    rows = afstemning.lines.exclude(left="").order_by("line", "pk")
    return list(rows.values_list("line", "left"))
