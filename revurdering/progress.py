"""What is done in each round, told to `cases`, which stores each citizen's next deadline."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db import connection

from cases.arrays import array
from cases.deadlines.next_step import StepsDone

# By hand: asked at every save, and at once for thousands, where each key as a parameter of its own
# would cost more than the answer.
DONE = """
    SELECT citizen_id, round, handed_over_on IS NOT NULL OR received_on IS NOT NULL,
           started_on IS NOT NULL, finished_on IS NOT NULL
    FROM revurdering_revurdering
    WHERE round IS NOT NULL"""


def progress(citizen_ids: Sequence[UUID] | None) -> Iterator[tuple[UUID, int, StepsDone]]:
    """`None` asks for every citizen."""
    with connection.cursor() as cursor:
        if citizen_ids is None:
            cursor.execute(DONE)
        else:
            cursor.execute(f"{DONE} AND citizen_id = ANY(%s::uuid[])", [array(citizen_ids)])
        for citizen_id, number, handed_over, started, finished in cursor:
            yield citizen_id, number, StepsDone(handed_over, started, finished)
