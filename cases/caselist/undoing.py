"""Taking back a hand-over: each case returns to who had it, unless someone has moved it since."""

from collections.abc import Mapping, Sequence

from cases.casefile import operations
from cases.casefile.models import Case
from cases.history import Actor, change

Before = Mapping[str, tuple[int | None, int]]  # by case number: caseworker and team


def return_cases(
    *, cases: Sequence[Case], handed_to: int, before: Before, actor: Actor
) -> list[Case]:
    returned = []
    with change(actor=actor, reason="Fortrudt overdragelse"):
        for case in sorted(cases, key=lambda one: one.pk):
            current = operations.case_to_change(case, version=None)
            if current.caseworker_id != handed_to:
                continue
            current.caseworker_id, current.team_id = before[current.number]
            current.save(update_fields=["caseworker", "team", "version"])
            returned.append(current)
    return returned
