"""What the night does besides computing, with the steps that are really registered."""

from datetime import date, timedelta

import pytest

from cases.nights import registry
from cases.reminders.models import Notice, Obligation
from tests.factories import TODAY, make_case, make_citizen, make_period
from tests.nights.making import run

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(anne):
    """Twelve months stand on 21 January 2027: 60 days from TODAY, the first step before it."""
    case = make_case(citizen=make_citizen(), owner=anne)
    make_period(case.citizen, date(2026, 1, 22))
    return case


M12 = date(2027, 1, 21)


def nights_told_of_m12(anne):
    return list(Obligation.objects.filter(recipient=anne, due=M12).values_list("night", flat=True))


def test_the_night_computes_and_then_tells_the_caseworker(case, anne):
    [night] = run()
    assert nights_told_of_m12(anne) == [TODAY]
    assert night.told == Obligation.objects.count() == Notice.objects.count()


@pytest.mark.slow
def test_a_missed_night_tells_for_its_own_day(case, anne):
    run(TODAY - timedelta(days=2))
    run(TODAY + timedelta(days=3))
    assert nights_told_of_m12(anne) == [TODAY]


def test_reminders_are_the_first_step():
    assert registry.night_steps()[0][0] == "påmindelser"
