import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from cases.people.models import Employee, Role
from cases.preferences.models import PersonalSettings
from tests.factories import make_employee

pytestmark = pytest.mark.django_db

ClientOf = Callable[..., Client]


@pytest.fixture
def hers(anne: Employee, client_of: ClientOf) -> Client:
    return client_of(anne)


def choose(client: Client, **typed: str) -> None:
    client.post(reverse("profil"), {"submission_token": str(uuid.uuid4()), **typed})


def page(client: Client, url: str = "profil") -> str:
    return client.get(reverse(url)).content.decode()


def test_the_shortcuts_are_on_until_someone_says_otherwise(hers: Client) -> None:
    assert 'data-shortcuts="on"' in page(hers, "sager")


@pytest.mark.slow
def test_they_are_switched_off_on_every_page_and_on_again(hers: Client) -> None:
    choose(hers)
    assert 'data-shortcuts="off"' in page(hers, "sager")
    choose(hers, single_keys="on")
    assert 'data-shortcuts="on"' in page(hers, "sager")


@pytest.mark.slow
def test_one_persons_choice_is_nobody_elses(
    hers: Client, bo: Employee, client_of: ClientOf
) -> None:
    choose(hers)
    assert 'data-shortcuts="on"' in page(client_of(bo))
    assert PersonalSettings.objects.count() == 1


def test_the_profile_tells_who_one_is_here(hers: Client, anne: Employee) -> None:
    shown = page(hers)
    assert anne.email in shown
    assert "Musvågevej, 1. januar" in shown.replace("\xa0", " ")


def test_someone_without_a_role_has_a_profile_too(client_of: ClientOf) -> None:
    ida = make_employee("Ida", role=None)
    assert "Min profil" in page(client_of(ida))


@pytest.mark.slow
def test_every_page_leads_to_it(hers: Client, client_of: ClientOf) -> None:
    sanne = make_employee("Sanne", role=Role.SYSTEM_ADMINISTRATOR)
    for client, url in ((hers, "sager"), (client_of(sanne), "administration")):
        assert f'href="{reverse("profil")}"' in page(client, url)
