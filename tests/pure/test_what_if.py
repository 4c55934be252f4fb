from datetime import date

from cases.deadlines import what_if
from cases.deadlines.marks import marks_for
from cases.deadlines.period import BenefitRow, closed
from cases.deadlines.period_types import PeriodType

TODAY = date(2026, 11, 22)
ROWS = [
    BenefitRow(PeriodType.LEDIGHEDSYDELSE, date(2025, 9, 1), date(2025, 11, 1)),
    BenefitRow(PeriodType.LEDIGHEDSYDELSE, date(2026, 3, 1), None),
    BenefitRow(PeriodType.BARSEL, date(2026, 7, 1), date(2026, 8, 16)),
]


def test_a_fleksjob_on_1_january_keeps_the_10_months_and_stops_the_12():
    (current,) = marks_for(what_if.begins_fleksjob(ROWS, on=date(2027, 1, 1)), as_of=TODAY)
    assert (current.m10, current.m12) == (date(2026, 12, 13), None)


def test_a_leave_of_84_days_moves_the_12_months_by_84_days():
    leave = closed(date(2027, 1, 4), date(2027, 3, 28))
    rows = what_if.takes_leave(ROWS, kind=PeriodType.BARSEL, leave=leave)
    (before,), (after,) = marks_for(ROWS, as_of=TODAY), marks_for(rows, as_of=TODAY)
    assert (after.m12 - before.m12).days == 84


def test_what_was_planned_after_the_fleksjob_falls_away():
    planned = [*ROWS, BenefitRow(PeriodType.FERIE, date(2027, 2, 1), date(2027, 3, 1))]
    rows = what_if.begins_fleksjob(planned, on=date(2027, 1, 1))
    assert not [row for row in rows if row.kind is PeriodType.FERIE]
