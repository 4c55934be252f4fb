"""What has been done since the night told of it, before the person's own hour came.

Only what is recorded as done: a mark that time alone has come past is still told, and so is one
that has moved meanwhile.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from cases.deadlines.explanation import MarkKind
from cases.deadlines.next_step import NOTHING_DONE
from cases.findings.models import Finding
from cases.nextsteps.registry import steps_done
from cases.reminders.models import Obligation

MARKS = [kind.value for kind in MarkKind]


def done_since_told(found: Sequence[Obligation]) -> frozenset[int]:
    """Those of the obligations that ask for nothing any more."""
    asked = {
        one.pk: (one.case.citizen_id, one.kind, one.due)
        for one in found
        if one.case and one.kind in MARKS
    }
    done = steps_done(sorted({citizen for citizen, *_ in asked.values()})) if asked else {}
    rounds = _rounds(list(done))
    return frozenset(
        key
        for key, mark in asked.items()
        if mark in rounds
        and done[mark[0]].get(rounds[mark], NOTHING_DONE).has_done(MarkKind(mark[1]))
    )


def _rounds(citizens: Sequence[UUID]) -> dict[tuple[UUID, str, date], int]:
    """By the day of each mark: an obligation has the day, and no round."""
    if not citizens:
        return {}
    findings = Finding.objects.filter(citizen__in=citizens)
    return {
        (citizen, kind, due): number
        for citizen, number, *days in findings.values_list("citizen_id", "round", *MARKS)
        for kind, due in zip(MARKS, days, strict=True)
        if due
    }
