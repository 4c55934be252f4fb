from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.access.forms import OwnCprForm
from cases.drafts import operations, queries
from cases.drafts.models import Draft
from cases.people.models import Employee

pytestmark = pytest.mark.django_db

PAGE = "/sager/F-2026-0412/luk/"


def save(employee: Employee, **fields: str) -> None:
    operations.save_draft(
        employee=employee,
        page=PAGE,
        fields={name: [text] for name, text in fields.items()},
    )


def test_what_was_typed_comes_back(anne: Employee) -> None:
    save(anne, reason="Flyttet til Odense", csrfmiddlewaretoken="x", submission_token="y")
    saved = queries.draft_of(employee=anne, page=PAGE, now=timezone.now())
    assert saved is not None
    assert saved.fields == {"reason": ["Flyttet til Odense"]}


def test_the_version_it_was_typed_against_comes_back_too(anne: Employee) -> None:
    save(anne, reason="Flyttet til Odense", version="3")
    saved = queries.draft_of(employee=anne, page=PAGE, now=timezone.now())
    assert saved is not None
    assert saved.fields["version"] == ["3"]


def test_it_is_encrypted_and_only_ones_own(anne: Employee, bo: Employee) -> None:
    save(anne, reason="Flyttet til Odense")
    assert b"Odense" not in bytes(Draft.objects.get().ciphertext)
    assert queries.draft_of(employee=bo, page=PAGE, now=timezone.now()) is None


def test_passwords_are_never_kept(anne: Employee) -> None:
    save(anne, new_password="hemmelig", engangskode="c8x", one_time_code="c8x")
    saved = queries.draft_of(employee=anne, page=PAGE, now=timezone.now())
    assert saved is not None
    assert saved.fields == {}


def test_a_jobcenters_code_comes_back(anne: Employee) -> None:
    save(anne, code="JC7")
    saved = queries.draft_of(employee=anne, page=PAGE, now=timezone.now())
    assert saved is not None
    assert saved.fields == {"code": ["JC7"]}


def test_ones_own_cpr_number_is_never_kept(client: Client, anne: Employee) -> None:
    client.force_login(anne)
    (field,) = OwnCprForm().fields
    client.post(reverse("gem_kladde"), {"draft_page": "/egen-cpr/", field: "610185-1234"})
    saved = queries.draft_of(employee=anne, page="/egen-cpr/", now=timezone.now())
    assert saved is not None
    assert saved.fields == {}


def test_a_draft_whose_key_is_gone_is_no_draft(anne: Employee) -> None:
    save(anne, reason="x")
    Draft.objects.update(key_version=99)
    assert queries.draft_of(employee=anne, page=PAGE, now=timezone.now()) is None


def test_after_seven_days_it_is_gone_even_before_the_nightly_clearing(
    anne: Employee,
) -> None:
    save(anne, reason="x")
    later = timezone.now() + timedelta(days=7)
    assert queries.draft_of(employee=anne, page=PAGE, now=later) is None
    assert operations.clear_old(now=later) == 1
    assert not Draft.objects.exists()


def test_the_clearing_leaves_a_younger_draft(anne: Employee) -> None:
    save(anne, reason="x")
    assert operations.clear_old(now=timezone.now() + timedelta(days=6)) == 0


def test_saved_fetched_and_discarded_over_the_web(client: Client, anne: Employee) -> None:
    client.force_login(anne, backend="cases.access.backend.EmployeeBackend")
    place = {"draft_page": PAGE}
    client.post(reverse("gem_kladde"), {**place, "reason": "Flyttet"})
    answer = client.post(reverse("hent_kladde"), place)
    assert answer.json()["fields"] == {"reason": ["Flyttet"]}
    client.post(reverse("kasser_kladde"), place)
    assert client.post(reverse("hent_kladde"), place).status_code == 204


@pytest.mark.slow
def test_a_stranger_neither_extends_nor_reads(client: Client) -> None:
    for name in ("forlaeng", "gem_kladde", "hent_kladde", "kasser_kladde"):
        assert client.post(reverse(name)).status_code == 302
