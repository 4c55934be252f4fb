"""A morning as the tests need it: cases that are due, the night that told of them, the hour."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cases.casefile.models import Case
from cases.nights.models import Night
from cases.people.models import Employee
from cases.reminders import operations as reminders
from tests import factories
from tests.factories import TEST, TODAY

MONDAY = TODAY + timedelta(days=1)
TUESDAY = TODAY + timedelta(days=2)


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), ZoneInfo("Europe/Copenhagen"))


def night(day: date = MONDAY) -> Night:
    """As the night leaves it."""
    reminders.plan(day=day, actor=TEST)
    return Night.objects.create(day=day, recomputed_as_of=day, finished_at=at(0, 30, day))


def make_due(
    owner: Employee | None, *, m12: date = MONDAY + timedelta(days=30), name: str = "", **how
) -> Case:
    """A case whose citizen has been on ledighedsydelse without a break; 12 months on `m12`."""
    name = name or f"Borger {factories.Citizen.objects.count()}"
    case = factories.make_case(citizen=factories.make_citizen(name), owner=owner, **how)
    began = m12 + timedelta(days=1)
    factories.make_period(case.citizen, began.replace(year=began.year - 1))
    factories.recompute(case.citizen)
    return case
