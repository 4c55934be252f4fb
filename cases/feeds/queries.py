"""What a calendar holds: the deadlines that lie ahead, and those passed that are not done."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from cases.access import door
from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.casefile.models import Case, CaseQuerySet
from cases.deadlines.explanation import MarkKind, months_of
from cases.deadlines.next_step import NOTHING_DONE, StepsDone
from cases.deadlines.rulesets import RuleSet
from cases.deadlines.tilflytning import finish_by
from cases.feeds.models import CalendarFeed
from cases.feeds.tokens import digest
from cases.findings.models import Finding, Move
from cases.findings.queries import rules_in_use
from cases.nextsteps import registry
from cases.people.models import Team

AT_MOST = 2_000
MARKS = ("m10", "m12", "m18")


@dataclass(frozen=True)
class Entry:
    """One deadline of one case. `moved`: how often its day has been another.

    `months`: how many come to stand on the day, by the rules in use.
    `is_longer`: the citizen moved here, and it is not the mark's own day.
    """

    case: Case
    round: int
    mark: str
    months: int
    due: date
    moved: int
    is_longer: bool = False


def feed_of(token: str) -> CalendarFeed | None:
    feeds = CalendarFeed.objects.standing().select_related("owner", "team")
    return feeds.filter(token_digest=digest(token)).first()


def standing_feeds(viewer: Viewer) -> dict[int | None, CalendarFeed]:
    """By team; the viewer's own under None."""
    feeds = CalendarFeed.objects.standing().filter(owner=viewer.employee)
    return {feed.team_id: feed for feed in feeds.select_related("team")}


def teams_of(viewer: Viewer) -> QuerySet[Team]:
    """Of the jobcentres in which the viewer has a day's work; of no others when the role is across."""
    there = {held.jobcenter_id for held in viewer.roles_allowing(Act.SEE_MY_DAY)} - {None}
    return Team.objects.filter(jobcenter__in=there, closed_on__isnull=True).order_by("name")


def entries(viewer: Viewer, *, team: Team | None) -> list[Entry]:
    """Of the cases that the owner may see today; a step that is done has left."""
    cases = _with_marks(_cases(viewer, team=team))
    rows = list(cases.filter(citizen__next_step__due__isnull=False)[:AT_MOST])
    citizens = [case.citizen_id for case in rows]
    moved, done, rules = _moves(citizens), registry.steps_done(citizens), rules_in_use()
    return [
        entry
        for case in rows
        for entry in _entries(case, moved, done.get(case.citizen_id, {}), rules)
    ]


def _cases(viewer: Viewer, *, team: Team | None) -> CaseQuerySet:
    seen = door.visible_cases(viewer, act=Act.SEE_MY_DAY)
    if team is None:
        return seen.filter(Q(caseworker=viewer.employee) | Q(jobformidler=viewer.employee))
    if team.kind == Team.Kind.VISITATION:
        return seen.filter(jobcenter=team.jobcenter_id)
    return seen.filter(team=team)


def _with_marks(cases: CaseQuerySet) -> CaseQuerySet:
    in_round = Finding.objects.filter(
        citizen=OuterRef("citizen"), round=OuterRef("citizen__next_step__round")
    )
    marks: dict[str, Any] = {mark: Subquery(in_round.values(mark)[:1]) for mark in MARKS}
    return cases.annotate(
        next_round=F("citizen__next_step__round"), next_kind=F("citizen__next_step__kind"), **marks
    ).order_by("citizen__next_step__due", "pk")


def _entries(
    case: Any,
    moved: dict[tuple[Any, int, str], int],
    done: Mapping[int, StepsDone],
    rules: RuleSet,
) -> Iterator[Entry]:
    """The next step and what follows it in the round."""
    moved_on = done.get(case.next_round, NOTHING_DONE).moved_on
    for mark in MARKS[MARKS.index(case.next_kind) :]:
        day = getattr(case, mark)
        if day is None:
            continue
        due = day if mark != MarkKind.M18 else finish_by(day, moved_on=moved_on, rules=rules)
        times = moved.get((case.citizen_id, case.next_round, mark), 0)
        months = months_of(MarkKind(mark), day=day, rules=rules)
        yield Entry(case, case.next_round, mark, months, due, times, is_longer=due != day)


def _moves(citizens: Sequence[Any]) -> dict[tuple[Any, int, str], int]:
    """By the engine, and m18 also by hand, when it was registered that the citizen moved here."""
    counted = Move.objects.filter(citizen__in=citizens).values_list("citizen_id", "round", "mark")
    moved = Counter(
        {(who, number, mark): n for who, number, mark, n in counted.annotate(n=Count("id"))}
    )
    for (citizen, number), times in registry.times_moved_by_hand(citizens).items():
        moved[citizen, number, MarkKind.M18.value] += times
    return moved
