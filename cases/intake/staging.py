"""Lays the rows of a file beside the facts, by COPY and in batches: memory does not follow the file.

Everything here happens inside the transaction of `operations`; a CPR number is staged only as keyed
digests and sealed for the citizen it may become.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import BinaryIO, NamedTuple, TypeVar

from django.db import connection

from cases.citizens.encryption import digests, seal
from cases.danish import numbers
from cases.intake import reader
from cases.intake.models import IntakeProblem, IntakeRow, IntakeRun
from cases.people.models import Jobcenter
from cases.periods.rules import too_far_ahead

BATCH = 5_000
SHORT_LIST = 1_000
ROW_COLUMNS = (
    "run_id", "line", "is_readable", "digests", "new_id", "ciphertext", "key_version", "birth_date",
    "cpr_warning", "name", "jobcenter_id", "kind", "start", "end", "is_new_citizen", "is_hidden",
    "outcome", "confirms",
)  # fmt: skip
PROBLEM_COLUMNS = ("run_id", "line", "kind", "column", "message")
MAX_MESSAGE = 600

Progress = Callable[[str], None]
T = TypeVar("T")


class Sealed(NamedTuple):
    """A CPR number as it may be stored: to look up, and ready to become a citizen's."""

    digests: list[bytes]
    new_id: uuid.UUID | None
    ciphertext: bytes | None
    key_version: int | None


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


@contextmanager
def joined_as_sets(rows: int) -> Iterator[None]:
    """For statements over the rows of a large list, and inside a transaction.

    The planner believes the staging table to be as empty as it was when last looked at, and would
    compare each of a hundred thousand rows with each other one by one. A short list may be.
    """
    if rows <= SHORT_LIST:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
        yield
        cursor.execute("SET LOCAL enable_nestloop TO DEFAULT")


def stage(
    *,
    run: IntakeRun,
    source: BinaryIO,
    as_of: date,
    progress: Progress,
    layout: reader.Layout = reader.OUR_OWN,
) -> int:
    """The number of rows. Raises textfile.FileUnreadable."""
    jobcentres = _jobcentres()
    sealed = lru_cache(maxsize=BATCH)(_sealed)
    count = 0
    for batch in batches(reader.read(source, layout=layout)):
        for row in batch:
            _check_jobcenter(row, jobcentres, as_of=as_of)
            _check_start(row, as_of=as_of)
        staged = (_staged(run, row, sealed, jobcentres) for row in batch)
        copy_rows(IntakeRow, ROW_COLUMNS, staged)
        add_problems(run, ((row.line, problem) for row in batch for problem in row.problems))
        count += len(batch)
        progress(f"{numbers.counted(count, 'række', 'rækker')} læst")
    return count


def add_problems(
    run: IntakeRun,
    found: Iterable[tuple[int, reader.Problem]],
    *,
    kind: str = IntakeProblem.Kind.ERROR,
) -> None:
    copy_rows(
        IntakeProblem,
        PROBLEM_COLUMNS,
        (
            (run.pk, line, str(kind), problem.column, problem.message[:MAX_MESSAGE])
            for line, problem in found
        ),
    )


def copy_rows(
    model: type[IntakeRow | IntakeProblem],
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {model._meta.db_table} ({names}) FROM STDIN") as sink,
    ):
        for row in rows:
            sink.write_row(row)


def _jobcentres() -> dict[str, Jobcenter]:
    """By name and by code; the code wins."""
    found = list(Jobcenter.objects.all())
    return {one.name: one for one in found} | {one.code: one for one in found}


def _check_jobcenter(row: reader.Row, jobcentres: dict[str, Jobcenter], *, as_of: date) -> None:
    if not row.jobcenter:
        return
    found = jobcentres.get(row.jobcenter)
    if found is None:
        known = ", ".join(sorted({one.code for one in jobcentres.values()}))
        message = f"Jobcentret kendes ikke. Skriv dets navn eller en af koderne: {known}"
        row.problems.append(reader.Problem("jobcenter", message))
    elif found.closed_on is not None and found.closed_on <= as_of:
        message = "Jobcentret er nedlagt. Skriv det jobcenter, der har overtaget borgeren"
        row.problems.append(reader.Problem("jobcenter", message))


def _check_start(row: reader.Row, *, as_of: date) -> None:
    if row.start and (why := too_far_ahead(row.start, as_of=as_of)):
        row.problems.append(reader.Problem("fra", why))


def _sealed(digits: str) -> Sealed:
    new_id = uuid.uuid4()
    ciphertext, version = seal(digits, bound_to=str(new_id))
    keyed = digests(digits)
    return Sealed([keyed[key] for key in sorted(keyed)], new_id, ciphertext, version)


def _staged(
    run: IntakeRun,
    row: reader.Row,
    sealed: Callable[[str], Sealed],
    jobcentres: dict[str, Jobcenter],
) -> tuple[object, ...]:
    number = sealed(row.cpr.digits) if row.cpr else Sealed([], None, None, None)
    jobcenter = jobcentres.get(row.jobcenter)
    return (
        run.pk,
        row.line,
        row.is_readable,
        *number,
        row.cpr.birth_date if row.cpr else None,
        row.cpr.warning if row.cpr else "",
        row.name,
        jobcenter.pk if jobcenter else None,
        row.kind,
        row.start,
        row.end,
        False,
        False,
        "" if row.is_readable else IntakeRow.Outcome.BAD.value,
        False,
    )
