"""What is done to a month status: sent, taken back, opened, approved, passed on; a reason approved.

Each act takes the jobcenter's row first, so that two at once stand in line; the database refuses a
second standing status all the same.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from cases.access import door
from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.casefile.models import Case
from cases.deadlines.rulesets import RuleSet
from cases.findings.queries import rules_in_use
from cases.history import Actor, change
from cases.people.models import Employee, Jobcenter
from reports.committee import queries as committee
from reports.figures import catalogue
from reports.figures import queries as figures
from reports.figures.month import Month
from reports.figures.queries import Counted
from reports.figures.scope import Scope
from reports.status.models import (
    MeetingPlaces,
    MonthStatus,
    ReasonApproval,
    StatusRound,
    StatusStep,
)

Kind = StatusStep.Kind


class MonthNotOver(Exception):
    """A status is judged on the last day of its month, which has not gone."""


class AlreadySent(Exception):
    def __init__(self, status: MonthStatus) -> None:
        super().__init__(str(status))
        self.status = status


class ReasonsMissing(Exception):
    """Late rounds that the sender can see and explain, and that nobody has explained."""

    def __init__(self, rounds: Sequence[Counted]) -> None:
        super().__init__(f"{len(rounds)} uden årsag")
        self.rounds = rounds


def send(
    *, viewer: Viewer, jobcenter: Jobcenter, month: Month, note: str = "", as_of: date
) -> MonthStatus:
    """Freezes the month as it is known now. Raises MonthNotOver, AlreadySent, ReasonsMissing."""
    if not month.is_over(as_of):
        raise MonthNotOver
    with transaction.atomic():
        _lock(jobcenter.pk)
        sent = MonthStatus.objects.of(jobcenter_id=jobcenter.pk, month=month)
        if (standing := sent.standing().first()) is not None:
            raise AlreadySent(standing)
        scope = Scope(month, month.last, jobcenter.pk)
        rounds = list(figures.counted(scope, (*catalogue.STATUS, catalogue.LATE_ALL)))
        if missing := _unexplained(viewer, rounds):
            raise ReasonsMissing(missing)
        return _frozen(
            viewer.employee, jobcenter, scope, rounds, attempt=sent.count() + 1, note=note
        )


def _unexplained(viewer: Viewer, rounds: Sequence[Counted]) -> list[Counted]:
    late = [one for one in rounds if catalogue.LATE_ALL.key in one.keys and not one.reason]
    able = door.visible_cases(viewer, act=Act.EXPLAIN_IN_STATUS)
    reached = set(able.filter(pk__in={one.case_id for one in late}).values_list("pk", flat=True))
    return [one for one in late if one.case_id in reached]


def _frozen(
    by: Employee,
    jobcenter: Jobcenter,
    scope: Scope,
    rounds: Sequence[Counted],
    *,
    attempt: int,
    note: str,
) -> MonthStatus:
    """The numbers are counted off the rounds that are stored: they cannot differ."""
    status = MonthStatus.objects.create(
        jobcenter=jobcenter,
        month=scope.month.first,
        attempt=attempt,
        sent_by=by,
        numbers={
            one.key: sum(one.key in row.keys for row in rounds)
            for one in (*catalogue.STATUS, catalogue.LATE_ALL)
        },
        rule_set=_written_out(rules_in_use()),
        note=note.strip(),
    )
    StatusRound.objects.bulk_create(
        StatusRound(
            status=status,
            keys=list(row.keys),
            **{name: getattr(row, name) for name in figures.FROZEN},
        )
        for row in rounds
    )
    return status


def _written_out(rules: RuleSet) -> dict[str, Any]:
    """Every dated row, in words that need no code to be read."""
    kinds = ("assess_after", "within", "finish_after", "handover_after", "foresight")
    rows = {
        kind: [
            {
                "months": row.months,
                "from": str(row.valid.start),
                "to": str(row.valid.end or ""),
                "paragraph": row.paragraph,
                "source": row.source,
            }
            for row in getattr(rules, kind)
        ]
        for kind in kinds
    }
    exempt = [{"from": str(days.start), "to": str(days.end or "")} for days in rules.exempt]
    return {"name": rules.name, **rows, "exempt": exempt}


class AlreadyTaken(Exception):
    """The step, or one that shuts it out, has been taken meanwhile."""


def withdraw(*, status: MonthStatus, by: Employee, leads: bool = False) -> StatusStep:
    """Only until somebody above has opened it: for the teamchef (`leads`) that is quality control.

    Raises AlreadyTaken.
    """
    below = (Kind.OPENED, Kind.APPROVED) if leads else ()
    with transaction.atomic():
        _lock(status.jobcenter_id)
        if status.steps.exclude(kind__in=below).exists():
            raise AlreadyTaken
        return StatusStep.objects.create(status=status, kind=Kind.WITHDRAWN, by=by)


def open_status(*, status: MonthStatus, by: Employee, is_quality_control: bool) -> None:
    """Noted the first time somebody above the sender reads it; after that it stands.

    What quality control reads before the teamchef has confirmed it is not yet its copy. Nothing is
    locked where all is noted: a step that is taken is never taken away.
    """
    if not _to_note(status.steps.all(), is_quality_control):
        return
    with transaction.atomic():
        _lock(status.jobcenter_id)
        for kind in _to_note(StatusStep.objects.filter(status=status), is_quality_control):
            StatusStep.objects.create(status=status, kind=kind, by=by)


def _to_note(steps: Iterable[StatusStep], is_quality_control: bool) -> list[str]:
    taken = {step.kind for step in steps}
    if Kind.WITHDRAWN in taken:
        return []
    has_its_copy = is_quality_control and Kind.APPROVED in taken
    wanted = [Kind.OPENED, Kind.READ] if has_its_copy else [Kind.OPENED]
    return [kind for kind in wanted if kind not in taken]


def approve(*, viewer: Viewer, status: MonthStatus, note: str = "") -> StatusStep:
    """By the teamchef; quality control has its copy, with `note` as its explanation.

    The team sent without the reasons of those whom it may not see: they are the teamchef's to write.
    Raises AlreadyTaken, ReasonsMissing.
    """
    month = status.of_month
    with transaction.atomic():
        step = _taken(status, Kind.APPROVED, viewer.employee, note, shut_out_by=(Kind.WITHDRAWN,))
        scope = Scope(month, month.last, status.jobcenter_id)
        if missing := _unexplained(viewer, list(figures.counted(scope, (catalogue.LATE_ALL,)))):
            raise ReasonsMissing(missing)
    return step


class NotYetApproved(Exception):
    pass


class NotForTheCommittee(Exception):
    """Its version of the month is closed without this jobcenter (reports.committee)."""


def pass_on(*, status: MonthStatus, kind: str, by: Employee) -> StatusStep:
    """To the director or the committee, by quality control.

    Raises NotYetApproved, NotForTheCommittee, AlreadyTaken.
    """
    if not status.steps.filter(kind=Kind.APPROVED).exists():
        raise NotYetApproved
    where = status.jobcenter_id
    if kind == Kind.TO_COMMITTEE and committee.left_out(month=status.of_month, jobcentres=[where]):
        raise NotForTheCommittee
    return _taken(status, kind, by, "", shut_out_by=(Kind.WITHDRAWN,))


def _taken(
    status: MonthStatus, kind: str, by: Employee, note: str, *, shut_out_by: Sequence[str]
) -> StatusStep:
    with transaction.atomic():
        _lock(status.jobcenter_id)
        if status.steps.filter(kind__in=(kind, *shut_out_by)).exists():
            raise AlreadyTaken
        return StatusStep.objects.create(status=status, kind=kind, by=by, note=note.strip())


def approve_reason(*, case: Case, number: int, reason: str, by: Employee) -> ReasonApproval:
    """Of this wording. Raises AlreadyTaken."""
    with transaction.atomic():
        _lock(case.jobcenter_id)
        known = ReasonApproval.objects.filter(case=case, round=number, reason=reason)
        if known.exists():
            raise AlreadyTaken
        return ReasonApproval.objects.create(case=case, round=number, reason=reason, by=by)


def set_places(
    *, jobcenter: Jobcenter, valid_from: date, places: int, actor: Actor
) -> MeetingPlaces:
    """From that day on; a number already set for the day is replaced."""
    with change(actor=actor):
        _lock(jobcenter.pk)
        row = MeetingPlaces.objects.filter(jobcenter=jobcenter, valid_from=valid_from).first()
        row = row or MeetingPlaces(jobcenter=jobcenter, valid_from=valid_from)
        row.places = places
        row.save()
        return row


def _lock(jobcenter_id: int) -> None:
    Jobcenter.objects.select_for_update(no_key=True).get(pk=jobcenter_id)
