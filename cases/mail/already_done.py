"""What has been done since the night told of it, before the person's own hour came.

Only what is recorded as done: a mark that time alone has come past is still told, and so is one
that has moved meanwhile.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from cases.deadlines.explanation import MarkKind
from cases.deadlines.next_step import NOTHING_DONE, StepsDone
from cases.deadlines.tilflytning import finish_by
from cases.findings.models import Finding
from cases.findings.queries import rules_in_use
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
    rounds = _rounds(done)
    return frozenset(
        key
        for key, mark in asked.items()
        if mark in rounds
        and done[mark[0]].get(rounds[mark], NOTHING_DONE).has_done(MarkKind(mark[1]))
    )


def _rounds(
    done: Mapping[UUID, Mapping[int, StepsDone]],
) -> dict[tuple[UUID, str, date], int]:
    """By the day of each mark, also as a move left it: an obligation has the day, and no round."""
    if not done:
        return {}
    findings, rules = Finding.objects.filter(citizen__in=list(done)), rules_in_use()
    found = {}
    for citizen, number, *days in findings.values_list("citizen_id", "round", *MARKS):
        moved_on = done[citizen].get(number, NOTHING_DONE).moved_on
        if m18 := days[-1]:
            last_day = finish_by(m18, moved_on=moved_on, rules=rules)
            found[citizen, MarkKind.M18.value, last_day] = number
        found |= {
            (citizen, kind, due): number for kind, due in zip(MARKS, days, strict=True) if due
        }
    return found
