"""Taking back a hand-over: each case returns to who had it.

Not one that someone has moved since, or whose team is closed down.
"""

from collections.abc import Mapping, Sequence

from cases.casefile import operations
from cases.casefile.models import Case
from cases.history import Actor, change
from cases.people.operations import UnitClosed, hold_open

Before = Mapping[str, tuple[int | None, int]]  # by case number: caseworker and team


def return_cases(
    *, cases: Sequence[Case], handed_to: int, before: Before, actor: Actor
) -> list[Case]:
    returned = []
    with change(actor=actor, reason="Fortrudt overdragelse"):
        for case in sorted(cases, key=lambda one: one.pk):
            current = operations.case_to_change(case, version=None)
            caseworker_id, team_id = before[current.number]
            if current.caseworker_id != handed_to or not _stands(team_id):
                continue
            current.caseworker_id, current.team_id = caseworker_id, team_id
            current.save(update_fields=["caseworker", "team", "version"])
            returned.append(current)
    return returned


def _stands(team_id: int) -> bool:
    try:
        hold_open(teams=[team_id])
    except UnitClosed:
        return False
    return True
