"""What no person types is answered, not stumbled over."""

from collections.abc import Callable
from typing import Any
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


def test_a_stale_token_is_told_in_danish_in_our_layout(anne: Employee) -> None:
    browser = Client(enforce_csrf_checks=True)
    logging_in = browser.post(reverse("login"), {"username": "a"})
    browser.force_login(anne)
    logged_in = browser.post(reverse("profil"), {"reason": "hemmeligt"})
    for answer in (logging_in, logged_in):
        page = answer.content.decode()
        assert (answer.status_code, "Siden er for gammel" in page) == (403, True)
        assert 'lang="da"' in page
        assert "style=" not in page
        assert "hemmeligt" not in page
        assert "Content-Security-Policy" in answer.headers


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


@pytest.mark.parametrize(
    "address",
    ["/sager/%00/", "/sager/?jobcenter=%00", "/sager/?%00=1", "/log-ind/?next=%00", "/%00"],
)
def test_a_nul_byte_in_the_address_is_refused(address: str, hers: Client) -> None:
    assert hers.get(address).status_code == 400


def test_a_nul_byte_is_refused_before_anyone_is_logged_in(client: Client, settings: Any) -> None:
    sent = {"username": "an\0ne", "password": "x"}
    assert client.post("/log-ind/", sent).status_code == 400
    client.cookies[settings.SESSION_COOKIE_NAME] = "\0aaaaaaaaaaaa"
    assert client.get("/log-ind/").status_code == 400


def test_a_nul_byte_is_a_line_in_the_log_and_no_traceback(
    hers: Client, caplog: pytest.LogCaptureFixture
) -> None:
    answer = hers.get("/sager/?jobcenter=%00")
    assert "Siden kan ikke læses" in answer.content.decode()
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert not any(record.exc_info for record in caplog.records)


def test_a_period_that_is_no_number_has_no_effect_shown(case: Case, hers: Client) -> None:
    form = {"periode": "²", "type": "ledighedsydelse", "fra": "1.3.2026", "til": "5.3.2026"}
    assert hers.post(reverse("sag_periode_virkning", args=[case.number]), form).status_code == 200
