"""The effect of a change before it is made: what the page shows while someone types. Saves nothing."""

import uuid
from dataclasses import dataclass
from datetime import date

from cases.deadlines.marks import Round, compute_rounds, in_dates, plain_rows, prepare
from cases.deadlines.period import BenefitRow
from cases.deadlines.period_types import PeriodType
from cases.findings import rules
from cases.findings.queries import rules_in_use
from cases.findings.rules import Mark, Moved
from cases.periods import queries
from cases.periods.judging import check_order, check_overlap
from cases.periods.models import Period


@dataclass(frozen=True)
class Preview:
    before: list[Round]
    after: list[Round]
    moves: list[Moved]
    unchanged: list[Mark]


def preview(
    *,
    citizen_id: uuid.UUID,
    period_id: int | None = None,
    kind: str,
    start: date,
    end: date | None,
    as_of: date,
) -> Preview:
    """A new period, or `period_id` with other values. Raises PeriodEndsBeforeStart, PeriodOverlaps."""
    imagined = Period(pk=period_id, citizen_id=citizen_id, kind=kind, start=start, end=end)
    check_order(imagined)
    check_overlap(imagined)
    rows = _rows(citizen_id)
    changed = {key: row for key, row in rows.items() if key != period_id}
    changed[period_id or 0] = BenefitRow(PeriodType(kind), start, end)
    return _effect(rows, changed, as_of)


def preview_annulment(*, period_id: int, as_of: date) -> Preview:
    rows = _rows(Period.objects.values_list("citizen_id", flat=True).get(pk=period_id))
    return _effect(rows, {key: row for key, row in rows.items() if key != period_id}, as_of)


def _rows(citizen_id: uuid.UUID) -> dict[int, BenefitRow]:
    return {
        period.pk: BenefitRow(PeriodType(period.kind), period.start, period.end)
        for period in queries.standing_rows(citizen_id=citizen_id)
    }


def _effect(before: dict[int, BenefitRow], after: dict[int, BenefitRow], as_of: date) -> Preview:
    reckoning = prepare(rules_in_use(), as_of=as_of)
    old = compute_rounds(plain_rows(before.values()), reckoning)
    new = compute_rounds(plain_rows(after.values()), reckoning)
    return Preview(
        before=[in_dates(plain) for plain in old],
        after=[in_dates(plain) for plain in new],
        moves=rules.moved(rules.flat(old), rules.flat(new)),
        unchanged=rules.unchanged(rules.flat(old), rules.flat(new)),
    )
