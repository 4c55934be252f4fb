"""Writes what a judged run comes to: citizens, numbers, cases and periods, each with its history.

One statement for each kind of fact, so that a hundred thousand rows pass through the database and
not through Python. Inside the `change(...)` of `operations`.
"""

import uuid
from datetime import date
from typing import Any

from django.db import connection

from cases.casefile import operations as casefile
from cases.casefile.models import Case
from cases.citizens.models import Citizen
from cases.danish import numbers
from cases.findings import operations as findings
from cases.history import Actor
from cases.history.bulk import ADDED, CHANGED, write_with_history
from cases.intake.models import IntakeRow, IntakeRun
from cases.intake.staging import Progress, batches, joined_as_sets
from cases.people.models import Jobcenter
from cases.periods.models import Period

# Name and jobcenter are taken from the citizen's latest accepted row, wherever it stands in the file.
LATEST_FIRST = "r.citizen_id, r.start DESC, r.name, r.jobcenter_id"

CITIZENS = f"""
    INSERT INTO cases_citizen (id, name, birth_date, is_protected, is_colleague, version)
    SELECT DISTINCT ON (r.citizen_id) r.citizen_id, r.name, r.birth_date, false, false, 1
    FROM cases_intakerow r
    WHERE r.run_id = %(run)s AND r.is_new_citizen AND r.outcome = 'ny'
    ORDER BY {LATEST_FIRST}
    RETURNING cases_citizen.*
"""

# The number was sealed for the citizen whose id stands as `new_id` on the same row.
NUMBERS = """
    WITH founders AS MATERIALIZED (
        SELECT DISTINCT ON (r.citizen_id) r.citizen_id, r.ciphertext, r.key_version, r.digests
        FROM cases_intakerow r
        WHERE r.run_id = %(run)s AND r.is_new_citizen AND r.new_id = r.citizen_id
          AND r.citizen_id IN (
              SELECT citizen_id FROM cases_intakerow WHERE run_id = %(run)s AND outcome = 'ny')
    ), added AS (
        INSERT INTO cases_cprnumber (citizen_id, ciphertext, key_version, valid_from)
        SELECT citizen_id, ciphertext, key_version, %(as_of)s FROM founders
        RETURNING id, citizen_id
    ), keys AS MATERIALIZED (
        SELECT citizen_id, key.version, key.digest
        FROM founders
        CROSS JOIN LATERAL unnest(%(versions)s::smallint[], digests) AS key (version, digest)
    )
    INSERT INTO cases_cprdigest (number_id, key_version, digest)
    SELECT added.id, keys.version, keys.digest FROM added JOIN keys USING (citizen_id)
"""

# A citizen needs an open case when the list brings something new, or benefit that is still going on.
WITHOUT_CASE = f"""
    SELECT DISTINCT ON (r.citizen_id) r.citizen_id, r.jobcenter_id
    FROM cases_intakerow r
    WHERE r.run_id = %(run)s AND r.is_readable
      AND (r.outcome IN ('ny', 'aendret')
           OR r.outcome = 'uaendret' AND (r."end" IS NULL OR r."end" > %(as_of)s))
      AND NOT EXISTS (
          SELECT 1 FROM cases_case k WHERE k.citizen_id = r.citizen_id AND k.closed_on IS NULL)
    ORDER BY {LATEST_FIRST}
"""

# The visitationsdato follows the citizen from the latest earlier case, as in casefile/operations.
CASES = f"""
    INSERT INTO cases_case
        (number, citizen_id, jobcenter_id, team_id, ordning, refusion, opened_on, close_reason, version,
         visitationsdato)
    SELECT drawn.number, w.citizen_id, w.jobcenter_id, t.id, %(ordning)s, %(refusion)s, %(as_of)s, '', 1,
        (SELECT k.visitationsdato FROM cases_case k
         WHERE k.citizen_id = w.citizen_id AND k.visitationsdato IS NOT NULL
         ORDER BY k.opened_on DESC, k.id DESC LIMIT 1)
    FROM (SELECT *, row_number() OVER (ORDER BY citizen_id) AS place FROM ({WITHOUT_CASE}) q) w
    JOIN unnest(%(numbers)s::text[]) WITH ORDINALITY AS drawn (number, place) USING (place)
    JOIN cases_team t ON t.jobcenter_id = w.jobcenter_id AND t.kind = 'ufordelte'
    RETURNING cases_case.*
"""

NEW_PERIODS = """
    INSERT INTO cases_period
        (citizen_id, kind, start, "end", source, imported_at, imported_end, annul_reason, version)
    SELECT r.citizen_id, r.kind, r.start, r."end", %(source)s, now(), r."end", '', 1
    FROM cases_intakerow r WHERE r.run_id = %(run)s AND r.outcome = 'ny'
    ORDER BY r.citizen_id, r.start
    RETURNING cases_period.*
"""

CHANGED_PERIODS = """
    UPDATE cases_period p
    SET "end" = r."end", source = %(source)s, imported_at = now(), imported_end = r."end",
        version = p.version + 1
    FROM cases_intakerow r
    WHERE r.run_id = %(run)s AND r.outcome = 'aendret' AND p.id = r.period_id
    RETURNING p.*
"""

# The list says what stands here: from now on it may correct it again. No one sees a change.
CONFIRMED_PERIODS = """
    UPDATE cases_period p SET imported_at = now(), imported_end = p."end"
    FROM cases_intakerow r
    WHERE r.run_id = %(run)s AND r.confirms AND p.id = r.period_id
    RETURNING p.*
"""


def store(run: IntakeRun, *, as_of: date, actor: Actor, progress: Progress) -> int:
    """The number of dates that moved."""
    with joined_as_sets(run.counts["raekker"]):
        _write_facts(run, as_of=as_of, actor=actor)
    progress("Perioder gemt")
    return _recompute(run, as_of=as_of, actor=actor, progress=progress)


def _write_facts(run: IntakeRun, *, as_of: date, actor: Actor) -> None:
    params: dict[str, Any] = {
        "run": run.pk,
        "as_of": as_of,
        "source": run.source,
        "versions": run.key_versions,
    }
    write_with_history(Citizen, statement=CITIZENS, params=params, history_type=ADDED)
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS, params)
    _open_cases(params, as_of=as_of, actor=actor)
    for statement, history_type in (
        (NEW_PERIODS, ADDED),
        (CHANGED_PERIODS, CHANGED),
        (CONFIRMED_PERIODS, CHANGED),
    ):
        write_with_history(Period, statement=statement, params=params, history_type=history_type)


def count_new_cases(run: IntakeRun, *, as_of: date) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({WITHOUT_CASE}) w", {"run": run.pk, "as_of": as_of})
        return int(cursor.fetchone()[0])


def _open_cases(params: dict[str, Any], *, as_of: date, actor: Actor) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT jobcenter_id, count(*) FROM ({WITHOUT_CASE}) w GROUP BY 1",
            params,
        )
        wanted = dict(cursor.fetchall())
    if not wanted:
        return
    for jobcenter in Jobcenter.objects.filter(pk__in=wanted):
        casefile.unassigned_team(jobcenter, actor=actor)
    write_with_history(
        Case,
        statement=CASES,
        params={
            **params,
            "ordning": Case.Ordning.SINCE_2013,
            "refusion": Case.Refusion.SINCE_2014,
            "numbers": casefile.draw_case_numbers(count=sum(wanted.values()), as_of=as_of),
        },
        history_type=ADDED,
    )


def _recompute(run: IntakeRun, *, as_of: date, actor: Actor, progress: Progress) -> int:
    moved = done = 0
    for batch in batches(_touched(run)):
        total = findings.recompute_many(
            citizen_ids=batch,
            as_of=as_of,
            actor=actor,
            causes=f"Indlæst fra {run.source}",
        )
        moved += total.moved
        done += len(batch)
        progress(f"Frister beregnet for {numbers.counted(done, 'borger', 'borgere')}")
    return moved


def _touched(run: IntakeRun) -> list[uuid.UUID]:
    """Those whose periods changed, in the order in which they are locked."""
    written = (IntakeRow.Outcome.NEW, IntakeRow.Outcome.CHANGED)
    rows = run.rows.filter(outcome__in=written).order_by("citizen_id")
    return [key for key in rows.values_list("citizen_id", flat=True).distinct() if key]
