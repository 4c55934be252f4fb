"""Read a list and hold it against our periods. Writes no fact.

1. Refuse a list that is older than the latest approved one, or the same, unless it is asked for.
2. Stage its rows and find their citizens, as the intake does.
3. Compare, and close the lines that the one who sent it may not see.
4. Compute what each difference would move.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from cases.deadlines.months import add_months
from cases.history import Actor
from cases.intake import matching, staging
from cases.intake.models import IntakeRun
from cases.intake.operations import TooManyRows, silent
from cases.intake.reader import Layout
from cases.people.models import Employee
from reports.afstemning import comparing, effects
from reports.afstemning.models import ELSEWHERE, Afstemning, ListSource
from reports.afstemning.operations.newest import refuse_older

LEDIGHEDSYDELSE = "ledighedsydelse"
BYTES = 1 << 20


@dataclass(frozen=True)
class SentList:
    """`again`: an older list, or the same, is meant."""

    source: ListSource
    file: BinaryIO
    file_name: str
    day: date
    again: bool = False
    most_rows: int | None = None


class ListFromTheFuture(Exception):
    pass


class ListWithoutPersons(Exception):
    """Only headings: it would say that nobody receives anything."""


@transaction.atomic
def review(
    *,
    sent: SentList,
    employee: Employee,
    actor: Actor,
    as_of: date,
    progress: staging.Progress = silent,
) -> Afstemning:
    """Raises textfile.FileUnreadable, TooManyRows, the two above and the two of `newest`."""
    checksum = _checksum(sent.file)
    _refuse_unless_newer(sent, checksum, as_of=as_of)
    run = IntakeRun.objects.create(
        actor=actor.code,
        employee=employee,
        source=sent.source.name,
        file_name=sent.file_name[:200],
        key_versions=sorted(settings.LOOKUP_KEYS),
        is_held=True,
    )
    rows = _staged(run, sent, as_of=as_of, progress=progress)
    found = Afstemning.objects.create(
        source=sent.source,
        staged=run,
        file_name=run.file_name,
        checksum=checksum,
        list_day=sent.day,
        covers_from=add_months(day=sent.day, months=-sent.source.months_back),
        is_asked_for_again=sent.again,
        employee=employee,
    )
    _compare(found, run, rows=rows, employee=employee)
    progress("Listen er sammenlignet")
    different = found.lines.shown().different()
    effects.tell_effects(found, different.iterator(chunk_size=effects.AT_ONCE), as_of=as_of)
    return found


def _staged(run: IntakeRun, sent: SentList, *, as_of: date, progress: staging.Progress) -> int:
    layout = layout_of(sent.source)
    rows = staging.stage(run=run, source=sent.file, as_of=as_of, progress=progress, layout=layout)
    if sent.most_rows is not None and rows > sent.most_rows:
        raise TooManyRows(rows)
    if not rows:
        raise ListWithoutPersons
    run.counts = {"raekker": rows}
    run.save(update_fields=["counts"])
    with staging.joined_as_sets(rows):
        matching.match_citizens(run)
    return rows


def _compare(found: Afstemning, run: IntakeRun, *, rows: int, employee: Employee) -> None:
    closed = matching.closed_to(run, employee)
    elsewhere = comparing.compare(found, rows=rows)
    run.counts[ELSEWHERE] = [[name, day.isoformat(), people] for name, day, people in elsewhere]
    run.save(update_fields=["counts"])
    found.lines.filter(citizen_id__in=closed).update(is_closed=True)
    found.people = found.lines.filter(line__isnull=False).count()
    found.save(update_fields=["people"])


def layout_of(source: ListSource) -> Layout:
    headings = {
        "cpr": source.cpr,
        "navn": source.citizen_name,
        "fra": source.first_day,
        "til": source.last_day,
    }
    every_row = {"type": LEDIGHEDSYDELSE}
    if source.place:
        headings["jobcenter"] = source.place
    else:
        every_row["jobcenter"] = source.jobcenter.code
    return Layout(headings, every_row)


def _refuse_unless_newer(sent: SentList, checksum: str, *, as_of: date) -> None:
    if sent.day > as_of:
        raise ListFromTheFuture
    if not sent.again:
        refuse_older(source=sent.source, day=sent.day, checksum=checksum)


def _checksum(file: BinaryIO) -> str:
    file.seek(0)
    found = hashlib.sha256()
    while part := file.read(BYTES):
        found.update(part)
    file.seek(0)
    return found.hexdigest()
