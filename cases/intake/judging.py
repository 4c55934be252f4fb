"""Judges a run citizen by citizen in one ordered stream, and writes each row's verdict beside it."""

import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection

from cases.danish import numbers
from cases.intake import matching
from cases.intake.models import IntakeProblem, IntakeRun
from cases.intake.reader import Problem
from cases.intake.rules import Known, Listed, Outcome, Verdict, judge
from cases.intake.staging import Progress, add_problems, batches
from cases.people.models import Employee

CLOSED = "Rækken er om dig selv eller en, du er inhabil over for. Bed en kollega indlæse den"
HIDDEN = (
    "Borgeren har begrænset adgang, så grunden vises ikke. "
    "Tag rækken med til teamchefen i borgerens jobcenter, som kan se perioderne"
)

# A row of the list has a line; a registered period has none, but the key a list last had it under.
STREAM = """
    SELECT citizen_id, line, NULL::bigint AS period_id, kind, start, "end",
           false AS is_imported, NULL::date AS imported_end, false AS is_annulled,
           NULL AS imported_kind, NULL::date AS imported_start
    FROM cases_intakerow WHERE run_id = %(run)s AND is_readable
    UNION ALL
    SELECT p.citizen_id, NULL, p.id, p.kind, p.start, p."end",
           p.imported_at IS NOT NULL, p.imported_end, p.annulled_on IS NOT NULL,
           said.kind, said.start
    FROM cases_period p
    LEFT JOIN LATERAL (
        SELECT h.kind, h.start FROM cases_historicalperiod h
        WHERE h.id = p.id AND h.imported_at = p.imported_at
        ORDER BY h.version LIMIT 1
    ) said ON p.version > 1
    WHERE p.citizen_id IN (
        SELECT citizen_id FROM cases_intakerow
        WHERE run_id = %(run)s AND is_readable AND NOT is_new_citizen
    )
    ORDER BY 1
"""

WRITE_VERDICTS = """
    UPDATE cases_intakerow r
    SET outcome = v.outcome, period_id = v.period_id, confirms = v.confirms,
        old_end = (SELECT p."end" FROM cases_period p WHERE p.id = v.period_id)
    FROM unnest(%(lines)s::int[], %(outcomes)s::text[], %(periods)s::bigint[], %(confirms)s::bool[])
        AS v (line, outcome, period_id, confirms)
    WHERE r.run_id = %(run)s AND r.line = v.line
"""

# Not of the restricted: that a name or a jobcenter differs would tell which one it is.
DIFFERENCES = """
    WITH told AS (
        SELECT row.*, first_value(row.name) OVER latest AS chosen_name,
               first_value(row.jobcenter_id) OVER latest AS chosen_jobcenter
        FROM cases_intakerow row WHERE row.run_id = %(run)s AND row.is_readable AND NOT row.is_hidden
        WINDOW latest AS (PARTITION BY row.citizen_id ORDER BY row.start DESC, row.name, row.jobcenter_id)
    ), beside AS (
        SELECT told.*, COALESCE(c.name, chosen_name) AS name_here,
               COALESCE(k.jobcenter_id, chosen_jobcenter) AS jobcenter_here
        FROM told
        LEFT JOIN cases_citizen c ON c.id = told.citizen_id
        LEFT JOIN cases_case k ON k.citizen_id = told.citizen_id AND k.closed_on IS NULL
    )
    INSERT INTO cases_intakeproblem (run_id, line, kind, "column", message)
    SELECT run_id, min(line), 'forskel', 'navn',
           format('Her står »%%s«, på listen »%%s«. Navnet rettes ikke af listen', name_here, name)
    FROM beside WHERE upper(name) <> upper(name_here)
    GROUP BY run_id, citizen_id, name_here, name
    UNION ALL
    SELECT b.run_id, min(b.line), 'forskel', 'jobcenter',
           format('Sagen er hos %%s, på listen står %%s. Sagen flyttes ikke af listen', here.name, there.name)
    FROM beside b
    JOIN cases_jobcenter here ON here.id = b.jobcenter_here
    JOIN cases_jobcenter there ON there.id = b.jobcenter_id
    WHERE b.jobcenter_id <> b.jobcenter_here
    GROUP BY b.run_id, b.citizen_id, here.name, there.name
"""

# What is said of a restricted citizen is the number of the row and nothing else.
HIDE = """
    UPDATE cases_intakeproblem p SET "column" = '', message = %(hidden)s
    FROM cases_intakerow r
    WHERE p.run_id = %(run)s AND r.run_id = p.run_id AND r.line = p.line AND r.is_hidden
"""

FINGERPRINT = """
    SELECT md5(COALESCE(string_agg(concat_ws(' ', line, outcome, period_id, old_end), ',' ORDER BY line), ''))
    FROM cases_intakerow WHERE run_id = %(run)s
"""


def judge_run(run: IntakeRun, *, employee: Employee | None, progress: Progress) -> None:
    """Matched rows in, verdicts, errors, differences and fingerprint out; may be done again."""
    _forget(run)
    closed = matching.closed_to(run, employee)
    done = 0
    for batch in batches(_verdicts(run, closed)):
        _write(run, batch)
        done += len(batch)
        progress(f"{numbers.counted(done, 'række', 'rækker')} gennemgået")
    run.fingerprint = _finished(run)


def _forget(run: IntakeRun) -> None:
    """What an earlier judging said; what the reader said stands."""
    judged = run.rows.filter(is_readable=True).values("line")
    IntakeProblem.objects.filter(run=run, line__in=judged).delete()


def _verdicts(run: IntakeRun, closed: Collection[uuid.UUID]) -> Iterator[Verdict]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(STREAM, {"run": run.pk})
        for citizen_id, rows in groupby(_rows(cursor), key=itemgetter(0)):
            yield from _of_one(rows, is_closed=citizen_id in closed)


def _rows(cursor: Any) -> Iterator[tuple[Any, ...]]:
    while batch := cursor.fetchmany(2_000):
        yield from batch


def _of_one(rows: Iterable[tuple[Any, ...]], *, is_closed: bool) -> list[Verdict]:
    listed, known = [], []
    for _, line, period_id, *fact, imported_kind, imported_start in rows:
        if line is not None:
            listed.append(Listed(line, *fact[:3]))
            continue
        period, imported_key = Known(period_id, *fact), (imported_kind, imported_start)
        is_corrected = imported_kind is not None and imported_key != period.key
        known.append(replace(period, imported_key=imported_key) if is_corrected else period)
    if is_closed:
        return [Verdict(row.line, Outcome.BAD, column="cpr", message=CLOSED) for row in listed]
    return judge(listed=listed, known=known)


def _write(run: IntakeRun, verdicts: list[Verdict]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            WRITE_VERDICTS,
            {
                "run": run.pk,
                "lines": [verdict.line for verdict in verdicts],
                "outcomes": [str(verdict.outcome) for verdict in verdicts],
                "periods": [verdict.period_id for verdict in verdicts],
                "confirms": [verdict.confirms for verdict in verdicts],
            },
        )
    add_problems(run, ((v.line, Problem(v.column, v.message)) for v in verdicts if v.message))


def _finished(run: IntakeRun) -> str:
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENCES, {"run": run.pk})
        cursor.execute(HIDE, {"run": run.pk, "hidden": HIDDEN})
        cursor.execute(FINGERPRINT, {"run": run.pk})
        return str(cursor.fetchone()[0])
