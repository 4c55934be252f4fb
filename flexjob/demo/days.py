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
ONE_DAY = timedelta(days=1)
ACTS: dict[str, Callable[..., object]] = {
    "revurdering-m10": revurdering.hand_over,
    "revurdering-m12": revurdering.start,
    "revurdering-m18": partial(revurdering.finish, outcome=Revurdering.Outcome.STILL_ENTITLED),
}


def begin(unit: Unit, *, as_of: date) -> None:
    """For everyone who has a day; `unit` is where most of them work."""
    _give_work(unit, as_of=as_of)
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


def _put_off(employee: Employee, *, as_of: date) -> None:
    until = next_working_day_after(as_of)
    may_wait = [
        (task, case)
        for task, case in _tasks(employee, as_of=as_of)
        if task.legal_date is None or task.legal_date > until
    ]
    operations.snooze(
        chosen=may_wait[-PUT_OFF:],
        until=until,
        employee=employee,
        as_of=as_of,
        reason="Venter på svar fra borgeren",
    )


def _do(employee: Employee, unit: Unit, *, as_of: date) -> None:
    able = [one for one in _tasks(employee, as_of=as_of) if one[0].kind.name in ACTS]
    for task, case in able[:DONE]:
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


def _tasks(employee: Employee, *, as_of: date) -> list[tuple[Task, Case]]:
    """Once a case: what is done to it may end its other tasks."""
    viewer = viewer_for(employee, as_of=as_of)
    keys = [task.case_id for task in queries.day_of(viewer, Split.NOW).tasks]
    found = queries.tasks_on(viewer, keys)
    tasks = {task.case_id: task for task in found if task.split is Split.NOW}
    cases = queries.cases_of(viewer, tasks)
    return [(task, cases[key]) for key, task in tasks.items() if key in cases]
