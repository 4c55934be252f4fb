"""After rounds have moved: each record to the round it now belongs to."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.db import connection

from cases.deadlines.marks import Round
from cases.findings.registry import Changed
from cases.history import Actor, change
from revurdering import rules
from revurdering.models import Revurdering
from revurdering.operations.writing import save

REMATCHED = "Borgerens runder er regnet om"


def rematch(changed: Sequence[Changed], actor: Actor) -> None:
    """After rounds have moved: each record to the round it now belongs to."""
    rounds = {
        citizen.citizen_id: citizen.after
        for citizen in changed
        if _matching_days(citizen.before) != _matching_days(citizen.after)
    }
    if not rounds or not _any_records(list(rounds)):
        return
    records = Revurdering.objects.saying_something().filter(citizen_id__in=list(rounds))
    of_citizen: dict[uuid.UUID, list[Revurdering]] = {}
    for record in records.select_for_update().order_by("id"):
        of_citizen.setdefault(record.citizen_id, []).append(record)
    for citizen_id, theirs in of_citizen.items():
        matched = rules.match(theirs, rounds[citizen_id])
        with change(actor=actor, reason=REMATCHED):
            for record in theirs:
                if record.round != matched[record.pk]:
                    save(record, round=matched[record.pk])


def _matching_days(rounds: Sequence[Round]) -> list[date | None]:
    return [found.m12 for found in rounds]


def _any_records(citizen_ids: list[uuid.UUID]) -> bool:
    """By hand: asked at every period that is saved, and the answer is mostly no."""
    statement = "SELECT FROM revurdering_revurdering WHERE citizen_id = ANY(%s) LIMIT 1"
    with connection.cursor() as cursor:
        cursor.execute(statement, [citizen_ids])
        return cursor.fetchone() is not None
