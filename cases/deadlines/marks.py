"""The three marks of LAS § 74 c for each round of one citizen.

1. m12: the first day of the round on which 12 months stand. The duty to assess arises.
2. m18: when six more months have been received. The assessment must be finished.
3. m10: the municipality's own hand-over; never shown as law.
4. The next round begins the day after m12. The first round whose m12 is not on or before `as_of`
   is the current one; every citizen has exactly one.

`compute_rounds` works on plain tuples and ordinals, for a whole country at a time;
`marks_for` is the same for one citizen, in dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product

from cases.deadlines import ledger as ledgers
from cases.deadlines import rulesets
from cases.deadlines.ledger import Ledger, Row
from cases.deadlines.months import CYCLE, add_months, lengths_ahead, lengths_back
from cases.deadlines.months_within import FOREVER, Regime, counted_at, first_standing, run_start
from cases.deadlines.period import BenefitRow
from cases.deadlines.rulesets import PARAGRAF_74C, RuleRow, RuleSet

# Number, counted days in the window (current round only), m10, m12, m18; days are ordinals.
PlainRound = tuple[int, int | None, int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Round:
    """`counted_days` is given on the current round only; a mark is None where there is none."""

    number: int
    counted_days: int | None
    m10: date | None
    m12: date | None
    m18: date | None

    @property
    def is_current(self) -> bool:
        return self.counted_days is not None


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A rule set made ready for one `as_of`: make it once, use it for every citizen."""

    as_of: int
    limit: int
    duty: tuple[Regime, ...]
    handover: tuple[Regime, ...]
    handover_least: int  # fewer days than this can never be a hand-over
    window: list[int]
    finish: tuple[tuple[int, int, list[int]], ...]


@lru_cache(maxsize=64)
def prepare(rules: RuleSet = PARAGRAF_74C, *, as_of: date) -> Reckoning:
    handover = _regimes(rules.handover_after, rules.within)
    return Reckoning(
        as_of=as_of.toordinal(),
        limit=horizon(rules, as_of=as_of).toordinal() + 1,
        duty=_regimes(rules.assess_after, rules.within),
        handover=handover,
        handover_least=min(rule.least for rule in handover),
        window=lengths_back(months=rulesets.required(rules.within, day=as_of).months),
        finish=tuple((*_days(row), lengths_ahead(months=row.months)) for row in rules.finish_after),
    )


def _regimes(rows: Sequence[RuleRow], frames: Sequence[RuleRow]) -> tuple[Regime, ...]:
    """A regime for each stretch of days on which one row and one window are both in force."""
    found = []
    for row, frame in product(rows, frames):
        first = max(_days(row)[0], _days(frame)[0])
        until = min(_days(row)[1], _days(frame)[1])
        if first < until:
            found.append(Regime(n=row.months, m=frame.months, first=first, until=until))
    return tuple(sorted(found, key=lambda rule: rule.first))


def _days(row: RuleRow) -> tuple[int, int]:
    end = row.valid.end
    return row.valid.start.toordinal(), FOREVER if end is None else end.toordinal()


def horizon(rules: RuleSet = PARAGRAF_74C, *, as_of: date) -> date:
    """The last day on which a mark is sought, and the last day of a row without an end."""
    return add_months(day=as_of, months=rulesets.required(rules.foresight, day=as_of).months)


def compute_rounds(rows: Iterable[Row], reckoning: Reckoning) -> list[PlainRound]:
    """Every round reached on or before `as_of`, and the current one last."""
    return rounds_of(ledgers.build(rows, ledgers.ROLES_74C, reckoning.limit), reckoning)


def rounds_of(ledger: Ledger, reckoning: Reckoning) -> list[PlainRound]:
    as_of, duty, handover = reckoning.as_of, reckoning.duty, reckoning.handover
    rounds: list[PlainRound] = []
    used = 0
    while True:
        reached = first_standing(ledger, used, used, duty)
        m12 = ledger.day_of(reached) if reached >= 0 else None
        if m12 is None or m12 > as_of:
            break
        m10 = run_start(ledger, m12, used, handover)
        rounds.append(
            (len(rounds) + 1, None, m10, m12, _finish_by(ledger, reached, m12, reckoning))
        )
        used = reached + 1
    days = counted_at(ledger, as_of + 1, used, reckoning.window)
    m10 = _handover_from(ledger, used, days, reckoning)
    m18 = None if m12 is None else _finish_by(ledger, reached, m12, reckoning)
    rounds.append((len(rounds) + 1, days, m10, m12, m18))
    return rounds


def _handover_from(ledger: Ledger, used: int, days: int, reckoning: Reckoning) -> int | None:
    """The run that `as_of` belongs to; otherwise the next one to begin."""
    as_of, handover = reckoning.as_of, reckoning.handover
    if days >= reckoning.handover_least:
        standing = run_start(ledger, as_of, used, handover)
        if standing is not None:
            return standing
    today = ledger.counted_before(ledger.place(as_of + 1))
    index = first_standing(ledger, today if today > used else used, used, handover)
    return ledger.day_of(index) if index >= 0 else None


def _finish_by(ledger: Ledger, reached: int, m12: int, reckoning: Reckoning) -> int | None:
    """Accumulated from the day after m12, with no window; empty where the law had no such rule."""
    for first, until, ahead in reckoning.finish:
        if first <= m12 < until:
            index = reached + ahead[(m12 + 1) % CYCLE]
            return ledger.day_of(index) if index < ledger.total else None
    return None


def marks_for(
    rows: Sequence[BenefitRow], *, as_of: date, rules: RuleSet = PARAGRAF_74C
) -> list[Round]:
    """The rounds of one citizen, the current one last."""
    return [
        in_dates(plain) for plain in compute_rounds(plain_rows(rows), prepare(rules, as_of=as_of))
    ]


def plain_rows(rows: Iterable[BenefitRow]) -> list[Row]:
    return [
        (row.kind, row.start.toordinal(), None if row.end is None else row.end.toordinal())
        for row in rows
    ]


def in_dates(plain: PlainRound) -> Round:
    number, days, *marks = plain
    m10, m12, m18 = (None if mark is None else date.fromordinal(mark) for mark in marks)
    return Round(number=number, counted_days=days, m10=m10, m12=m12, m18=m18)
