"""A number given by mistake is taken back: the citizen's earlier one is given again, and found once."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from cases.citizens import cpr, operations
from cases.citizens.models import Citizen, CprDigest, CprNumber
from cases.citizens.queries import citizen_with_cpr, current_cpr
from tests.factories import TEST, TODAY, make_citizen

pytestmark = pytest.mark.django_db

RIGHT = cpr.parse("610185-1234")
MISTAKEN = cpr.parse("620190-4321")


@pytest.fixture
def citizen() -> Citizen:
    citizen = make_citizen(cpr_number=RIGHT.formatted)
    give(citizen, MISTAKEN)
    return citizen


def give(citizen: Citizen, number: cpr.Cpr, reason: str = "") -> CprNumber:
    return operations.add_cpr_number(
        citizen=citizen, cpr=number, valid_from=TODAY, reason=reason, actor=TEST
    )


def test_the_earlier_number_given_again_is_the_one_in_use(citizen: Citizen) -> None:
    give(citizen, RIGHT, "Tastefejl")
    citizen.refresh_from_db()
    assert (current_cpr(citizen), citizen.birth_date) == (RIGHT, date(1985, 1, 1))
    assert citizen.cpr_numbers.count() == 3
    assert citizen_with_cpr(RIGHT) == citizen_with_cpr(MISTAKEN) == citizen


def test_each_number_is_looked_up_by_one_row_however_often_it_is_given(citizen: Citizen) -> None:
    first = CprNumber.objects.earliest("pk")
    again = [give(citizen, number, "Tastefejl") for number in (RIGHT, MISTAKEN, RIGHT)]
    assert [row.repeats_id for row in again] == [first.pk, first.pk + 1, first.pk]
    assert CprDigest.objects.count() == 2
    assert current_cpr(citizen) == RIGHT


def test_why_must_be_told(citizen: Citizen) -> None:
    with pytest.raises(operations.ReasonMissing):
        give(citizen, RIGHT)
    citizen.refresh_from_db()
    assert (current_cpr(citizen), citizen.version) == (MISTAKEN, 2)


def test_the_number_in_use_is_not_given_again(citizen: Citizen) -> None:
    with pytest.raises(operations.AlreadyInUse):
        give(citizen, MISTAKEN, "Tastefejl")
    give(citizen, RIGHT, "Tastefejl")
    with pytest.raises(operations.AlreadyInUse):
        give(citizen, RIGHT, "Tastefejl")


@pytest.mark.parametrize("number", [RIGHT, MISTAKEN])
def test_neither_number_becomes_anothers(citizen: Citizen, number: cpr.Cpr) -> None:
    give(citizen, RIGHT, "Tastefejl")
    other = make_citizen()
    with pytest.raises(operations.CprBelongsToAnother):
        give(other, number, "Tastefejl")
    with pytest.raises(operations.CprBelongsToAnother):
        operations.register_citizen(name="Ny Borger", cpr=number, as_of=TODAY, actor=TEST)
    assert citizen_with_cpr(number) == citizen
    assert other.cpr_numbers.count() == 1


def insert(citizen: Citizen, *, repeats: CprNumber) -> None:
    """As no operation would."""
    CprNumber.objects.create(
        citizen=citizen, ciphertext=b"x", key_version=1, valid_from=TODAY, repeats=repeats
    )


def test_the_database_lets_no_row_repeat_anothers_number(citizen: Citizen) -> None:
    other = make_citizen()
    first = CprNumber.objects.filter(citizen=citizen).earliest("pk")
    with pytest.raises(IntegrityError, match="borgerens egen"), transaction.atomic():
        insert(other, repeats=first)


def test_the_database_lets_no_row_repeat_one_that_repeats(citizen: Citizen) -> None:
    again = give(citizen, RIGHT, "Tastefejl")
    with pytest.raises(IntegrityError, match="første række"), transaction.atomic():
        insert(citizen, repeats=again)


@pytest.mark.parametrize("allowed", ["", "ja"])
def test_what_a_row_repeats_is_never_changed(citizen: Citizen, allowed: str) -> None:
    """Not by the change of keys either."""
    again = give(citizen, RIGHT, "Tastefejl")
    with pytest.raises(IntegrityError, match="Kun skift_noegle"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('fleksjob.skift_noegle', %s, true)", [allowed])
        CprNumber.objects.filter(pk=again.pk).update(repeats=None)
