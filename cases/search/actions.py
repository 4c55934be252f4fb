"""What Ctrl K offers on the case whose page is open: its tasks, and why its date is what it is."""

from datetime import date
from typing import Any

from django.urls import reverse

from cases.access import door
from cases.access.viewer import Viewer
from cases.casefile.models import Case
from cases.danish import dates
from cases.myday import queries
from cases.myday.registry import Task

WHY = "Hvorfor er fristen"


def current_case(viewer: Viewer, number: str) -> Case | None:
    """Named by the page; looked up as if it were searched for."""
    if not number:
        return None
    return door.visible_cases(viewer).filter(number=number[:16]).first()


def on_the_case(viewer: Viewer, case: Case, *, text: str) -> list[dict[str, Any]]:
    tasks = queries.tasks_on(viewer, [case.pk])
    offered = [_task(task, case) for task in tasks if not task.kind.is_hand_over]
    offered += [_why(task, case, task.due) for task in tasks if task.kind.mark and task.due]
    return [option for option in offered if matches(text, option["title"])]


def matches(text: str, title: str) -> bool:
    """Each word typed begins a word of the title, in any order."""
    words = title.casefold().split()
    return all(any(word.startswith(typed) for word in words) for typed in text.casefold().split())


def _task(task: Task, case: Case) -> dict[str, Any]:
    due = f"frist {dates.table(task.due)}" if task.due else ""
    return {
        "title": task.kind.verb,
        "detail": " · ".join(part for part in (case.number, due) if part),
        "url": reverse(task.kind.url_name, args=[case.number]),
    }


def _why(task: Task, case: Case, due: date) -> dict[str, Any]:
    assert task.due is not None
    return {
        "title": f"{WHY} {dates.long(due)}?",
        "detail": case.number,
        "url": reverse("sag_hvorfor", args=[case.number, task.round, task.kind.mark]),
    }
