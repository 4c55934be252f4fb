"""What Min dag reads: how much stands under each split, one page of it, and the week ahead."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from cases import paging
from cases.access import door
from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.casefile.models import Case
from cases.deadlines.explanation import MarkKind, months_of
from cases.findings.queries import rules_in_use
from cases.myday import placing, registry
from cases.myday.placing import Reach
from cases.myday.registry import Task
from cases.myday.rules import Split

ROWS = 50
ONE_DAY = timedelta(days=1)

FIELDS = "name, case_id, split, due, since, round, legal_date, until"
ORDERED = """
    ORDER BY CASE WHEN split = 'udskudt' THEN until END, rank, due NULLS LAST, since, case_id, name
"""
EVERY = f"SELECT {FIELDS} FROM placed {ORDERED}"
# What is stacked is due already; said by its columns, PostgreSQL sees that it may stop early.
LATE = """
    SELECT count(*) FROM (
        SELECT FROM placed
        WHERE until IS NULL OR until <= %(as_of)s OR legal_date <= %(as_of)s
        LIMIT %(at_most)s
    ) AS late
"""
# How much stands on each day under each split, and one page of a split: the tasks are found once.
DAY = f"""
    SELECT count, hidden, {FIELDS} FROM (
        SELECT count(*) AS count, hidden, split, NULL AS name, NULL AS case_id,
            CASE WHEN side <> 0 THEN NULL WHEN due < %(as_of)s THEN %(yesterday)s ELSE due END AS due,
            NULL::date AS since, NULL AS round, NULL::date AS legal_date, NULL::date AS until,
            NULL::integer AS rank
        FROM placed WHERE split IS NOT NULL GROUP BY hidden, split, 6
        UNION ALL
        (SELECT NULL, hidden, split, name, case_id, due, since, round, legal_date, until, rank
         FROM placed WHERE split = %(split)s AND NOT hidden {ORDERED}
         LIMIT %(rows)s OFFSET %(first)s)
    ) AS found {ORDERED}
"""


@dataclass(frozen=True)
class Counts:
    """Citizens with restricted access stand in `restricted` and nowhere else."""

    splits: Counter[Split] = field(default_factory=Counter)
    restricted: Counter[Split] = field(default_factory=Counter)
    overdue: int = 0
    today: int = 0  # without what is put off
    undated: int = 0
    days: Counter[date] = field(default_factory=Counter)  # due from today on, put off or not


@dataclass(frozen=True)
class Day:
    """`done` names what was done, and on which case; the other splits hold tasks.

    `number` is the page that is shown: what was done since may have left fewer than were asked for.
    """

    counts: Counts
    tasks: list[Task]
    done: list[tuple[str, int]]
    number: int
    pages: int


def day_of(viewer: Viewer, split: Split, *, number: int = 1) -> Day:
    day = _page_of_day(viewer, split, number=number)
    return day if number <= day.pages else _page_of_day(viewer, split, number=day.pages)


def _page_of_day(viewer: Viewer, split: Split, *, number: int) -> Day:
    rows = placing.ask(
        Reach(viewer, hidden=True, done=True),
        DAY,
        yesterday=viewer.as_of - ONE_DAY,
        split=split.value,
        rows=ROWS,
        first=(number - 1) * ROWS,
    )
    page = [row[2:] for row in rows if row[0] is None]
    counts = _counted([row for row in rows if row[0] is not None], as_of=viewer.as_of)
    pages = paging.pages_of(counts.splits[split], size=ROWS)
    if split is Split.DONE:
        done = [(registry.done_label(name), case_id) for name, case_id, *_ in page]
        return Day(counts, [], done, number, pages)
    return Day(counts, _with_months([_task(*row) for row in page]), [], number, pages)


def _with_months(tasks: list[Task]) -> list[Task]:
    """By the rules in use, which are asked for once."""
    rules = rules_in_use() if any(task.kind.mark for task in tasks) else None
    return [
        replace(task, months=months_of(MarkKind(task.kind.mark), day=task.due, rules=rules))
        if rules and task.kind.mark and task.due
        else task
        for task in tasks
    ]


def _counted(rows: Iterable[tuple[Any, ...]], *, as_of: date) -> Counts:
    splits: Counter[Split] = Counter()
    restricted: Counter[Split] = Counter()
    days: Counter[date] = Counter()
    overdue = today = undated = 0
    for count, hidden, _, _, name, day, *_ in rows:
        split = Split(name)
        (restricted if hidden else splits)[split] += count
        if hidden:
            continue
        if day is not None and day >= as_of:
            days[day] += count
            today += count if split is Split.NOW else 0
        elif split is Split.NOW:
            overdue, undated = (overdue + count, undated) if day else (overdue, undated + count)
    return Counts(splits, restricted, overdue, today, undated, days)


def late_count(viewer: Viewer, *, at_most: int) -> int:
    """How many tasks are over or at their deadline, counted no further than `at_most`."""
    rows = placing.ask(Reach(viewer, late=True), LATE, at_most=at_most)
    return int(rows[0][0]) if rows else 0


def tasks_on(viewer: Viewer, cases: Sequence[int]) -> list[Task]:
    """Every task on these cases that is the viewer's, however far ahead, put off or not."""
    rows = [_task(*row) for row in placing.ask(Reach(viewer, cases=cases, ahead=True), EVERY)]
    return [task for task in rows if not task.kind.waits_for]


def next_due(viewer: Viewer) -> date | None:
    """The first day after today on which something is due; each kind answers by its own index."""
    found = []
    for kind in registry.kinds_for(viewer):
        if kind.due and not kind.waits_for:
            cases = kind.narrow(door.visible_cases(viewer, act=kind.act), viewer)
            later = cases.filter(Q(**{f"{kind.due}__gt": viewer.as_of})).order_by(kind.due)
            found.append(later.values_list(kind.due, flat=True).first())
    return min((day for day in found if day), default=None)


def cases_of(viewer: Viewer, keys: Iterable[int]) -> dict[int, Case]:
    """By key; without those that have left the viewer's reach."""
    seen = door.visible_cases(viewer).filter(pk__in=set(keys))
    return {case.pk: case for case in seen.select_related("citizen", "jobcenter", "caseworker")}


def cases_numbered(viewer: Viewer, numbers: Iterable[str]) -> dict[int, Case]:
    seen = door.visible_cases(viewer, act=Act.SEE_MY_DAY).filter(number__in=set(numbers))
    return {case.pk: case for case in seen.select_related("citizen", "jobcenter")}


def _task(
    name: str,
    case_id: int,
    split: str | None,
    due: date | None,
    since: date | None,
    round_number: int | None,
    legal_date: date | None,
    until: date | None,
) -> Task:
    return Task(
        kind=registry.kind_named(name),
        case_id=case_id,
        split=Split(split) if split else None,
        due=due,
        since=since,
        round=round_number,
        legal_date=legal_date,
        snoozed_until=until,
    )
