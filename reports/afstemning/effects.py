"""What "brug listens" would move: computed by the engine for each person who differs, saved nowhere else.

The marks before and after stand on the same day, so that no date moves because time passed.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from cases.deadlines.marks import Reckoning, compute_rounds, plain_rows, prepare
from cases.deadlines.period import BenefitRow
from cases.deadlines.period_types import PeriodType
from cases.findings import rules as findings
from cases.findings.queries import rules_in_use
from cases.findings.rules import Moved
from cases.intake.staging import batches
from cases.periods.models import Period
from reports.afstemning.models import Afstemning, AfstemningLine
from reports.afstemning.reading import ours_of, wanted_of

LEDIGHEDSYDELSE = PeriodType.LEDIGHEDSYDELSE
AT_ONCE = 1_000
FIELDS = ["moves", "shift", "has_effect"]


def tell_effects(afstemning: Afstemning, lines: Iterable[AfstemningLine], *, as_of: date) -> None:
    """Writes onto each line what would move; a batch of persons at a time."""
    reckoning = prepare(rules_in_use(), as_of=as_of)
    for batch in batches(lines, AT_ONCE):
        _tell_batch(afstemning, batch, reckoning)
        AfstemningLine.objects.bulk_update(batch, FIELDS)


def tell_effect(afstemning: Afstemning, line: AfstemningLine, *, as_of: date) -> None:
    """Of one line, and saved by nobody."""
    _tell_batch(afstemning, [line], prepare(rules_in_use(), as_of=as_of))


def _tell_batch(
    afstemning: Afstemning, batch: Sequence[AfstemningLine], reckoning: Reckoning
) -> None:
    standing = _standing([line.citizen_id for line in batch if line.citizen_id])
    for line in batch:
        _tell(line, _moves(afstemning, line, standing.get(line.citizen_id, {}), reckoning))


def _standing(citizens: Sequence[uuid.UUID]) -> dict[uuid.UUID | None, dict[int, BenefitRow]]:
    found: dict[uuid.UUID | None, dict[int, BenefitRow]] = defaultdict(dict)
    rows = Period.objects.standing().filter(citizen__in=citizens)
    for key, citizen, kind, start, end in rows.values_list(
        "pk", "citizen_id", "kind", "start", "end"
    ):
        found[citizen][key] = BenefitRow(PeriodType(kind), start, end)
    return found


def _moves(
    afstemning: Afstemning,
    line: AfstemningLine,
    standing: dict[int, BenefitRow],
    reckoning: Reckoning,
) -> list[Moved]:
    replaced = {one.id for one in ours_of(line)}
    after = [row for key, row in standing.items() if key not in replaced]
    after += [
        BenefitRow(LEDIGHEDSYDELSE, span.start, span.end) for span in wanted_of(afstemning, line)
    ]
    before = compute_rounds(plain_rows(standing.values()), reckoning)
    then = compute_rounds(plain_rows(after), reckoning)
    return findings.moved(findings.flat(before), findings.flat(then))


def _tell(line: AfstemningLine, moves: Sequence[Moved]) -> None:
    in_order = findings.weightiest_first(moves)
    line.moves = [
        [move.round, move.mark, _iso(move.old_date), _iso(move.new_date)] for move in in_order
    ]
    line.has_effect = bool(moves)
    line.shift = _shift(in_order)


def _shift(moves: Sequence[Moved]) -> int | None:
    """Days by which the first mark that stays a mark moves; earlier is negative."""
    both = [(m.new_date - m.old_date).days for m in moves if m.new_date and m.old_date]
    return min(both, default=None)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
