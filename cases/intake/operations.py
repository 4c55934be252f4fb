"""Look a list through, and save it: the file is judged by the state it would leave.

A reading is one run. `review` reads and judges it and writes no fact; `save` judges it anew beside
the facts as they then stand, and writes all that is accepted in one transaction, or nothing.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import BinaryIO

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from cases.citizens.key_rotation import reseal_some
from cases.constraints import check_now, violated
from cases.findings import operations as findings
from cases.history import Actor, change
from cases.intake import judging, matching, queries, registry, staging, storing
from cases.intake.models import IntakeRow, IntakeRun
from cases.people.models import Employee
from cases.people.operations import hold_open
from cases.readlog.current import only_tried

ONE_AT_A_TIME = 74_03  # advisory lock: two lists at once would each make the same new citizens
REGISTERED_MEANWHILE = frozenset(
    {"one_citizen_a_cpr_number", "one_open_case_a_citizen", "no_overlap_of_one_type"}
)
KEPT_FOR = timedelta(hours=24)
HELD_FOR = timedelta(days=30)  # by a process whose work on a list may be continued another day


def silent(message: str) -> None:
    """Progress that nobody watches."""


class TooManyRows(ValueError):
    """More rows than the page takes; the command takes them."""

    def __init__(self, rows: int) -> None:
        super().__init__(rows)
        self.rows = rows


@transaction.atomic
def review(
    *,
    source: BinaryIO,
    source_name: str,
    file_name: str,
    as_of: date,
    actor: Actor,
    employee: Employee | None = None,
    most_rows: int | None = None,
    progress: staging.Progress = silent,
) -> IntakeRun:
    """The run with its counts and rows. Raises textfile.FileUnreadable, TooManyRows."""
    run = IntakeRun.objects.create(
        actor=actor.code,
        employee=employee,
        source=source_name,
        file_name=file_name[:200],
        key_versions=sorted(settings.LOOKUP_KEYS),
    )
    rows = staging.stage(run=run, source=source, as_of=as_of, progress=progress)
    if most_rows is not None and rows > most_rows:
        raise TooManyRows(rows)
    run.counts = {"raekker": rows}
    _judge(run, as_of=as_of, employee=employee, progress=progress)
    run.save()
    return run


class AlreadySaved(Exception):
    """The run is no longer waiting to be saved."""


class RowsAreBad(Exception):
    """Nothing is saved while a row is bad, unless the bad rows are to be left out."""


class ReviewChanged(Exception):
    """The facts changed since the list was looked through: look again before saving."""


class Collided(Exception):
    """Somebody registered one of the same facts meanwhile; nothing was saved. Try again."""


def save(
    *,
    run: IntakeRun,
    leave_out_bad: bool,
    as_of: date,
    actor: Actor,
    progress: staging.Progress = silent,
) -> IntakeRun:
    """Raises AlreadySaved, RowsAreBad, ReviewChanged, Collided, UnitClosed; then nothing is saved.

    1. Take the run: whoever comes second finds it saved.
    2. Lock its citizens and hold its jobcentres open, so that nothing comes between judging and
       writing.
    3. Judge it anew; what was looked through must still be what is saved.
    4. Write, recompute, and let every constraint speak before the transaction ends.
    """
    try:
        with change(actor=actor, reason=f"Indlæst fra {run.source}"):
            _take(run)
            findings.lock_citizens(citizen_ids=matching.known_citizens(run))
            hold_open(teams=matching.unassigned_teams(run))
            _judge_again(run, as_of=as_of, progress=progress)
            if run.counts["fejl"] and not leave_out_bad:
                raise RowsAreBad
            run.moved = storing.store(run, as_of=as_of, actor=actor, progress=progress)
            check_now()
            run.state = IntakeRun.State.SAVED
            run.save()
    except IntegrityError as error:
        if violated(error) in REGISTERED_MEANWHILE:
            raise Collided from error
        raise
    return run


class _TakeBack(Exception):
    """Ends what was only tried."""


def foresee_moves(*, run: IntakeRun, as_of: date, actor: Actor) -> IntakeRun:
    """Counts the dates that saving would move, by saving and taking it back."""
    moved = None
    try:
        with only_tried(), change(actor=actor):
            findings.lock_citizens(citizen_ids=matching.known_citizens(run))
            moved = storing.store(run, as_of=as_of, actor=actor, progress=silent)
            raise _TakeBack
    except _TakeBack:
        run.counts["flytter"] = moved
        run.save(update_fields=["counts"])
    return run


@transaction.atomic
def review_again(*, run: IntakeRun, as_of: date, actor: Actor) -> IntakeRun:
    """When the facts have changed since the list was looked through."""
    current = IntakeRun.objects.select_for_update().get(pk=run.pk)
    _judge(current, as_of=as_of, employee=current.employee, progress=silent)
    current.save()
    return foresee_moves(run=current, as_of=as_of, actor=actor)


def clear_rows(run: IntakeRun) -> None:
    """The rows have served; those of which the receipt says something stay to be read for a day."""
    run.rows.exclude(line__in=run.problems.values("line")).delete()


def discard(*, run: IntakeRun) -> None:
    IntakeRun.objects.filter(pk=run.pk, state=IntakeRun.State.REVIEWED).update(
        state=IntakeRun.State.DISCARDED
    )
    _delete_material(run)


def delete_expired(*, now: datetime) -> int:
    """The number of runs whose rows are deleted; what was read, when and by whom stays.

    Who holds a list closes it first: nobody is to go on with a list whose rows are gone.
    """
    for let_go in registry.holders():
        let_go(now=now)
    expired = Q(is_held=False, at__lt=now - KEPT_FOR) | Q(at__lt=now - HELD_FOR)
    runs = list(IntakeRun.objects.filter(expired, rows__isnull=False).distinct())
    for run in runs:
        discard(run=run)
    return len(runs)


def reseal_waiting_rows() -> Iterator[int]:
    """How many rows each step has given the encryption key in use."""
    while count := reseal_some(
        IntakeRow.objects.filter(ciphertext__isnull=False), owner=lambda row: str(row.new_id)
    ):
        yield count


def _take(run: IntakeRun) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    taken = IntakeRun.objects.select_for_update().get(pk=run.pk)
    if taken.state != IntakeRun.State.REVIEWED or taken.key_versions != sorted(
        settings.LOOKUP_KEYS
    ):
        raise AlreadySaved


def _judge_again(run: IntakeRun, *, as_of: date, progress: staging.Progress) -> None:
    looked_through = run.fingerprint
    _judge(run, as_of=as_of, employee=run.employee, progress=progress)
    if run.fingerprint != looked_through:
        raise ReviewChanged


def _judge(
    run: IntakeRun, *, as_of: date, employee: Employee | None, progress: staging.Progress
) -> None:
    with staging.joined_as_sets(run.counts["raekker"]):
        matching.match_citizens(run)
        matching.refuse_before_birth(run)
        judging.judge_run(run, employee=employee, progress=progress)
        run.counts = queries.counts(run, as_of=as_of)


def _delete_material(run: IntakeRun) -> None:
    run.problems.all().delete()
    run.rows.all().delete()
