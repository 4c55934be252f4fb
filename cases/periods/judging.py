"""What no period may do, said before the database says it; the constraints have the last word."""

from datetime import date

from cases.periods import cause, queries, rules
from cases.periods.models import Period


class PeriodEndsBeforeStart(Exception):
    pass


def check_order(period: Period) -> None:
    """Raises PeriodEndsBeforeStart."""
    if period.end is not None and period.end <= period.start:
        raise PeriodEndsBeforeStart


class PeriodStartsOutOfBounds(Exception):
    """Before the citizen was born, or too far ahead; worded for whoever typed it."""


def check_start(period: Period, *, as_of: date) -> None:
    """Raises PeriodStartsOutOfBounds."""
    birth = period.citizen.birth_date
    if refusal := rules.refused_start(period.start, birth=birth, as_of=as_of):
        raise PeriodStartsOutOfBounds(refusal)


class PeriodOverlaps(Exception):
    """A standing period of the same type has a day in common with this one."""

    def __init__(self, other: Period) -> None:
        super().__init__(f"Perioden overlapper {cause.described(other)}")
        self.other = other


def check_overlap(period: Period) -> None:
    """Raises PeriodOverlaps."""
    if (other := queries.overlapping(period)) is not None:
        raise PeriodOverlaps(other)
