"""The day is under way for the accounts that are shown: something is done, something is put off.

Each by the operation that the page would call, in the employee's own name.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from cases.access import door
from cases.access.viewer import viewer_for
from cases.casefile import operations as casefile
from cases.casefile.models import Case
from cases.history import Actor, change
from cases.myday import operations, queries
from cases.myday.registry import Task
from cases.myday.rules import WEEK, Split
from cases.nextsteps.models import NextStep
from cases.people.models import Employee
from cases.working_days import next_working_day_after
from flexjob.demo.organisation import ACCOUNTS, Unit
from revurdering import operations as revurdering
from revurdering.models import Revurdering

DONE, PUT_OFF, EACH = 2, 2, 3
LEGAL = (NextStep.Kind.M12, NextStep.Kind.M18)
ONE_DAY = timedelta(days=1)
THREE_MONTHS = timedelta(days=90)
ACTS: dict[str, Callable[..., object]] = {
    "revurdering-m10": revurdering.hand_over,
    "revurdering-m12": revurdering.start,
    "revurdering-m18": partial(revurdering.finish, outcome=Revurdering.Outcome.STILL_ENTITLED),
}


def begin(unit: Unit, *, as_of: date) -> None:
    """For everyone who has a day; `unit` is where most of them work."""
    _keep_the_team_busy(unit, as_of=as_of)
    _give_work(unit, as_of=as_of)
    _moved_here(unit, as_of=as_of)
    usernames = [account.username for account in ACCOUNTS]
    for employee in Employee.objects.filter(username__in=usernames).order_by("username"):
        _put_off(employee, as_of=as_of)
        _do(employee, unit, as_of=as_of)


def _give_work(unit: Unit, *, as_of: date) -> None:
    """The first caseworker and the first jobformidler get some of each kind of step, whatever was
    drawn for them: over the deadline, in the week, and with the team."""
    anne, jonas = unit.caseworkers[0][0], unit.jobformidlere[0]
    seen = door.visible_cases(viewer_for(anne, as_of=as_of)).open()
    here = seen.filter(jobcenter=unit.jobcenter).order_by("citizen__next_step__due", "pk")
    week = (as_of + ONE_DAY, as_of + WEEK)
    chosen: list[Case] = []
    for kind in NextStep.Kind.values:
        step = here.filter(citizen__next_step__kind=kind)
        chosen += step.filter(citizen__next_step__due__lte=as_of).reverse()[:EACH]
        chosen += step.filter(citizen__next_step__due__range=week)[:EACH]
    actor = Actor.employee(unit.leader)
    casefile.reassign_cases(cases=chosen, to=anne, actor=actor, reason="Omfordeling", as_of=as_of)
    with change(actor=actor, reason="Omfordeling"):
        for case in chosen[:EACH]:
            current = casefile.case_to_change(case, version=None)
            current.jobformidler = jonas
            current.save(update_fields=["jobformidler", "version"])


def _keep_the_team_busy(unit: Unit, *, as_of: date) -> None:
    """Something for the team to receive, and for the teamchef to wait for."""
    seen = door.visible_cases(viewer_for(unit.leader, as_of=as_of)).open()
    theirs = seen.filter(caseworker__isnull=False, citizen__next_step__due__lt=as_of)
    ready = theirs.select_related("caseworker", "citizen__next_step").order_by("pk")
    for case in ready.filter(citizen__next_step__kind=NextStep.Kind.M10)[:EACH]:
        revurdering.hand_over(case=case, on=as_of, **_by_its_caseworker(case, as_of))
    for case in ready.filter(citizen__next_step__kind__in=LEGAL)[:EACH]:
        revurdering.give_lateness_reason(
            case=case,
            number=_round_of(case),
            reason="Afventer speciallægeerklæring",
            **_by_its_caseworker(case, as_of),
        )


def _moved_here(unit: Unit, *, as_of: date) -> None:
    """Two citizens whose 18 months cannot be kept because they moved: one has passed them, if any."""
    seen = door.visible_cases(viewer_for(unit.leader, as_of=as_of)).open()
    begun = seen.filter(caseworker__isnull=False, citizen__next_step__kind=NextStep.Kind.M18)
    ready = begun.select_related("caseworker", "citizen__next_step").order_by("-pk")
    passed = (as_of - THREE_MONTHS, as_of - ONE_DAY)
    ahead = (as_of + WEEK + ONE_DAY, as_of + THREE_MONTHS)
    for span in (passed, ahead):
        for case in ready.filter(citizen__next_step__due__range=span)[:1]:
            m18 = case.citizen.next_step.due
            assert m18 is not None  # asked for
            revurdering.register_tilflytning(
                case=case,
                number=_round_of(case),
                on=min(m18, as_of) - timedelta(days=25),
                why="Sagen kom først fra den gamle kommune tre uger efter flytningen",
                **_by_its_caseworker(case, as_of),
            )


def _round_of(case: Case) -> int:
    assert case.citizen.next_step.round is not None  # it has a next step
    return case.citizen.next_step.round


def _by_its_caseworker(case: Case, as_of: date) -> dict[str, Any]:
    """As the form would have it, under the version it was shown with."""
    assert case.caseworker
    record = Revurdering.objects.filter(citizen=case.citizen_id, round=_round_of(case)).first()
    return {
        "as_of": as_of,
        "actor": Actor.employee(case.caseworker),
        "version": record.version if record else None,
    }


def _put_off(employee: Employee, *, as_of: date) -> None:
    until = next_working_day_after(as_of)
    may_wait = [
        (task, case)
        for task, case in _tasks(employee, as_of=as_of, last_page=True)
        if task.legal_date is None or task.legal_date > until
    ]
    operations.snooze(
        chosen=may_wait[-_few(may_wait, PUT_OFF) :],
        until=until,
        employee=employee,
        as_of=as_of,
        reason="Venter på svar fra borgeren",
    )


def _few(tasks: list[tuple[Task, Case]], most: int) -> int:
    """So that something is left to do where there is little."""
    return min(most, len(tasks) // 4 + 1)


def _do(employee: Employee, unit: Unit, *, as_of: date) -> None:
    # Where 12 months will never be reached there is a task and no round to act on.
    able = [
        one
        for one in _tasks(employee, as_of=as_of)
        if one[0].kind.name in ACTS and one[0].legal_date
    ]
    for task, case in able[-_few(able, DONE) :]:
        ACTS[task.kind.name](case=case, as_of=as_of, **_of_the_round(task, case, employee, as_of))
    unassigned = [case for task, case in _tasks(employee, as_of=as_of) if task.kind.is_hand_over]
    casefile.reassign_cases(
        cases=unassigned[:DONE],
        to=unit.caseworkers[-1][0],
        actor=Actor.employee(employee),
        reason="Fordelt",
        as_of=as_of,
    )


def _of_the_round(task: Task, case: Case, employee: Employee, as_of: date) -> dict[str, Any]:
    """As the form would have it: today, under the version it was shown with."""
    record = Revurdering.objects.filter(citizen=case.citizen_id, round=task.round).first()
    return {
        "on": as_of,
        "actor": Actor.employee(employee),
        "version": record.version if record else None,
    }


def _tasks(employee: Employee, *, as_of: date, last_page: bool = False) -> list[tuple[Task, Case]]:
    """Once a case: what is done to it may end its other tasks. The law's stand first."""
    viewer = viewer_for(employee, as_of=as_of)
    day = queries.day_of(viewer, Split.NOW)
    if last_page and day.counts.splits[Split.NOW] > queries.ROWS:
        number = -(-day.counts.splits[Split.NOW] // queries.ROWS)
        day = queries.day_of(viewer, Split.NOW, number=number)
    keys = [task.case_id for task in day.tasks]
    found = queries.tasks_on(viewer, keys)
    tasks = {task.case_id: task for task in found if task.split is Split.NOW}
    cases = queries.cases_of(viewer, tasks)
    return [(task, cases[key]) for key, task in tasks.items() if key in cases]
