"""Each person decides about their own mail; the one-click link needs no log-in."""

import uuid
from urllib.parse import urlsplit

import pytest
from django.test import Client

from cases.drafts.submissions import FIELD
from cases.history import Actor
from cases.mail import wishes
from cases.mail.models import MailWish, RefusedAddress

pytestmark = pytest.mark.django_db

PAGE = "/profil/mail/"
FORM = {"is_on": "on", "earliest": "9", "kinds": ["m12", "m18"]}


@pytest.fixture
def submission() -> dict[str, str]:
    return {FIELD: str(uuid.uuid4())}


def one_click(url: str) -> Client:
    """As a mail program does it: no cookie, no token, and csrf is asked for as in production."""
    client = Client(enforce_csrf_checks=True)
    client.response = client.post(urlsplit(url).path, {"List-Unsubscribe": "One-Click"})
    return client


def test_what_is_chosen_is_kept(anne, client_of, submission):
    client = client_of(anne)
    assert client.post(PAGE, {**FORM, **submission}).status_code == 302
    wish = wishes.wishes()[anne.pk]
    assert (wish.is_on, wish.earliest, wish.wants("m10"), wish.wants("m12")) == (
        True, 9, False, True
    )  # fmt: skip


def test_the_page_shows_what_is_chosen(anne, client_of):
    wishes.save(MailWish(employee=anne, earliest=11), actor=Actor.employee(anne))
    assert '<option value="11" selected>' in client_of(anne).get(PAGE).content.decode()


@pytest.mark.parametrize("earliest", ["6", "23", "x"])
@pytest.mark.slow
def test_no_mail_at_night(anne, client_of, submission, earliest):
    page = client_of(anne).post(PAGE, {**FORM, "earliest": earliest, **submission})
    assert "Vælg et tidspunkt mellem kl. 7 og 18" in page.content.decode()
    assert not MailWish.objects.exists()


def test_one_click_in_the_mail_program_switches_it_off(anne):
    client = one_click(wishes.unsubscribe_url(anne.pk))
    assert client.response.status_code == 200
    assert not wishes.wishes()[anne.pk].is_on


def test_following_the_link_only_asks(anne, client):
    """Scanners follow every link in a mail."""
    page = client.get(urlsplit(wishes.unsubscribe_url(anne.pk)).path)
    assert "Slå mailen fra" in page.content.decode()
    assert anne.name not in page.content.decode()
    assert not MailWish.objects.exists()


def test_twice_is_off_once(anne):
    for _ in range(2):
        one_click(wishes.unsubscribe_url(anne.pk))
    assert MailWish.history.count() == 1


def test_a_link_that_is_not_ours_leads_nowhere(anne, bo):
    url = wishes.unsubscribe_url(anne.pk).replace(f"/{anne.pk}/", f"/{bo.pk}/")
    assert one_click(url).response.status_code == 404
    assert not MailWish.objects.exists()


def test_a_refused_address_is_told_to_whom_it_belongs(anne, client_of):
    RefusedAddress.objects.create(employee=anne, address=anne.email, answer="550")
    assert "Mailserveren kender ikke adressen" in client_of(anne).get(PAGE).content.decode()
