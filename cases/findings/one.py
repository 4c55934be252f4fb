"""One citizen, each time a period is saved: read in one statement and written in one.

A save waits for every round to the database, and for each statement to be read and planned. So
there are few of them, and they are prepared: the values are text, and arrays where there may be
several, so that a statement is the same whatever it carries.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from psycopg import Cursor

from cases.arrays import array
from cases.findings import wire
from cases.findings.profile import Settings
from cases.findings.rules import Moved, in_dates
from cases.findings.wire import FACTS, FINDINGS, Known, Selected, Stored
from cases.nextsteps.operations import NextRow

LOCK = """
    SELECT EXISTS (SELECT FROM cases_finding WHERE citizen_id = citizen.id)
    FROM cases_citizen AS citizen WHERE id = %s FOR NO KEY UPDATE OF citizen"""

_citizen = "citizen_id = %(citizen)s"
READ = f"""
    SELECT facts, as_of, basis, rounds, {", ".join(Settings._fields)}
    FROM (VALUES (0)) AS always
    LEFT JOIN ({FACTS.format(citizens=_citizen)}) AS facts ON true
    LEFT JOIN ({FINDINGS.format(citizens=_citizen)}) AS findings ON true
    LEFT JOIN cases_ruleprofile ON true
    ORDER BY valid_from"""

WRITE = f"""
    WITH surplus AS (
        DELETE FROM cases_finding WHERE citizen_id = %(citizen)s AND round > %(rounds)s::int2
    ), moves AS (
        INSERT INTO cases_move (citizen_id, round, mark, old_date, new_date, cause, as_of, actor)
        SELECT %(citizen)s, moved.*, %(cause)s, %(moved_as_of)s, %(actor)s
        FROM unnest(%(moved_round)s::int2[], %(mark)s::text[], %(old_date)s::date[],
                    %(new_date)s::date[]) AS moved
    ), step AS (
        UPDATE cases_nextstep AS stored
        SET counted_days = found.counted_days, round = found.round, kind = found.kind,
            due = found.due
        FROM unnest(%(step_days)s::int2[], %(step_round)s::int2[], %(step_kind)s::text[],
                    %(step_due)s::date[]) AS found (counted_days, round, kind, due)
        WHERE citizen_id = %(citizen)s
          AND (stored.counted_days, stored.round, stored.kind, stored.due)
              IS DISTINCT FROM (found.counted_days, found.round, found.kind, found.due)
    )
    INSERT INTO cases_finding ({wire.FINDING_COLUMNS})
    SELECT %(citizen)s, found.*, %(as_of)s, %(basis)s::int8
    FROM unnest(%(round)s::int2[], %(is_current)s::bool[], %(counted_days)s::int2[],
                %(m10)s::date[], %(m12)s::date[], %(m18)s::date[]) AS found
    ON CONFLICT (citizen_id, round) DO UPDATE SET
        is_current = EXCLUDED.is_current, counted_days = EXCLUDED.counted_days,
        m10 = EXCLUDED.m10, m12 = EXCLUDED.m12, m18 = EXCLUDED.m18,
        as_of = EXCLUDED.as_of, basis = EXCLUDED.basis"""


def lock(cursor: Cursor, citizen_id: uuid.UUID) -> bool:
    """Whether there are findings: at the least those that stood before we waited for the lock."""
    rows = wire.fetched(cursor, Selected(LOCK, [citizen_id]), prepare=True)
    return bool(rows and rows[0][0])


def read(cursor: Cursor, citizen_id: uuid.UUID) -> tuple[Known, list[Settings]]:
    """With the settings of the municipality's rule profiles, the earliest first."""
    rows = wire.fetched(cursor, Selected(READ, {"citizen": citizen_id}), prepare=True)
    profiles = [Settings(*settings) for *_, settings in map(_halves, rows) if settings[0]]
    return wire.known(*rows[0][:4]), profiles


def _halves(row: Sequence[Any]) -> tuple[Sequence[Any], Sequence[Any]]:
    return row[:4], row[4:]


def write(
    cursor: Cursor,
    citizen_id: uuid.UUID,
    found: Stored,
    *,
    moves: Sequence[Moved],
    moved_as_of: date,
    cause: str,
    actor: str,
    step: NextRow | None,
) -> None:
    """`step` is None where the next step is as it was."""
    rounds = in_dates(found.rounds)
    values = {
        "citizen": citizen_id,
        "rounds": str(len(rounds)),
        "as_of": date.fromordinal(found.as_of),
        "basis": str(found.basis),
        "cause": cause,
        "moved_as_of": moved_as_of,
        "actor": actor,
        **_arrays(("round", "is_current", "counted_days", "m10", "m12", "m18"),
                  ((r.number, r.is_current, r.counted_days, r.m10, r.m12, r.m18) for r in rounds)),
        **_arrays(("moved_round", "mark", "old_date", "new_date"),
                  ((m.round, m.mark, m.old_date, m.new_date) for m in moves)),
        **_arrays(("step_days", "step_round", "step_kind", "step_due"),
                  () if step is None else (step[1:],)),
    }  # fmt: skip
    with Cursor(cursor.connection) as own:
        own.execute(WRITE, values, prepare=True)


def _arrays(names: Sequence[str], rows: Iterable[Sequence[object]]) -> dict[str, str]:
    columns = [*zip(*rows, strict=True)] or [()] * len(names)
    return {name: array(column) for name, column in zip(names, columns, strict=True)}
