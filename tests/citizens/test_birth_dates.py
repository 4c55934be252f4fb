"""`ret_foedselsdatoer`: the birth date is that of the number entered last, also of old rows."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from cases.citizens import cpr, operations
from cases.citizens.models import Citizen
from cases.history import change
from tests.factories import TEST, TODAY, make_citizen

pytestmark = pytest.mark.django_db

NEW = cpr.parse("610185-4321")
BEFORE = date(1970, 1, 1)


@pytest.fixture
def citizen() -> Citizen:
    """As it stood before a new number set the birth date."""
    citizen = make_citizen()
    operations.add_cpr_number(citizen=citizen, cpr=NEW, valid_from=TODAY, actor=TEST)
    citizen.refresh_from_db()
    with change(actor=TEST):
        citizen.birth_date = BEFORE
        citizen.save(update_fields=["birth_date"])
    return citizen


def run(*options: str) -> str:
    out = StringIO()
    call_command("ret_foedselsdatoer", *options, stdout=out)
    return out.getvalue()


def birth_date(citizen: Citizen) -> date | None:
    citizen.refresh_from_db()
    return citizen.birth_date


def test_it_counts_first_and_saves_nothing(citizen: Citizen) -> None:
    assert run() == "1 fødselsdato skal rettes. Intet er gemt; brug --gem.\n"
    assert birth_date(citizen) == BEFORE


def test_it_corrects_the_wrong_ones_with_history_and_twice_is_once(citizen: Citizen) -> None:
    right = make_citizen()
    assert "1 fødselsdato er rettet" in run("--gem")
    assert "0 fødselsdatoer er rettet" in run("--gem")
    assert birth_date(citizen) == NEW.birth_date
    latest = citizen.history.latest("history_id")
    assert latest.history_user_id == "kommando:ret_foedselsdatoer"
    assert right.history.count() == 1


def test_it_says_no_number_and_no_name(citizen: Citizen) -> None:
    said = run("--gem")
    assert citizen.name not in said
    assert NEW.digits not in said
