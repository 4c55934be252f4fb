"""Putting tasks off, and taking that back. Each person's own list; the deadline stays where it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from cases.casefile.models import Case
from cases.history import Actor, change
from cases.myday import rules
from cases.myday.models import Snooze
from cases.myday.registry import Task
from cases.people.models import Employee


@dataclass(frozen=True)
class Told:
    """One task that was put off or called back, and what stood before."""

    snooze_id: int
    task: Task
    case: Case
    before: date | None
    until: date | None


@dataclass(frozen=True)
class Report:
    """Some may be put off where others may not: each is told of by itself."""

    done: list[Told] = field(default_factory=list)
    beyond: list[tuple[Case, date]] = field(default_factory=list)
    may_not_wait: list[Case] = field(default_factory=list)


Chosen = Sequence[tuple[Task, Case]]


def snooze(
    *, chosen: Chosen, until: date, employee: Employee, as_of: date, reason: str = ""
) -> Report:
    """Raises rules.NotLater; then nothing is put off. The tasks are the viewer's, as just read."""
    report = Report()
    with change(actor=Actor.employee(employee), reason=reason):
        for task, case in _in_order(chosen):
            try:
                rules.check_snooze(legal_date=task.legal_date, until=until, as_of=as_of)
            except rules.BeyondTheLaw as law:
                report.beyond.append((case, law.limit))
            except rules.MayNotWait:
                report.may_not_wait.append(case)
            else:
                report.done.append(_put(task, case, until, employee=employee, reason=reason))
    return report


def call_back(*, chosen: Chosen, employee: Employee) -> list[Told]:
    """The tasks are back at once."""
    with change(actor=Actor.employee(employee)):
        return [
            _put(task, case, None, employee=employee)
            for task, case in _in_order(chosen)
            if task.snoozed_until is not None
        ]


def undo(
    *, told: Iterable[tuple[int, date | None, date | None]], employee: Employee
) -> list[Snooze]:
    """`told`: key, day before and day after. One that has changed since is left as it is."""
    undone = []
    with change(actor=Actor.employee(employee), reason="Fortrudt"):
        for key, before, until in sorted(told, key=lambda one: one[0]):
            mine = Snooze.objects.select_for_update().filter(pk=key, by=employee, until=until)
            for found in mine.select_related("case"):
                found.until = before
                found.save(update_fields=["until"])
                undone.append(found)
    return undone


def _in_order(chosen: Chosen) -> Chosen:
    """Always locked in one order."""
    return sorted(chosen, key=lambda one: (one[0].case_id, one[0].kind.name))


def _put(
    task: Task, case: Case, until: date | None, *, employee: Employee, reason: str = ""
) -> Told:
    found, is_new = Snooze.objects.select_for_update().get_or_create(
        by=employee,
        case=case,
        task=task.kind.name,
        defaults={"until": until, "reason": reason},
    )
    before = None if is_new else found.until
    if not is_new:
        found.until, found.reason = until, reason
        found.save(update_fields=["until", "reason"])
    return Told(found.pk, task, case, before, until)
