"""A receipt is for the one who saved, and only when it was saved."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from cases.casefile.models import Case
from cases.people.models import Employee
from cases.readlog.writer import LogUnavailable
from tests.factories import make_case

pytestmark = pytest.mark.django_db

SAVED = "2026 er gemt"


@pytest.fixture
def case(anne: Employee) -> Case:
    return make_case(owner=anne)


@pytest.fixture
def hers(anne: Employee, client_of: Callable[..., Client]) -> Client:
    return client_of(anne)


def register_period(client: Client, case: Case) -> Any:
    form = {"type": "ledighedsydelse", "fra": "1.3.2026", "til": "5.3.2026"}
    address = reverse("sag_perioder", args=[case.number])
    return client.post(address, {**form, "submission_token": str(uuid4())})


def test_what_the_log_took_back_is_not_said_to_be_saved(
    hers: Client, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_: object) -> None:
        raise LogUnavailable

    with monkeypatch.context() as patch:
        patch.setattr("cases.readlog.buffer.write", away)
        assert register_period(hers, case).status_code == 503
    page = hers.get(reverse("sag_perioder", args=[case.number])).content.decode()
    assert SAVED not in page


def test_a_receipt_is_shown_once(hers: Client, case: Case) -> None:
    page = hers.get(register_period(hers, case)["Location"]).content.decode()
    assert SAVED in page


def test_the_next_at_the_machine_reads_no_receipt(hers: Client, case: Case) -> None:
    register_period(hers, case)
    assert set(hers.cookies) <= {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    del hers.cookies[settings.SESSION_COOKIE_NAME]  # run out
    assert SAVED not in hers.get(reverse("login")).content.decode()
