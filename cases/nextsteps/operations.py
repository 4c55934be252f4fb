"""Stores each citizen's next deadline; run after findings or a revurdering changed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db import connection

from cases.arrays import array
from cases.deadlines.next_step import AnyRound, StepsDone, duties, first_undone, to_finish_by
from cases.deadlines.rulesets import RuleSet
from cases.findings import queries as findings
from cases.findings.models import Finding
from cases.nextsteps import registry

CHUNK = 5_000

# Every citizen has a row already: an UPDATE checks no foreign key and locks nothing twice. The
# bounds keep it to a stretch of the index when thousands are stored that lie side by side.
STORE = """
    UPDATE cases_nextstep AS stored
    SET counted_days = found.counted_days, round = found.round, kind = found.kind, due = found.due
    FROM unnest(%s::uuid[], %s::smallint[], %s::smallint[], %s::text[], %s::date[])
         AS found (citizen_id, counted_days, round, kind, due)
    WHERE stored.citizen_id = found.citizen_id
      AND stored.citizen_id BETWEEN %s AND %s
      AND (stored.counted_days, stored.round, stored.kind, stored.due)
          IS DISTINCT FROM (found.counted_days, found.round, found.kind, found.due)
"""

NextRow = tuple[UUID, int, int | None, str, date | None]


def store(rounds: Mapping[UUID, Sequence[AnyRound]], *, rules: RuleSet) -> None:
    """From rounds just computed by `rules`. Writes only the rows that differ."""
    done = registry.steps_done(list(rounds))
    rows = [_row(key, found, done.get(key, {}), rules) for key, found in rounds.items()]
    if rows:
        columns = [array(column) for column in zip(*rows, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(STORE, [*columns, min(rounds), max(rounds)])


def row_of(citizen_id: UUID, rounds: Sequence[AnyRound], *, rules: RuleSet) -> NextRow:
    """For whoever stores it together with the rounds."""
    return _row(citizen_id, rounds, registry.steps_done([citizen_id]).get(citizen_id, {}), rules)


def refresh(*, citizen_ids: Sequence[UUID] | None = None) -> None:
    """From the rounds as stored; None is everyone. Run twice it writes nothing the second time."""
    rules = findings.rules_in_use()
    chunk: dict[UUID, Sequence[AnyRound]] = {}
    for citizen_id, rounds in _stored_rounds(citizen_ids):
        chunk[citizen_id] = rounds
        if len(chunk) == CHUNK:
            store(chunk, rules=rules)
            chunk = {}
    store(chunk, rules=rules)


def _row(
    citizen_id: UUID, rounds: Sequence[AnyRound], done: Mapping[int, StepsDone], rules: RuleSet
) -> NextRow:
    counted = rounds[-1][1] or 0
    step = first_undone(duties(to_finish_by(rounds, done, rules), rules), done)
    if step is None:
        return citizen_id, counted, None, "", None
    number, kind, due = step
    return citizen_id, counted, number, kind.value, _day(due)


def _day(due: date | int) -> date:
    return due if isinstance(due, date) else date.fromordinal(due)


def _stored_rounds(citizen_ids: Sequence[UUID] | None) -> Iterator[tuple[UUID, list[AnyRound]]]:
    findings = Finding.objects.order_by("citizen_id", "round")
    if citizen_ids is not None:
        findings = findings.filter(citizen_id__in=citizen_ids)
    rows = findings.values_list("citizen_id", "round", "counted_days", "m10", "m12", "m18")
    for citizen_id, group in groupby(rows.iterator(CHUNK), key=lambda row: row[0]):
        yield citizen_id, [row[1:] for row in group]
