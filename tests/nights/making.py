"""What the tests of the night have in common."""

from datetime import date, timedelta

from cases.history import change
from cases.nights import operations
from cases.nights.models import Night
from cases.periods.models import Period
from tests.factories import TEST, TODAY, make_citizen, make_period

RUN_NIGHTS = "cases.nights.tasks.run_nights"


def run(today=TODAY):
    return operations.run_nights(today=today, actor=TEST)


def make_people(count=3):
    citizens = [make_citizen(f"Borger {n}") for n in range(count)]
    for citizen in citizens:
        make_period(citizen, date(2025, 3, 15))
    return citizens


def spoil(citizen):
    """A period of a type that no rule knows."""
    with change(actor=TEST):
        return Period.objects.create(citizen=citizen, kind="ukendt", start=TODAY)


def finished_days():
    return list(
        Night.objects.filter(finished_at__isnull=False)
        .order_by("day")
        .values_list("day", flat=True)
    )


def every_day(first, last):
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
