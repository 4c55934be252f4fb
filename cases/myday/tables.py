"""Finished rows for Min dag."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from cases import paging
from cases.casefile.models import Case
from cases.danish import dates, numbers
from cases.danish.nearness import Nearness, nearness
from cases.myday.queries import Counts
from cases.myday.registry import Task
from cases.myday.rules import SPLIT_LABELS, WEEK, Split


@dataclass(frozen=True)
class Row:
    case: Case
    verb: str
    key: str = ""  # what a checkbox sends; empty where nothing can be chosen
    due: date | None = None
    since: date | None = None
    why: str = ""
    why_url: str = ""
    badge: Nearness | None = None
    status: str = ""
    tone: str = "neutral"
    button: str = ""
    url: str = ""
    is_hand_over: bool = False
    is_done: bool = False


def rows(tasks: Sequence[Task], cases: Mapping[int, Case], *, as_of: date) -> list[Row]:
    return [
        _row(task, case, as_of=as_of)
        for task in tasks
        if (case := cases.get(task.case_id)) is not None
    ]


def done_rows(done: Sequence[tuple[str, int]], cases: Mapping[int, Case]) -> list[Row]:
    return [
        Row(
            cases[case_id],
            label,
            status="Færdig",
            is_done=True,
            button="Se sagen",
            url=reverse("sag", args=[cases[case_id].number]),
        )
        for label, case_id in done
        if case_id in cases
    ]


def key_of(task: Task, case: Case) -> str:
    return f"{case.number} {task.kind.name}"


def _row(task: Task, case: Case, *, as_of: date) -> Row:
    kind = task.kind
    status, tone = _status(task)
    return Row(
        case=case,
        verb=kind.verb,
        key="" if kind.waits_for else key_of(task, case),
        due=task.due,
        since=task.since,
        why=kind.why(task, as_of),
        why_url=_why_url(task, case),
        badge=nearness(task.due, as_of=as_of) if task.due and not status else None,
        status=status,
        tone=tone,
        button=kind.button,
        url=reverse(kind.url_name, args=[case.number]),
        is_hand_over=kind.is_hand_over,
    )


def _status(task: Task) -> tuple[str, str]:
    if task.split is Split.SNOOZED and task.snoozed_until:
        return f"Udskudt til {dates.table(task.snoozed_until)}", "neutral"
    if task.split is Split.OTHERS:
        return f"Afventer {task.kind.waits_for}", "waiting"
    return "", ""


def _why_url(task: Task, case: Case) -> str:
    if not task.kind.mark or task.round is None:
        return ""
    return reverse("sag_hvorfor", args=[case.number, task.round, task.kind.mark])


def tabs(counts: Counts, current: Split) -> list[dict[str, Any]]:
    """With nothing chosen the address is bare: Kræver handling."""
    return [
        {
            "label": label,
            "count": numbers.number(counts.splits[split]),
            "url": address(split),
            "current": split is current,
        }
        for split, label in SPLIT_LABELS.items()
    ]


def address(split: Split, *, page: int = 1) -> str:
    chosen = [f"del={split.value}"] if split is not Split.NOW else []
    chosen += [f"side={page}"] if page > 1 else []
    return reverse("min_dag") + (f"?{'&'.join(chosen)}" if chosen else "")


def pagination(split: Split, *, total: int, number: int, count: int) -> dict[str, Any] | None:
    """`count`: pages. Of the `total` those without a citizen all stand on the first."""
    return paging.ways(
        number=number,
        count=count,
        total=numbers.counted(total, "opgave", "opgaver"),
        address=lambda page: address(split, page=page),
    )


def week(counts: Counts, *, as_of: date) -> list[dict[str, Any]]:
    """Today, and the days that Denne uge holds."""
    days = [as_of + timedelta(days=number) for number in range(WEEK.days + 1)]
    return [
        {
            "label": f"{dates.WEEKDAYS[day.weekday()]} {day.day}.{day.month}.",
            "count": counts.days[day],
            "is_today": day == as_of,
        }
        for day in days
    ]
