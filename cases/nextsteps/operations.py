"""Stores each citizen's next deadline; run after findings or a revurdering changed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db import connection

from cases.deadlines.marks import Round
from cases.deadlines.next_step import StepsDone, next_step
from cases.findings.models import Finding
from cases.nextsteps import registry

CHUNK = 5_000

STORE = """
    INSERT INTO cases_nextstep AS stored (citizen_id, counted_days, round, kind, due)
    SELECT * FROM unnest(%s::uuid[], %s::smallint[], %s::smallint[], %s::text[], %s::date[])
    ON CONFLICT (citizen_id) DO UPDATE
    SET counted_days = excluded.counted_days, round = excluded.round,
        kind = excluded.kind, due = excluded.due
    WHERE (stored.counted_days, stored.round, stored.kind, stored.due)
          IS DISTINCT FROM (excluded.counted_days, excluded.round, excluded.kind, excluded.due)
"""

Row = tuple[UUID, int, int | None, str, date | None]


def refresh(*, citizen_ids: Sequence[UUID] | None = None) -> None:
    """Writes only the rows that differ; run twice it writes nothing the second time."""
    done = registry.steps_done(citizen_ids)
    chunk: list[Row] = []
    for citizen_id, rounds in _rounds(citizen_ids):
        chunk.append(_row(citizen_id, rounds, done.get(citizen_id, {})))
        if len(chunk) == CHUNK:
            _store(chunk)
            chunk = []
    if chunk:
        _store(chunk)


def _row(citizen_id: UUID, rounds: Sequence[Round], done: Mapping[int, StepsDone]) -> Row:
    counted = rounds[-1].counted_days or 0
    step = next_step(rounds, done)
    if step is None:
        return citizen_id, counted, None, "", None
    return citizen_id, counted, step.round, step.kind.value, step.due


def _rounds(citizen_ids: Sequence[UUID] | None) -> Iterator[tuple[UUID, list[Round]]]:
    findings = Finding.objects.order_by("citizen_id", "round")
    if citizen_ids is not None:
        findings = findings.filter(citizen_id__in=citizen_ids)
    rows = findings.values_list("citizen_id", "round", "counted_days", "m10", "m12", "m18")
    for citizen_id, group in groupby(rows.iterator(CHUNK), key=lambda row: row[0]):
        yield citizen_id, [Round(*row[1:]) for row in group]


def _store(rows: Sequence[Row]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(STORE, [list(column) for column in zip(*rows, strict=True)])
