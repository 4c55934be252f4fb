"""`has_benefit` beside the next deadline is what the periods say, however they were written."""

import pytest

from cases.citizens.models import Citizen
from cases.nextsteps.models import NextStep
from cases.periods import operations
from cases.periods.models import Period
from tests.factories import TEST, TODAY, make_citizen, make_period
from tests.intake.lists import row, take_in
from tests.periods.correcting import correct

pytestmark = pytest.mark.django_db


def has_benefit(citizen: Citizen) -> bool:
    """As stored; the rule is asked as well, of everyone."""
    paid = Period.objects.standing().exclude(kind__in=["fleksjob", "andet"])
    stored = NextStep.objects.filter(has_benefit=True).values_list("citizen", flat=True)
    assert set(stored) == set(paid.values_list("citizen", flat=True))
    return citizen.pk in set(stored)


@pytest.mark.parametrize("kind", Period.Kind.values)
def test_a_registered_period_of_any_type_but_two(kind):
    citizen = make_citizen()
    make_period(citizen, kind=kind)
    assert has_benefit(citizen) == (kind not in ("fleksjob", "andet"))


def test_a_correction_of_the_type():
    period = make_period(citizen := make_citizen())
    correct(period, kind="fleksjob")
    assert not has_benefit(citizen)


def test_an_annulment_and_its_undoing():
    period = make_period(citizen := make_citizen())
    annul = {"period_id": period.pk, "actor": TEST, "as_of": TODAY}
    operations.annul_period(**annul, version=1, reason="Forkert borger")
    assert not has_benefit(citizen)
    operations.undo(**annul, version=2)
    assert has_benefit(citizen)


def test_one_of_two_periods_annulled_leaves_the_other():
    make_period(citizen := make_citizen())
    other = make_period(citizen, kind="barsel")
    operations.annul_period(
        period_id=other.pk, version=1, reason="Forkert", actor=TEST, as_of=TODAY
    )
    assert has_benefit(citizen)


def test_a_list_taken_in():
    take_in(row(1), row(2))
    assert all(has_benefit(citizen) for citizen in Citizen.objects.all())
    assert Citizen.objects.count() == 2
