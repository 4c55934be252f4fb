"""What is done in each round, told to `cases`: for each citizen's next deadline, and for reminders."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from django.db import connection
from django.utils import timezone

from cases.arrays import array
from cases.deadlines.next_step import StepsDone
from cases.deadlines.tilflytning import Tilflytning

# By hand: asked at every save, and at once for thousands, where each key as a parameter of its own
# would cost more than the answer.
DONE = """
    SELECT citizen_id, round, handed_over_on IS NOT NULL OR received_on IS NOT NULL,
           started_on IS NOT NULL, finished_on IS NOT NULL, tilflytning_on, tilflytning_reason
    FROM revurdering_revurdering
    WHERE round IS NOT NULL"""


def progress(citizen_ids: Sequence[UUID] | None) -> Iterator[tuple[UUID, int, StepsDone]]:
    """`None` asks for every citizen."""
    with connection.cursor() as cursor:
        if citizen_ids is None:
            cursor.execute(DONE)
        else:
            cursor.execute(f"{DONE} AND citizen_id = ANY(%s::uuid[])", [array(citizen_ids)])
        for citizen_id, number, handed_over, started, finished, moved_on, why in cursor:
            moved = Tilflytning(moved_on, why) if moved_on else None
            yield citizen_id, number, StepsDone(handed_over, started, finished, moved)


# When the reason that stands was written; the record keeps only the reason itself.
EXPLAINED = """
    SELECT citizen_id, round, max(day) FROM (
        SELECT record.citizen_id, record.round, version.lateness_reason AS reason,
               (version.history_date AT TIME ZONE %s)::date AS day,
               lag(version.lateness_reason, 1, '') OVER (
                   PARTITION BY version.id ORDER BY version.history_id
               ) AS before
        FROM revurdering_revurdering AS record
        JOIN revurdering_historicalrevurdering AS version ON version.id = record.id
        WHERE record.citizen_id = ANY(%s::uuid[]) AND record.round IS NOT NULL
          AND record.lateness_reason <> ''
    ) AS versions
    WHERE reason <> before AND reason <> ''
    GROUP BY citizen_id, round"""


def explanations(citizen_ids: Sequence[UUID]) -> Iterator[tuple[UUID, int, date]]:
    """The day on which a reason for being late was last given."""
    with connection.cursor() as cursor:
        cursor.execute(EXPLAINED, [timezone.get_default_timezone_name(), array(citizen_ids)])
        yield from cursor.fetchall()


# A record that then said nothing has left its round; it was in it until then.
TIMES_MOVED = """
    SELECT citizen_id, round, count(*) FROM (
        SELECT citizen_id, COALESCE(round, lag(round) OVER versions) AS round,
               tilflytning_on AS now, lag(tilflytning_on) OVER versions AS before
        FROM revurdering_historicalrevurdering WHERE citizen_id = ANY(%s::uuid[])
        WINDOW versions AS (PARTITION BY id ORDER BY history_id)
    ) AS versions
    WHERE now IS DISTINCT FROM before AND round IS NOT NULL
    GROUP BY citizen_id, round"""


def times_moved(citizen_ids: Sequence[UUID]) -> Iterator[tuple[UUID, int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(TIMES_MOVED, [array(citizen_ids)])
        yield from cursor.fetchall()
