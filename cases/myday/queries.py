"""What Min dag reads: how much stands under each split, one page of it, and the week ahead."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from cases.access import door
from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.casefile.models import Case
from cases.myday import placing, registry
from cases.myday.placing import Reach
from cases.myday.registry import Task
from cases.myday.rules import Split

ROWS = 50
ONE_DAY = timedelta(days=1)

COUNT = """
    SELECT split, hidden,
        CASE WHEN side <> 0 THEN NULL WHEN due < %(as_of)s THEN %(yesterday)s ELSE due END AS day,
        count(*)
    FROM placed WHERE split IS NOT NULL GROUP BY 1, 2, 3
"""
FIELDS = "name, case_id, split, due, since, round, legal_date, until"
PAGE = f"""
    SELECT {FIELDS} FROM placed WHERE split = %(split)s
    ORDER BY CASE WHEN split = 'udskudt' THEN until END, rank, due NULLS LAST, since, case_id, name
    LIMIT %(rows)s OFFSET %(first)s
"""
EVERY = f"SELECT {FIELDS} FROM placed ORDER BY rank, due NULLS LAST, since, case_id, name"


@dataclass(frozen=True)
class Counts:
    """Citizens with restricted access stand in `restricted` and nowhere else."""

    splits: Counter[Split] = field(default_factory=Counter)
    restricted: Counter[Split] = field(default_factory=Counter)
    overdue: int = 0
    undated: int = 0
    days: Counter[date] = field(default_factory=Counter)  # due from today on, put off or not


def counts(viewer: Viewer) -> Counts:
    yesterday = viewer.as_of - ONE_DAY
    splits: Counter[Split] = Counter()
    restricted: Counter[Split] = Counter()
    days: Counter[date] = Counter()
    overdue = undated = 0
    reach = Reach(viewer, hidden=True, done=True)
    for name, hidden, day, count in placing.ask(reach, COUNT, yesterday=yesterday):
        split = Split(name)
        (restricted if hidden else splits)[split] += count
        if hidden:
            continue
        if day is not None and day > yesterday:
            days[day] += count
        elif split is Split.NOW:
            overdue, undated = (overdue + count, undated) if day else (overdue, undated + count)
    return Counts(splits, restricted, overdue, undated, days)


def page_of(viewer: Viewer, split: Split, *, number: int) -> list[Task]:
    rows = placing.ask(
        Reach(viewer),
        PAGE,
        split=split.value,
        rows=ROWS,
        first=(number - 1) * ROWS,
    )
    return [_task(*row) for row in rows]


def done_today(viewer: Viewer, *, number: int) -> list[tuple[str, int]]:
    """What was done, and on which case."""
    rows = placing.ask(
        Reach(viewer, cases=[], done=True),
        PAGE,
        split=Split.DONE.value,
        rows=ROWS,
        first=(number - 1) * ROWS,
    )
    return [(registry.done_label(name), case_id) for name, case_id, *_ in rows]


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
