"""Beskeder: one's own, by case number, read or not; and who on a case has been told."""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse

from cases.access.viewer import viewer_for
from cases.history import Actor, change
from cases.people.models import Role
from cases.reminders import operations, queries
from cases.reminders.filters import Filters
from cases.reminders.models import Deputy, Notice, Obligation
from tests import factories
from tests.factories import TEST, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

LATE = TODAY - timedelta(days=365)
PAGE = "/beskeder/"


@pytest.fixture
def case(anne):
    return told_case(anne)


def told_case(owner, name="Dorthe Eksempel", began=LATE):
    case = factories.make_case(citizen=factories.make_citizen(name), owner=owner)
    factories.make_period(case.citizen, began)
    factories.recompute(case.citizen)
    operations.plan(day=TODAY, actor=Actor.job("nat"))
    return case


def sent(**data):
    return {**data, "submission_token": str(uuid.uuid4())}


def shown(client, query=""):
    return client.get(PAGE + query).content.decode()


@pytest.mark.slow
def test_a_notice_names_the_case_by_number_and_never_the_citizen(case, anne, client_of):
    page = shown(client_of(anne))
    assert case.number in page
    assert "Påbegynd revurdering" in page
    assert "1 dag over fristen" in page.replace("\u00a0", " ")
    assert "Dorthe" not in page


def test_nobody_sees_the_notices_of_another(case, bo, client_of):
    assert "Du har læst alt" in shown(client_of(bo))


def test_a_case_one_may_no_longer_open_is_only_counted(case, anne, client_of):
    factories.make_inhabil(anne, case.citizen)
    page = shown(client_of(anne))
    assert case.number not in page
    assert "1 besked" in page.replace("\u00a0", " ")


@pytest.mark.slow
def test_a_read_notice_leaves_the_list_and_can_be_taken_back(case, anne, client_of):
    client = client_of(anne)
    (row,) = Obligation.objects.filter(recipient=anne)
    client.post(reverse("beskeder_laest"), sent(besked=row.pk))
    assert Notice.objects.get(pk=row.pk).read_at
    assert "Du har læst alt" in shown(client)
    assert case.number in shown(client, "?vis=laeste")
    again = client.post(reverse("beskeder_laest"), sent(besked=row.pk), follow=True)
    assert "alt er allerede læst" in again.content.decode()
    client.post(reverse("beskeder_fortryd"))
    assert case.number in shown(client)
    once_more = client.post(reverse("beskeder_fortryd"), follow=True)
    assert "ikke mere at fortryde" in once_more.content.decode()


def test_all_are_marked_at_once_but_only_ones_own(case, anne, bo, client_of):
    told_case(bo, name="Erik Eksempel")
    client_of(anne).post(reverse("beskeder_laest"), sent(alle="ja"))
    read = Obligation.objects.filter(notice__read_at__isnull=False)
    assert set(read.values_list("recipient", flat=True)) == {anne.pk}


def test_another_persons_notice_is_not_marked(case, anne, bo, client_of):
    (row,) = Obligation.objects.filter(recipient=anne)
    client_of(bo).post(reverse("beskeder_laest"), sent(besked=row.pk))
    assert Notice.objects.get(pk=row.pk).read_at is None


@pytest.mark.slow
def test_the_list_is_filtered_and_sorted(case, anne, client_of):
    client = client_of(anne)
    assert case.number in shown(client, "?art=m12&sorter=frist")
    assert "Ingen beskeder passer til »Afslut revurdering«" in shown(client, "?art=m18")
    assert case.number in shown(client, "?vis=hvadsomhelst&side=x&sorter=nej")


@pytest.mark.slow
def test_a_page_has_50_and_costs_the_same_however_many(anne, client_of, count_queries):
    for number in range(2):
        told_case(anne, name=f"Borger {number}")
    client = client_of(anne)
    few = count_queries(lambda: client.get(PAGE))
    for number in range(2, 8):
        told_case(anne, name=f"Borger {number}")
    assert count_queries(lambda: client.get(PAGE)) == few <= 15


def test_when_the_last_page_is_read_the_one_before_it_is_shown(anne, monkeypatch):
    monkeypatch.setattr(queries, "ON_A_PAGE", 1)
    for number in range(2):
        told_case(anne, name=f"Borger {number}")
    found = queries.inbox(viewer_for(anne, as_of=TODAY), Filters(side=3))
    assert (len(found.rows), found.side, found.pages, found.total) == (1, 2, 2, 2)


@pytest.mark.slow
def test_the_list_goes_into_a_sheet_as_it_is_filtered(case, anne, client_of):
    sheets = [
        client_of(anne).get(f"/beskeder/hent/?art={kind}").content.decode()
        for kind in ("m12", "m18")
    ]
    assert [case.number in sheet for sheet in sheets] == [True, False]
    assert "Dorthe" not in "".join(sheets)


@pytest.mark.slow
def test_what_one_is_told_for_oneself_and_for_another_is_one_line(anne, client_of):
    """And the record names both."""
    vera, viggo = (factories.make_employee(n, role=Role.VISITATIONSTEAM) for n in ("Vera", "Viggo"))
    with change(actor=TEST):
        Deputy.objects.create(
            employee=viggo, deputy=vera, start=TODAY, end=TODAY + timedelta(days=1)
        )
    case = told_case(anne)
    page = shown(client_of(vera)).replace("\u00a0", " ")
    assert page.count(f">{case.number}</a>") == 1
    assert "også i stedet for Viggo" in page
    assert ">1 besked<" in page
    assert Obligation.objects.filter(case=case, recipient=vera).count() == 2


@pytest.mark.slow
def test_it_is_read_once(anne, client_of):
    vera, viggo = (factories.make_employee(n, role=Role.VISITATIONSTEAM) for n in ("Vera", "Viggo"))
    with change(actor=TEST):
        Deputy.objects.create(
            employee=viggo, deputy=vera, start=TODAY, end=TODAY + timedelta(days=1)
        )
    told_case(anne)
    client_of(vera).post("/beskeder/laest/", sent(alle="ja"))
    assert "Du har læst alt" in shown(client_of(vera))


@pytest.mark.slow
def test_carla_has_no_notices_and_an_empty_page(case, carla, client_of):
    assert case.number not in shown(client_of(carla), "?vis=alle")


class TestOnTheCase:
    @pytest.fixture
    def tina(self):
        return factories.make_employee("Tina", role=Role.TEAM_LEADER)

    @pytest.mark.slow
    def test_overview_and_history_say_who_was_told(self, tina, anne, bo, client_of):
        with change(actor=TEST):
            Deputy.objects.create(
                employee=anne, deputy=bo, start=TODAY, end=TODAY + timedelta(days=1)
            )
        case = told_case(anne)
        for url in ("sag", "sag_historik"):
            page = client_of(anne).get(reverse(url, args=[case.number])).content.decode()
            assert "Bo i stedet for Anne, Tina" in page
            assert "21. november 2026" in page

    @pytest.mark.slow
    def test_what_is_only_near_stands_in_the_history_alone(self, anne, client_of):
        case = told_case(anne, began=date(2026, 1, 22))
        pages = [
            client_of(anne).get(reverse(url, args=[case.number])).content.decode()
            for url in ("sag", "sag_historik")
        ]
        assert ["Der er rykket" in page for page in pages] == [False, False]
        assert "60 dage før" in pages[1].replace("\u00a0", " ")

    @pytest.mark.parametrize("url", ["sag", "sag_historik"])
    @pytest.mark.slow
    def test_the_page_asks_at_most_15_queries(self, url, tina, anne, client_of, count_queries):
        case = told_case(anne)
        client = client_of(anne)
        assert count_queries(lambda: client.get(reverse(url, args=[case.number]))) <= 15
