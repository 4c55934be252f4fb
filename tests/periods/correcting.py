"""A period corrected as on the page: what is not said of it stays."""

from typing import Any

from cases.history import Actor
from cases.periods import operations
from cases.periods.models import Period
from cases.periods.operations import Saved
from tests.factories import TEST, TODAY


def correct(
    period: Period,
    *,
    version: int | None = None,
    reason: str = "",
    actor: Actor = TEST,
    **facts: Any,
) -> Saved:
    return operations.correct_period(
        period_id=period.pk,
        version=version or period.version,
        reason=reason,
        actor=actor,
        as_of=TODAY,
        **{"kind": period.kind, "start": period.start, "end": period.end, **facts},
    )
