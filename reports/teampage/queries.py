"""Everything the teamchef's page counts, in one statement."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from reports.charts.load import Week
from reports.charts.points import Point
from reports.charts.timeliness import Finished
from reports.figures import catalogue
from reports.figures.month import Month
from reports.figures.scope import Scope
from reports.figures.sheets import KEY, Ask, sheet
from reports.teampage.yardsticks import yardsticks

MONTHS_SHOWN, WEEKS_SHOWN = 13, 12
OF_MONTH = (
    *catalogue.STATUS, catalogue.LATE_ALL, catalogue.UNEXPLAINED, catalogue.FINISHED,
    *(figure for pair in catalogue.POINTS for figure in pair),
)  # fmt: skip
OF_TODAY = (catalogue.OPEN_LATE, catalogue.DUE_SOON, catalogue.DUE_SOON_NOT_STARTED)
OF_CASES = (catalogue.OPEN_CASES, catalogue.WITHOUT_CASEWORKER)
WORK = (catalogue.OPEN_LATE, catalogue.DUE_SOON)
PLACES = """
    SELECT valid_from, places FROM reports_meetingplaces
    WHERE jobcenter_id = %(jobcenter)s ORDER BY valid_from"""
NAMES = """
    SELECT id, name FROM cases_employee WHERE id IN (
        SELECT caseworker_id FROM cases_case WHERE jobcenter_id = %(jobcenter)s AND closed_on IS NULL
    ) ORDER BY dansk_sort(name), id"""
WORK_COLUMNS = (catalogue.OPEN_CASES.key, catalogue.OPEN_LATE.key, catalogue.DUE_SOON.key)
Counts = Mapping[str, int]


@dataclass(frozen=True)
class Counted:
    """`month` as judged on its day, the rest as of today; `work` by caseworker, None for nobody's.

    `places` by the day they hold from; `names` of the caseworkers, in Danish order.
    """

    month: Counts
    before: Counts
    today: Counts
    finished: list[Finished]
    weeks: dict[date, int]
    months: dict[int, int]
    places: list[tuple[date, int]]
    names: list[tuple[int, str]]
    work: dict[int | None, dict[str, int]]


def counted(scope: Scope, *, today: date) -> Counted:
    """`scope` is the jobcenter's, on the day the month is judged."""
    now = scope.narrowed(as_of=today)
    before = scope.month.plus(-1)
    months = [scope.month.plus(-back) for back in reversed(range(MONTHS_SHOWN))]
    finished = (catalogue.FINISHED, catalogue.FINISHED_IN_TIME)
    month, earlier, live, cases, line, weeks, bars, held, work, places, names = sheet(
        [
            Ask.counting(scope, OF_MONTH),
            Ask.counting(scope.narrowed(month=before, as_of=before.last), [catalogue.OPEN_LATE]),
            Ask.counting(now, OF_TODAY),
            Ask.counting(now, OF_CASES),
            Ask.over_time(scope, finished, starts=[one.first for one in months], of="month"),
            Ask.over_time(now, [catalogue.WEEK], starts=weeks_from(today), of="week"),
            Ask.counting(now, [catalogue.OPEN_CASES], by="months"),
            Ask.counting(now, [catalogue.OPEN_CASES], by="caseworker_id"),
            Ask.counting(now, WORK, by="caseworker_id"),
            Ask(PLACES, now),
            Ask(NAMES, now),
        ]
    )
    by_month = {row[KEY]: row for row in line}
    return Counted(
        month=month[0],
        before=earlier[0],
        today={**live[0], **cases[0]},
        finished=[_finished(one, by_month.get(one.first.isoformat(), {})) for one in months],
        weeks={date.fromisoformat(row[KEY]): row[catalogue.WEEK.key] for row in weeks},
        months={row[KEY]: row[catalogue.OPEN_CASES.key] for row in bars},
        places=[(date.fromisoformat(row["valid_from"]), row["places"]) for row in places],
        names=[(row["id"], row["name"]) for row in names],
        work=_by_caseworker(held, work),
    )


def weeks_from(today: date) -> list[date]:
    """The Mondays of this week and the eleven after it."""
    monday = today - timedelta(days=today.weekday())
    return [monday + timedelta(weeks=number) for number in range(WEEKS_SHOWN)]


def weeks_with_places(counts: Counted, *, today: date) -> list[Week]:
    """With the number of places that holds when the week ends."""
    weeks = []
    for monday in weeks_from(today):
        begun = [count for start, count in counts.places if start <= monday + timedelta(days=6)]
        weeks.append(Week(monday, counts.weeks.get(monday, 0), begun[-1] if begun else None))
    return weeks


def points(counts: Counts) -> list[Point]:
    known = yardsticks()
    return [
        Point(every.key, every.label, counts[met.key], counts[every.key], known[every.label])
        for every, met in catalogue.POINTS
    ]


def _finished(month: Month, row: Mapping[str, Any]) -> Finished:
    in_time, every = catalogue.FINISHED_IN_TIME.key, catalogue.FINISHED.key
    return Finished(month, row.get(in_time, 0), row.get(every, 0))


def _by_caseworker(*parts: list[dict[str, Any]]) -> dict[int | None, dict[str, int]]:
    found: dict[int | None, dict[str, int]] = {}
    for rows in parts:
        for row in rows:
            key = row[KEY]
            found.setdefault(key, {}).update({k: v for k, v in row.items() if k != KEY})
    return found
