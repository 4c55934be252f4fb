"""The calendar that is read in Outlook: for whom, for how long, and what stands in it."""

import re
from datetime import date

import pytest
from django.test import Client
from icalendar import Calendar

from cases.feeds.models import CalendarFeed
from cases.feeds.tokens import digest
from cases.findings.models import Move
from cases.history import change
from cases.nextsteps.operations import refresh
from cases.people.models import RoleAssignment, Team
from tests.factories import TEST, TODAY, make_employee, make_revurdering, make_team
from tests.myday.test_day import case_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

TOKENS = iter(range(1, 1000))


def post(client, url, **form):
    token = f"00000000-0000-0000-0001-{next(TOKENS):012d}"
    return client.post(url, {**form, "submission_token": token}, follow=True).content.decode()


def subscribed(client, **form):
    """The secret address, as it stood on the page once."""
    html = post(client, "/kalendere/ny/", **form)
    return re.search(r'value="http://testserver(/kalender.ics\?noegle=[^"]+)"', html)[1]


def events(address):
    response = Client().get(address)
    assert response.status_code == 200
    return {str(event["summary"]): event for event in Calendar.from_ical(response.content).events}


@pytest.mark.slow
def test_it_holds_the_next_step_and_what_follows_it(anne, client_of):
    case = case_of("Anna Eksempel", anne)
    found = events(subscribed(client_of(anne)))
    assert sorted(found) == [f"{mark} mdr. – sag {case.number}" for mark in (10, 12, 18)]


@pytest.mark.slow
def test_a_deadline_is_a_whole_day_that_takes_no_time(anne, client_of):
    case = case_of("Anna Eksempel", anne)
    event = events(subscribed(client_of(anne)))[f"12 mdr. – sag {case.number}"]
    assert event["dtstart"].dt == date(2026, 12, 31)
    assert event["dtend"].dt == date(2027, 1, 1)
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert event["transp"] == "TRANSPARENT"
    assert str(event["url"]) == f"http://testserver/sager/{case.number}/"


def test_it_says_how_often_it_is_read_again(anne, client_of):
    text = Client().get(subscribed(client_of(anne))).content.decode()
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT4H" in text
    assert "X-PUBLISHED-TTL:PT4H" in text


def test_a_moved_deadline_keeps_its_name_and_counts_up(anne, client_of):
    case = case_of("Anna Eksempel", anne)
    address = subscribed(client_of(anne))
    before = events(address)[f"12 mdr. – sag {case.number}"]
    Move.objects.create(
        citizen=case.citizen, round=1, mark="m12", old_date=date(2026, 12, 30),
        new_date=date(2026, 12, 31), cause="prøve", as_of=TODAY, actor="prøve",
    )  # fmt: skip
    after = events(address)[f"12 mdr. – sag {case.number}"]
    assert (before["uid"], before["sequence"], after["sequence"]) == (after["uid"], 0, 1)


@pytest.mark.slow
def test_a_step_that_is_done_has_left(anne, client_of):
    case = case_of("Anna Eksempel", anne)
    make_revurdering(case, handed_over_on=TODAY)
    refresh(citizen_ids=[case.citizen_id])
    assert f"10 mdr. – sag {case.number}" not in events(subscribed(client_of(anne)))


def test_it_names_nobody(anne, client_of):
    case = case_of("Anna Eksempel", anne)
    text = Client().get(subscribed(client_of(anne))).content.decode()
    assert "Anna" not in text
    assert str(case.citizen_id) not in text


@pytest.mark.slow
def test_only_ones_own_cases_stand_in_ones_own(anne, bo, client_of):
    case_of("Bodil Bos", bo)
    assert events(subscribed(client_of(anne))) == {}


def test_a_team_has_the_cases_of_the_team(anne, bo, client_of):
    case_of("Bodil Bos", bo)
    team = make_team()
    assert len(events(subscribed(client_of(anne), team=team.pk))) == 3


def test_the_restricted_citizen_of_a_colleague_is_not_in_the_teams(anne, bo, client_of):
    case_of("Hemmelig Person", bo, protected=True)
    assert events(subscribed(client_of(anne), team=make_team().pk)) == {}


def test_another_jobcentres_team_is_not_to_be_had(anne, carla, client_of):
    theirs = Team.objects.exclude(jobcenter=make_team().jobcenter).first()
    assert "noegle=" not in post(client_of(anne), "/kalendere/ny/", team=theirs.pk)
    assert not CalendarFeed.objects.exists()


def test_the_secret_is_kept_nowhere(anne, client_of):
    client = client_of(anne)
    secret = subscribed(client).partition("=")[2]
    assert bytes(CalendarFeed.objects.get().token_digest) == digest(secret)
    assert secret not in client.get("/kalendere/").content.decode()


def test_a_new_address_ends_the_old(anne, client_of):
    client = client_of(anne)
    old = subscribed(client)
    subscribed(client)
    assert Client().get(old).status_code == 404


@pytest.mark.slow
def test_a_revoked_address_is_no_more(anne, bo, client_of):
    address = subscribed(client_of(anne))
    key = CalendarFeed.objects.get().pk
    post(client_of(bo), f"/kalendere/{key}/traek-tilbage/")
    assert Client().get(address).status_code == 200, "another's hand"
    post(client_of(anne), f"/kalendere/{key}/traek-tilbage/")
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize(("noegle", "status"), [("", 404), ("gæt", 404), ("%00", 400)])
def test_a_guess_opens_nothing(noegle, status):
    assert Client().get(f"/kalender.ics?noegle={noegle}").status_code == status


def test_it_ends_with_the_owners_role(anne, client_of):
    address = subscribed(client_of(anne))
    with change(actor=TEST):
        role = RoleAssignment.objects.get(employee=anne)
        role.valid_to = TODAY
        role.save(update_fields=["valid_to"])
    assert Client().get(address).status_code == 404


def test_it_ends_when_the_owner_leaves(anne, client_of):
    address = subscribed(client_of(anne))
    with change(actor=TEST):
        anne.is_active = False
        anne.save(update_fields=["is_active"])
    assert Client().get(address).status_code == 404


def test_a_system_administrator_has_none(client_of):
    sigrid = make_employee("Sigrid", role="systemadministrator")
    assert client_of(sigrid).get("/kalendere/").status_code == 404
    assert client_of(sigrid).post("/kalendere/ny/").status_code == 404
