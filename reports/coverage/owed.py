"""Which quarters are owed, signed, or signed on a list that was taken back since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports.afstemning.models import Afstemning
from reports.coverage.models import SignedQuarter
from reports.quarters import Quarter, until


@dataclass(frozen=True)
class QuarterState:
    """`is_taken_back`: a list behind the signature is rolled back, and none has come in its place."""

    quarter: Quarter
    signed: SignedQuarter | None
    has_list: bool
    is_taken_back: bool

    def is_owed(self, as_of: date) -> bool:
        return self.signed is None and self.quarter.is_near_its_end(as_of)


def quarters(*, as_of: date) -> list[QuarterState]:
    """Newest first, from the first one of which a list was ever sent, whatever became of it. Two queries."""
    lists: dict[Quarter, list[Afstemning]] = {}
    for one in Afstemning.objects.all():
        lists.setdefault(Quarter.of(one.list_day), []).append(one)
    signed = {
        Quarter(one.year, one.quarter): one
        for one in SignedQuarter.objects.select_related("signed_by")
    }
    now = Quarter.of(as_of)
    every = until(min([now, *lists, *signed]), now)
    return [_state(one, signed.get(one), lists.get(one, [])) for one in every][::-1]


def _state(
    quarter: Quarter, signed: SignedQuarter | None, lists: Sequence[Afstemning]
) -> QuarterState:
    standing = [one for one in lists if one.state == Afstemning.State.APPROVED]
    gone = [one for one in lists if signed and _is_gone(one, signed, standing)]
    return QuarterState(quarter, signed, bool(standing), bool(gone))


def _is_gone(one: Afstemning, signed: SignedQuarter, standing: Sequence[Afstemning]) -> bool:
    if one.approved_at is None or one.rolled_back_at is None:
        return False
    since = one.rolled_back_at
    return one.approved_at < signed.signed_at < since and not any(
        other.source_id == one.source_id and other.approved_at and other.approved_at > since
        for other in standing
    )
