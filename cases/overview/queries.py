"""What the overview of a case is made of."""

from datetime import date

from cases.casefile.models import Case
from cases.findings import queries as findings
from cases.findings.models import Move
from cases.nextsteps import registry
from cases.overview.forms import TimelineState
from cases.overview.outlook import Outlook, look

MOVES_SHOWN = 3


def outlook_of(case: Case, *, as_of: date, state: TimelineState | None = None) -> Outlook:
    """Always computed for `as_of`: a stored finding may be older than today."""
    rows = findings.benefit_rows(citizen_id=case.citizen_id)
    return look(
        state.applied(rows) if state else rows,
        as_of=as_of,
        shown=state.shown if state else as_of,
        rules=findings.rules_in_use(),
        done=registry.steps_done([case.citizen_id]).get(case.citizen_id, {}),
    )


def recent_moves(case: Case) -> list[Move]:
    return list(findings.moves_of(citizen_id=case.citizen_id)[:MOVES_SHOWN])
