"""What the teamchefs' pages count, for every jobcenter in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reports.charts.load import Week
from reports.charts.timeliness import Finished
from reports.figures import catalogue
from reports.figures.month import Month
from reports.figures.scope import Scope
from reports.figures.sheets import KEY, PLACE, Ask, sheet
from reports.teampage.queries import MONTHS_SHOWN, weeks_from

JOBCENTER = "jobcenter_id"
PLACES = """
    SELECT jobcenter_id AS place, valid_from, places FROM reports_meetingplaces ORDER BY valid_from"""


@dataclass(frozen=True)
class Counted:
    """By jobcenter. `weeks` and `months` are today's, and empty for a month that has gone."""

    finished: Mapping[int, Sequence[Finished]]
    weeks: Mapping[int, Sequence[Week]]
    months: Mapping[int, Mapping[int, int]]


def counted(
    month: Month, jobcentres: Sequence[int], *, judged_on: date, today: date, is_live: bool
) -> Counted:
    scope, now = Scope(month, judged_on), Scope(month, today)
    spans = [month.plus(-back) for back in reversed(range(MONTHS_SHOWN))]
    figures = (catalogue.FINISHED, catalogue.FINISHED_IN_TIME)
    starts = [one.first for one in spans]
    asks = [Ask.over_time(scope, figures, starts=starts, of="month", each=JOBCENTER)]
    if is_live:
        weeks = weeks_from(today)
        asks += [
            Ask.over_time(now, [catalogue.WEEK], starts=weeks, of="week", each=JOBCENTER),
            Ask.counting(now, [catalogue.OPEN_CASES], by="months", each=JOBCENTER),
            Ask(PLACES, now),
        ]
    line, *live = sheet(asks)
    done = {(row[PLACE], row[KEY]): row for row in line}
    finished = {key: [_finished(one, done, key) for one in spans] for key in jobcentres}
    if not is_live:
        return Counted(finished, {}, {})
    due, bars, places = live
    dues = {(row[PLACE], row[KEY]): row[catalogue.WEEK.key] for row in due}
    return Counted(
        finished,
        {key: [_week(monday, dues, places, key) for monday in weeks] for key in jobcentres},
        {
            key: {row[KEY]: row[catalogue.OPEN_CASES.key] for row in bars if row[PLACE] == key}
            for key in jobcentres
        },
    )


def _finished(
    month: Month, rows: Mapping[tuple[int, str], Mapping[str, int]], key: int
) -> Finished:
    row = rows.get((key, month.first.isoformat()), {})
    return Finished(
        month, row.get(catalogue.FINISHED_IN_TIME.key, 0), row.get(catalogue.FINISHED.key, 0)
    )


def _week(
    monday: date,
    dues: Mapping[tuple[int, str], int],
    places: Sequence[Mapping[str, object]],
    key: int,
) -> Week:
    """With the number of places that holds when the week ends, as on the teamchef's own page."""
    sunday = date.fromordinal(monday.toordinal() + 6).isoformat()
    held = [
        row["places"] for row in places if row["place"] == key and str(row["valid_from"]) <= sunday
    ]
    return Week(monday, dues.get((key, monday.isoformat()), 0), held[-1] if held else None)  # type: ignore[arg-type]
