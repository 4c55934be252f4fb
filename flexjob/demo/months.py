"""The months behind us have their status: sent by the team, approved by the teamchef, and passed on.

Each by the operation that the page would call. The last month is at every stage of its way: owed by
the first jobcenter, sent by the second, approved in the third. One case is corrected afterwards.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from cases.access.viewer import Viewer, viewer_for
from cases.history import Actor
from cases.people.models import Employee, Role
from cases.periods import operations as periods
from flexjob.demo.guard import ACTOR
from flexjob.demo.organisation import Unit
from flexjob.demo.timeliness import REASONS
from reports.figures import catalogue
from reports.figures.month import Month, to_report
from reports.figures.scope import Scope
from reports.status import operations
from reports.status.late import late_rounds
from reports.status.models import MonthStatus, StatusStep
from revurdering import operations as revurdering

MONTHS, PLACES = 4, 5
Kind = StatusStep.Kind


def report(units: Sequence[Unit], *, as_of: date, kontrol: str) -> None:
    quality = Employee.objects.get(username=kontrol)
    last = to_report(as_of)
    for place, unit in enumerate(units):
        operations.set_places(
            jobcenter=unit.jobcenter,
            valid_from=as_of - timedelta(days=200),
            places=PLACES,
            actor=Actor.employee(unit.leader),
        )
        months = [last.plus(-back) for back in reversed(range(MONTHS))]
        for month in months if place else months[:-1]:
            status = _sent(unit, month, as_of=as_of)
            if month < last or place == len(units) - 1:
                operations.approve(viewer=viewer_for(unit.leader, as_of=as_of), status=status)
            if month < last:
                operations.pass_on(status=status, kind=Kind.TO_DIRECTOR, by=quality)
                operations.pass_on(status=status, kind=Kind.TO_COMMITTEE, by=quality)
    _correct_one(as_of=as_of)


def _sent(unit: Unit, month: Month, *, as_of: date) -> MonthStatus:
    leader = viewer_for(unit.leader, as_of=as_of)
    _explain(leader, Scope(month, month.last, unit.jobcenter.pk), as_of=as_of)
    team = viewer_for(_visitation(unit), as_of=as_of)
    return operations.send(viewer=team, jobcenter=unit.jobcenter, month=month, as_of=as_of)


def _explain(leader: Viewer, scope: Scope, *, as_of: date) -> None:
    """Whatever was late and nobody had said why."""
    for number, late in enumerate(late_rounds(leader, scope).unexplained):
        revurdering.give_lateness_reason(
            case=late.case,
            number=late.row.round or 0,
            reason=REASONS[number % len(REASONS)],
            as_of=as_of,
            actor=leader.actor,
            version=late.row.version,
        )


def _visitation(unit: Unit) -> Employee:
    return Employee.objects.filter(
        role_assignments__role=Role.VISITATIONSTEAM, role_assignments__jobcenter=unit.jobcenter
    ).earliest("pk")


def _correct_one(*, as_of: date) -> None:
    """So that a sent status has something beside it."""
    status = MonthStatus.objects.earliest("-month", "-jobcenter")
    late = status.rounds.filter(keys__contains=[catalogue.OPEN_LATE.key], case__closed_on=None)
    for row in late.select_related("case__citizen")[:20]:
        period = row.case.citizen.periods.standing().order_by("start").last()
        if period is None or period.end is not None or period.kind != period.Kind.LEDIGHEDSYDELSE:
            continue
        periods.correct_period(
            period_id=period.pk,
            version=period.version,
            kind=period.kind,
            start=period.start + timedelta(days=120),
            end=None,
            reason="Rettet efter afstemning",
            actor=ACTOR,
            as_of=as_of,
        )
        return
