"""Whom a list looks at, when nobody opens a page: each one registered here is a row in the read log."""

import uuid
from collections.abc import Iterator

from django.db import connection

from cases.access.viewer import HeldRole, Viewer
from cases.intake.staging import batches
from cases.readlog.models import ReadLogRow
from cases.readlog.writer import LogEntry, write
from reports.afstemning.models import Afstemning

LOOKED_AT = """
    SELECT line.citizen_id, COALESCE(k.number, '')
    FROM reports_afstemningline line
    JOIN cases_citizen c ON c.id = line.citizen_id
    LEFT JOIN cases_case k ON k.citizen_id = c.id AND k.closed_on IS NULL
    WHERE line.afstemning_id = %s
    ORDER BY line.id
"""
FIELDS = ("identitet", "perioder", "frister")
CRITERION = "afstemning"
AT_ONCE = 2_000


def log_looks(afstemning: Afstemning, *, viewer: Viewer, held: HeldRole) -> int:
    """How many. Committed some at a time, on the log's own connection. Raises LogUnavailable."""
    count, request = 0, uuid.uuid4()
    for batch in batches(_looks(afstemning), AT_ONCE):
        write([_entry(viewer, held, request, *look) for look in batch])
        count += len(batch)
    return count


def _looks(afstemning: Afstemning) -> Iterator[tuple[uuid.UUID, str]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(LOOKED_AT, [afstemning.pk])
        while found := cursor.fetchmany(AT_ONCE):
            yield from found


def _entry(
    viewer: Viewer, held: HeldRole, request: uuid.UUID, citizen_id: uuid.UUID, number: str
) -> LogEntry:
    return LogEntry(
        actor=viewer.actor.code,
        role=held.role,
        jobcenter=held.jobcenter_code,
        action=ReadLogRow.Action.LIST,
        citizen_id=citizen_id,
        case_number=number,
        field_groups=FIELDS,
        purpose=viewer.purpose,
        criterion=CRITERION,
        request_id=request,
    )
