"""What is done in each round, told to `cases`, which stores each citizen's next deadline."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from cases.deadlines.next_step import StepsDone
from revurdering.models import Revurdering


def progress(citizen_ids: Sequence[UUID] | None) -> Iterator[tuple[UUID, int, StepsDone]]:
    """`None` asks for every citizen."""
    records = Revurdering.objects.filter(round__isnull=False)
    if citizen_ids is not None:
        records = records.filter(citizen_id__in=citizen_ids)
    rows = records.values_list(
        "citizen_id", "round", "handed_over_on", "received_on", "started_on", "finished_on"
    )
    for citizen_id, number, handed_over, received, started, finished in rows.iterator():
        assert number is not None
        yield (
            citizen_id,
            number,
            StepsDone(
                handed_over=bool(handed_over or received),
                started=bool(started),
                finished=bool(finished),
            ),
        )
