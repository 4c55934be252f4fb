"""A status as pages ask for it: where it stands, what it said, and what is known today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from cases.access import door
from cases.access.viewer import Viewer
from cases.casefile.models import Case
from cases.people.models import Jobcenter
from reports.figures import catalogue, history
from reports.figures import queries as figures
from reports.figures.catalogue import Figure
from reports.figures.month import Month
from reports.figures.queries import FROZEN, Listing, Row
from reports.figures.scope import Scope
from reports.status.models import MonthStatus, StatusStep

Kind = StatusStep.Kind
Placed = dict[tuple[int, int], tuple[str, ...]]  # by case and round


def standing(*, jobcenter_id: int, month: Month) -> MonthStatus | None:
    sent = MonthStatus.objects.of(jobcenter_id=jobcenter_id, month=month).standing()
    return _with_steps(sent).first()


def taken_back_explanation(*, jobcenter_id: int, month: Month) -> str:
    """What was written with the latest status that was taken back; empty if nothing was."""
    steps = StatusStep.objects.filter(
        status__in=MonthStatus.objects.of(jobcenter_id=jobcenter_id, month=month),
        kind=Kind.APPROVED,
    )
    return steps.order_by("-at").values_list("note", flat=True).first() or ""


def taken_back_note(*, jobcenter_id: int, month: Month) -> str:
    """The team's remark on the latest status that was taken back; empty if nothing was."""
    sent = MonthStatus.objects.of(jobcenter_id=jobcenter_id, month=month)
    gone = sent.filter(steps__kind=Kind.WITHDRAWN).order_by("-attempt")
    return gone.values_list("note", flat=True).first() or ""


def all_of(month: Month) -> dict[int, MonthStatus]:
    """By jobcenter; who is missing has sent none."""
    sent = MonthStatus.objects.filter(month=month.first).standing()
    return {one.jobcenter_id: one for one in _with_steps(sent)}


def _with_steps(sent: "QuerySet[MonthStatus]") -> "QuerySet[MonthStatus]":
    steps = Prefetch("steps", StatusStep.objects.select_related("by"))
    return sent.select_related("jobcenter", "sent_by").prefetch_related(steps)


def reporting_jobcentres(*, month: Month) -> list[Jobcenter]:
    """Those that were there when the month ended, and had a case: one opened later owes nothing."""
    cases = Case.objects.filter(jobcenter=OuterRef("pk"), opened_on__lte=month.last)
    everyone = Jobcenter.objects.filter(Exists(cases)).order_by("name")
    return [one for one in everyone if one.closed_on is None or one.closed_on > month.last]


def step(status: MonthStatus, kind: str) -> StatusStep | None:
    return next((one for one in status.steps.all() if one.kind == kind), None)


@dataclass(frozen=True)
class Compared:
    """One number as it was sent, as the system knew it then, and as it is known today."""

    figure: Figure
    sent: int | None
    then: int
    now: int

    @property
    def has_changed(self) -> bool:
        return (self.then if self.sent is None else self.sent) != self.now


@dataclass(frozen=True)
class Comparison:
    """`not_reckoned`: citizens whose facts of then cannot be computed; `then` is without them."""

    lines: Sequence[Compared]
    not_reckoned: Sequence[UUID]


def compared(
    *,
    jobcenter_id: int,
    month: Month,
    status: MonthStatus | None,
    moment: datetime,
    judged_on: date,
) -> Comparison:
    """`moment`: when the status was sent; without one, when it should have been, or now.

    `judged_on`: as the lists behind the numbers are, so that they open what they say.
    """
    scope = Scope(month, judged_on, jobcenter_id)
    known = history.as_known(moment, jobcenter_id=jobcenter_id)
    shown = (*catalogue.STATUS, catalogue.LATE_ALL)
    then = figures.numbers(scope, shown, source=known.source)
    now = figures.numbers(scope, shown)
    sent: Mapping[str, int] = status.numbers if status else {}
    lines = [Compared(one, sent.get(one.key), then[one.key], now[one.key]) for one in shown]
    return Comparison(lines, known.not_reckoned)


def newest_cases(
    viewer: Viewer, citizens: Sequence[UUID], *, jobcenter_id: int
) -> dict[UUID, Case]:
    """Of those whom the viewer may see, by citizen: the newest case in that jobcenter."""
    if not citizens:
        return {}
    cases = door.visible_cases(viewer).filter(citizen__in=citizens, jobcenter=jobcenter_id)
    return {case.citizen_id: case for case in cases.order_by("opened_on", "pk")}


@dataclass(frozen=True)
class Corrected:
    """A round that is counted otherwise today than in the status that was sent."""

    case_id: int
    round: int
    left: Sequence[Figure]
    joined: Sequence[Figure]


def corrections(status: MonthStatus) -> list[Corrected]:
    scope = Scope(status.of_month, status.of_month.last, status.jobcenter_id)
    now: Placed = {one.place: one.keys for one in figures.counted(scope, catalogue.STATUS)}
    keys = [one.key for one in catalogue.STATUS]
    then: Placed = {}
    for frozen in status.rounds.all():
        then[frozen.case_id, frozen.round] = tuple(key for key in keys if key in frozen.keys)
    found = []
    for place in sorted(then.keys() | now.keys()):
        was, is_now = set(then.get(place, ())), set(now.get(place, ()))
        if was != is_now:
            found.append(Corrected(*place, _figures(was - is_now), _figures(is_now - was)))
    return found


def frozen_listing(
    viewer: Viewer, status: MonthStatus, figure: Figure, *, first: int, at_most: int
) -> Listing:
    """Behind a number that was sent: its rounds as they were frozen, whatever has changed since."""
    rounds = status.rounds.filter(keys__contains=[figure.key])
    seen = rounds.filter(case__in=door.visible_cases(viewer))
    page = list(seen.order_by("next_due", "case", "round")[first : first + at_most])
    rows = [Row(**{name: getattr(one, name) for name in FROZEN}) for one in page]
    cases = door.visible_cases(viewer).select_related("citizen", "caseworker")
    found = cases.in_bulk({row.case_id for row in rows})
    count = seen.count()
    return Listing(rows, found, count, rounds.count() - count)


def _figures(keys: set[str]) -> list[Figure]:
    return [one for one in catalogue.STATUS if one.key in keys]


def end_of(month: Month) -> datetime:
    """The midnight on which the month was over."""
    return timezone.make_aware(datetime.combine(month.after, time.min))
