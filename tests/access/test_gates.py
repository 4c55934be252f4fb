"""Before the first citizen: one's own CPR number, and for quality control a purpose."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from cases.access import own_cpr
from cases.casefile.models import Case
from cases.people.models import Employee, EmployeeCprDigest, Role
from tests.factories import make_case, make_citizen, make_employee

pytestmark = pytest.mark.django_db

OWN = "610185-1234"


@pytest.fixture
def ny() -> Employee:
    return make_employee("Ny", own_cpr=False)


@pytest.fixture
def case(ny: Employee) -> Case:
    return make_case(owner=ny)


def address(case: Case) -> str:
    return reverse("opslag", args=[case.number])


def test_no_citizen_is_shown_before_the_own_number_is_entered(
    ny: Employee, case: Case, client_of: Callable[..., Client]
) -> None:
    page = client_of(ny).get(address(case))
    assert page["Location"] == reverse("egen_cpr")


@pytest.mark.slow
def test_afterwards_the_page_that_was_asked_for_comes(
    ny: Employee, case: Case, client_of: Callable[..., Client]
) -> None:
    client = client_of(ny)
    client.get(address(case))
    page = client.post(reverse("egen_cpr"), {"number": OWN}, follow=True)
    assert page.redirect_chain == [(address(case), 302)]
    assert case.citizen.name in page.content.decode()


def test_only_a_digest_of_the_number_is_kept(
    ny: Employee, client_of: Callable[..., Client]
) -> None:
    client_of(ny).post(reverse("egen_cpr"), {"number": OWN})
    (kept,) = EmployeeCprDigest.objects.filter(employee=ny)
    assert len(kept.digest) == 32
    assert own_cpr.entered().filter(employee=ny).exists()


def test_the_own_case_is_closed_from_then_on(
    ny: Employee, client_of: Callable[..., Client]
) -> None:
    own = make_case(owner=ny, citizen=make_citizen(cpr_number=OWN))
    client = client_of(ny)
    client.post(reverse("egen_cpr"), {"number": OWN})
    assert client.get(address(own)).status_code == 404


def test_another_number_is_refused_the_second_time(
    ny: Employee, client_of: Callable[..., Client]
) -> None:
    client = client_of(ny)
    client.post(reverse("egen_cpr"), {"number": OWN})
    page = client.post(reverse("egen_cpr"), {"number": "610190-1234"})
    assert page.status_code == 200
    assert EmployeeCprDigest.objects.filter(employee=ny).count() == 1


def test_a_number_with_nine_digits_is_explained(
    ny: Employee, client_of: Callable[..., Client]
) -> None:
    page = client_of(ny).post(reverse("egen_cpr"), {"number": "61018-1234"})
    assert "har 9 cifre" in page.content.decode()


def test_quality_control_says_what_for_first(case: Case, client_of: Callable[..., Client]) -> None:
    client = client_of(make_employee("Karl", role=Role.QUALITY_CONTROL))
    assert client.get(address(case))["Location"] == reverse("formaal")
    page = client.post(reverse("formaal"), {"purpose": "Stikprøve"}, follow=True)
    assert page.redirect_chain == [(address(case), 302)]
    assert case.citizen.name in page.content.decode()


def test_a_purpose_of_ones_own_making_is_refused(client_of: Callable[..., Client]) -> None:
    client = client_of(make_employee("Karl", role=Role.QUALITY_CONTROL))
    assert client.post(reverse("formaal"), {"purpose": "nysgerrig"}).status_code == 200
