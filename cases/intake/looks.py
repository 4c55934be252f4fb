"""Whom a run looks at: each known citizen of the list is a row in the read log."""

import uuid
from collections.abc import Iterator
from typing import NamedTuple

from django.db import connection

from cases.intake.models import IntakeRun
from cases.intake.staging import batches, joined_as_sets
from cases.readlog.models import ReadLogRow
from cases.readlog.writer import LogEntry, write

LOOKED_AT = """
    SELECT r.citizen_id, COALESCE(max(k.number), ''), COALESCE(max(j.code), ''),
           bool_or(r.outcome IN ('ny', 'aendret'))
    FROM cases_intakerow r
    JOIN cases_citizen c ON c.id = r.citizen_id
    LEFT JOIN cases_case k ON k.citizen_id = r.citizen_id AND k.closed_on IS NULL
    LEFT JOIN cases_jobcenter j ON j.id = k.jobcenter_id
    WHERE r.run_id = %s
    GROUP BY r.citizen_id
    ORDER BY r.citizen_id
"""
FIELDS = ("identitet", "perioder")
CRITERION = "indlæsning"


class Look(NamedTuple):
    citizen_id: uuid.UUID
    case_number: str
    jobcenter: str
    action: str


def looks_of(run: IntakeRun) -> Iterator[Look]:
    """Before saving everyone is listed; after it, those whose periods were written are changed."""
    saved = run.state == IntakeRun.State.SAVED
    with connection.chunked_cursor() as cursor:
        with joined_as_sets(run.counts["raekker"]):
            cursor.execute(LOOKED_AT, [run.pk])
        while found := cursor.fetchmany(2_000):
            for citizen_id, number, jobcenter, is_written in found:
                changed = saved and is_written
                action = ReadLogRow.Action.WRITE if changed else ReadLogRow.Action.LIST
                yield Look(citizen_id, number, jobcenter, action)


def log_looks(run: IntakeRun, *, purpose: str) -> None:
    """For the command, which has no request. Raises LogUnavailable."""
    for batch in batches(looks_of(run)):
        write([_entry(look, run, purpose) for look in batch])


def _entry(look: Look, run: IntakeRun, purpose: str) -> LogEntry:
    return LogEntry(
        actor=run.actor,
        action=look.action,
        citizen_id=look.citizen_id,
        case_number=look.case_number,
        jobcenter=look.jobcenter,
        field_groups=FIELDS,
        criterion=CRITERION,
        purpose=purpose[:200],
    )
