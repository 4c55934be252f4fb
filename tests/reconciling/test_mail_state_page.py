"""Whoever answers for the deadlines sees when somebody may not have been told, and what to do."""

from datetime import timedelta

import pytest

from cases.access.viewer import viewer_for
from cases.mail.models import RefusedAddress, SenderState
from cases.nights import queries as nights
from cases.people.models import Role
from cases.reconciling import banner, operations, queries
from cases.reconciling.models import Reconciliation
from tests import factories
from tests.factories import NOW, TODAY
from tests.mail.conftest import make_mail
from tests.mail.morning import MONDAY, at, make_due, night

pytestmark = pytest.mark.django_db

PAGE = "/nat/mails/"
LINK = "Se påmindelser og mails"


def content(client, url=PAGE):
    return client.get(url).content.decode()


def test_before_the_first_night_nobody_has_been_told(tina, client_of, monkeypatch):
    monkeypatch.setattr(nights, "installed_at", lambda: NOW - timedelta(days=1))
    assert "<strong>Ingen nat er kørt endnu, så ingen har fået en påmindelse</strong>" in content(
        client_of(tina)
    )
    monkeypatch.setattr(nights, "installed_at", lambda: NOW)
    assert "<p>Ingen nat er kørt endnu" in content(client_of(tina))


def test_all_is_well(tina, client_of):
    night(TODAY)
    Reconciliation.objects.create(at=NOW)
    page = content(client_of(tina))
    assert "Alt er fortalt og sendt" in page
    assert LINK not in content(client_of(tina), "/profil/")


def test_a_mail_on_its_way_is_not_said_to_be_sent(tina, client_of):
    night(TODAY)
    Reconciliation.objects.create(at=NOW)
    make_mail(tina, composed_at=NOW - timedelta(minutes=5))
    assert "Alt er fortalt, og 1\xa0mail er på vej" in content(client_of(tina))


def test_why_nothing_is_sent_stands_above_every_page_and_the_page_says_what_to_do(tina, client_of):
    SenderState.objects.create(refusal="Journalen er kortere, end databasen husker den.")
    assert LINK in content(client_of(tina), "/profil/")
    page = content(client_of(tina))
    assert "Journalen er kortere, end databasen husker den" in page
    assert "driftsvejledningen" in page


def test_a_caseworker_is_not_told(anne, client_of):
    SenderState.objects.create(refusal="Disken er fuld.")
    assert LINK not in content(client_of(anne), "/profil/")
    assert client_of(anne).get(PAGE).status_code == 404


def test_a_defect_is_counted_and_goes_away(tina, client_of, settings):
    settings.EMAIL_HOST = "mail.example.dk"
    make_mail(tina, composed_at=NOW - timedelta(hours=2))
    operations.reconcile(at=NOW)
    page = content(client_of(tina))
    assert "1\xa0påmindelse eller mail mangler" in page
    assert "Mail ikke sendt efter en time" in page


@pytest.mark.slow
def test_a_case_that_nobody_can_be_told_of_is_told_to_those_who_answer_for_it(sigrid, client_of):
    make_due(None, m12=MONDAY, jobcenter=factories.make_jobcenter("Jobcenter Syv"))
    night()
    operations.reconcile(at=at(2))
    page = content(client_of(sigrid))
    assert "1\xa0sag har ingen, der kan få besked om fristen" in page
    assert "Jobcenter Syv" in page
    assert LINK in content(client_of(sigrid), "/profil/")


@pytest.mark.slow
def test_a_late_case_without_a_teamchef_is_told_to_those_who_answer_for_it(sigrid, client_of):
    """Its caseworker is told; the teamchef who must hear of it is nobody."""
    centre = factories.make_jobcenter("Jobcenter Syv")
    owner = factories.make_employee("Mads", jobcenter=centre, own_cpr=False)
    make_due(owner, m12=MONDAY - timedelta(days=2), jobcenter=centre)
    make_due(owner, m12=MONDAY + timedelta(days=9), jobcenter=centre)
    night()
    assert operations.reconcile(at=at(2)) == 1
    page = content(client_of(sigrid))
    assert "1\xa0sag er over fristen, uden at nogen teamchef kan få besked" in page
    assert "Jobcenter Syv" in page
    assert LINK in content(client_of(sigrid), "/profil/")
    factories.make_employee("Tove", role=Role.TEAM_LEADER, jobcenter=centre, own_cpr=False)
    assert operations.reconcile(at=at(3)) == 0


@pytest.mark.slow
def test_it_is_gone_when_the_jobcenter_has_a_teamchef(sigrid, client_of):
    centre = factories.make_jobcenter("Jobcenter Syv")
    make_due(None, m12=MONDAY, jobcenter=centre)
    night()
    factories.make_employee("Tove", role=Role.TEAM_LEADER, jobcenter=centre)
    operations.reconcile(at=at(2))
    assert "har ingen, der kan få besked" not in content(client_of(sigrid))


def test_a_reconciler_that_has_stopped_is_told_of(tina):
    night()
    assert queries.books(at=at(2)).need_someone is False
    assert queries.books(at=at(4)).is_stale
    Reconciliation.objects.create(at=at(4))
    assert not queries.books(at=at(5)).need_someone


def test_the_systemadministrator_gets_to_the_address_that_must_be_mended(anne, sigrid, client_of):
    RefusedAddress.objects.create(employee=anne, address=anne.email, answer="550 Ukendt")
    page = content(client_of(sigrid))
    assert anne.email in page
    assert f"/administration/medarbejdere/{anne.pk}/" in page


def test_a_mended_address_is_no_longer_listed(anne, sigrid, client_of):
    RefusedAddress.objects.create(employee=anne, address="gammel@example.dk", answer="550")
    assert "gammel@example.dk" not in content(client_of(sigrid))


def test_the_banner_asks_the_database_once(tina, count_queries):
    viewer = viewer_for(tina, as_of=NOW.date())
    assert viewer.acts
    assert count_queries(lambda: banner.banner(viewer, NOW)) == 1
