"""What no person types is answered, not stumbled over."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from cases.casefile.models import Case
from cases.people.models import Employee
from tests.factories import make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(anne: Employee) -> Case:
    return make_case(owner=anne)


@pytest.fixture
def hers(anne: Employee, client_of: Callable[..., Client]) -> Client:
    return client_of(anne)


@pytest.mark.parametrize(
    "query", ["sagsbehandler=²", "antal=²", f"sagsbehandler={'9' * 30}", "side=²", "team=²"]
)
@pytest.mark.slow
def test_a_filter_that_is_no_number_leaves_nothing_out(
    query: str, case: Case, hers: Client
) -> None:
    for name in ("sager", "sager_eksport"):
        assert hers.get(f"{reverse(name)}?{query}").status_code == 200


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("sager", {"q": "abc\0"}),
        ("soeg", {"q": "abc\0"}),
        ("soeg_forslag", {"q": "abc\0"}),
        ("hent_kladde", {"draft_page": "\0"}),
        ("sager_overdrag", {"sag": "\0", "submission_token": str(uuid4())}),
    ],
)
def test_a_nul_byte_is_refused(name: str, form: dict[str, str], hers: Client) -> None:
    assert hers.post(reverse(name), form).status_code == 400


def test_a_nul_byte_in_the_address_is_refused(hers: Client) -> None:
    assert hers.get("/sager/%00/").status_code == 400


def test_a_period_that_is_no_number_has_no_effect_shown(case: Case, hers: Client) -> None:
    form = {"periode": "²", "type": "ledighedsydelse", "fra": "1.3.2026", "til": "5.3.2026"}
    assert hers.post(reverse("sag_periode_virkning", args=[case.number]), form).status_code == 200
