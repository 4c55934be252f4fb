"""The engine against the slow rules, on random lives: 150 at hand, 2,000 in CI."""

from __future__ import annotations

import os
from datetime import date

from hypothesis import HealthCheck, example, given, settings

from cases.deadlines.marks import marks_for
from cases.deadlines.period import BenefitRow
from cases.deadlines.period_types import PeriodType
from tests.oracle import slow_rules
from tests.oracle.lives import Row
from tests.oracle.strategies import lives

EXAMPLES = int(os.environ.get("ORACLE_EXAMPLES", "2000" if os.environ.get("CI") else "150"))


def engine_rounds(rows: list[Row], *, as_of: date) -> list[slow_rules.Found]:
    benefit_rows = [BenefitRow(PeriodType(kind), start, end) for kind, start, end in rows]
    return [
        (found.number, found.counted_days, found.m10, found.m12, found.m18)
        for found in marks_for(benefit_rows, as_of=as_of)
    ]


@settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
@given(lives())
@example(([], date(2026, 11, 22)))
def test_engine_agrees_with_the_slow_rules(life: tuple[list[Row], date]) -> None:
    rows, as_of = life
    assert engine_rounds(rows, as_of=as_of) == slow_rules.rounds(rows, as_of=as_of)
