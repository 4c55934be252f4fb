"""Writes log rows over the connection that may INSERT into the log and nothing else."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import psycopg
from django.db import Error, connections, transaction

from cases.readlog.models import ReadLogRow

DATABASE = "readlog"
COLUMNS = (
    "actor",
    "role",
    "jobcenter",
    "action",
    "citizen_id",
    "case_number",
    "field_groups",
    "purpose",
    "rule",
    "criterion",
    "request_id",
    "ip",
    "outcome",
)


class LogUnavailable(RuntimeError):
    """The log could not be written; whatever was to be shown must not be."""


@dataclass(frozen=True)
class LogEntry:
    actor: str
    action: str = ""
    role: str = ""
    jobcenter: str = ""
    citizen_id: uuid.UUID | None = None
    case_number: str = ""
    field_groups: tuple[str, ...] = ()
    purpose: str = ""
    rule: str = ""
    criterion: str = ""
    request_id: uuid.UUID | None = None
    ip: str | None = None
    outcome: str = ReadLogRow.Outcome.ALLOWED

    def row(self) -> list[object]:
        values = [getattr(self, column) for column in COLUMNS]
        values[COLUMNS.index("field_groups")] = list(self.field_groups)
        return values


def write(entries: Sequence[LogEntry]) -> None:
    """One transaction of its own, committed when this returns. Raises LogUnavailable.

    COPY needs no right to read, as the RETURNING of the ORM's INSERT does. Django does not
    translate what goes wrong inside it, so psycopg's errors are caught beside Django's.
    """
    statement = f"COPY {ReadLogRow._meta.db_table} ({', '.join(COLUMNS)}) FROM STDIN"
    try:
        with (
            transaction.atomic(using=DATABASE),
            connections[DATABASE].cursor() as cursor,
            cursor.copy(statement) as rows,
        ):
            for entry in entries:
                rows.write_row(entry.row())
    except (Error, psycopg.Error) as error:
        raise LogUnavailable from error
