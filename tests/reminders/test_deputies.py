"""Who may stand in for whom, and who may say so."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from cases.history import Actor
from cases.people.models import Role
from cases.reminders import operations
from cases.reminders.models import Deputy
from tests import factories
from tests.factories import TEST, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

DAY = timedelta(days=1)
PAGE = "/stedfortraedere/"


def set_deputy(employee, deputy, first=TODAY, last=TODAY + 6 * DAY):
    return operations.set_deputy(
        employee=employee, deputy=deputy, start=first, end=last + DAY, as_of=TODAY, actor=TEST
    )


def token():
    return {"submission_token": str(uuid.uuid4())}


def typed(deputy, first="i dag", last="+6"):
    return {
        "deputy": deputy.pk,
        "first_day": first,
        "last_day": last,
        **token(),
    }


def test_one_sets_ones_own_deputy(anne, bo, client_of):
    client = client_of(anne)
    answer = client.post(PAGE, typed(bo), follow=True)
    (row,) = Deputy.objects.all()
    assert (row.employee, row.deputy) == (anne, bo)
    assert (row.start, row.end) == (TODAY, TODAY + 7 * DAY)
    assert row.history.get().history_user_id == Actor.employee(anne).code
    assert "Bo får Annes beskeder" in answer.content.decode()


def test_only_a_colleague_with_the_same_role_in_the_same_jobcenter(anne, carla, tina):
    for other in (carla, tina, anne):
        with pytest.raises(operations.CannotStandIn):
            set_deputy(anne, other)


def test_one_deputy_a_day(anne, bo):
    mette = factories.make_employee("Mette")
    set_deputy(anne, bo)
    with pytest.raises(operations.DeputyAlreadyThere) as found:
        set_deputy(anne, mette, first=TODAY + 6 * DAY, last=TODAY + 8 * DAY)
    assert found.value.standing.deputy == bo
    set_deputy(anne, mette, first=TODAY + 7 * DAY, last=TODAY + 8 * DAY)


def test_nobody_is_the_deputy_of_their_own_deputy(anne, bo, client_of):
    """Else both are away, and each is told what the other must do."""
    set_deputy(anne, bo)
    with pytest.raises(operations.DeputyIsAway):
        set_deputy(bo, anne, first=TODAY + 6 * DAY, last=TODAY + 8 * DAY)
    html = client_of(bo).post(PAGE, typed(anne)).content.decode()
    assert "Bo er stedfortræder for Anne" in html
    assert "I kan ikke være stedfortræder for hinanden på de samme dage" in html
    set_deputy(bo, anne, first=TODAY + 7 * DAY, last=TODAY + 8 * DAY)


def test_nor_through_others(anne, bo, client_of):
    """On days on which the whole ring would stand."""
    mette = factories.make_employee("Mette")
    set_deputy(anne, bo)
    set_deputy(bo, mette, first=TODAY + 3 * DAY, last=TODAY + 9 * DAY)
    with pytest.raises(operations.DeputyIsAway):
        set_deputy(mette, anne, first=TODAY + 6 * DAY, last=TODAY + 12 * DAY)
    html = client_of(mette).post(PAGE, typed(anne)).content.decode()
    assert "Annes beskeder går selv videre til Mette, gennem Bo" in html
    set_deputy(mette, anne, first=TODAY, last=TODAY + 2 * DAY)
    set_deputy(mette, anne, first=TODAY + 7 * DAY, last=TODAY + 12 * DAY)


def test_the_receipt_says_who_has_it_when_the_deputy_is_away(anne, bo, client_of):
    mette = factories.make_employee("Mette")
    set_deputy(bo, mette, first=TODAY + 3 * DAY)
    html = client_of(anne).post(PAGE, typed(bo), follow=True).content.decode()
    assert "Bo er selv væk 25." in html
    assert "imens får Mette dem." in html


def test_and_when_one_is_away_oneself(anne, bo, client_of):
    mette = factories.make_employee("Mette")
    set_deputy(anne, bo)
    html = client_of(bo).post(PAGE, typed(mette), follow=True).content.decode()
    assert "Det samme gælder beskeder i stedet for Anne" in html


def test_the_days_lie_ahead_and_in_order(anne, bo):
    with pytest.raises(operations.DeputyOnlyAhead):
        set_deputy(anne, bo, first=TODAY - DAY)
    with pytest.raises(operations.EndsBeforeItBegins):
        set_deputy(anne, bo, last=TODAY - DAY)


@pytest.mark.slow
def test_the_page_says_what_is_wrong(anne, bo, client_of):
    client = client_of(anne)
    assert (
        "Vælg i dag eller en senere dag" in client.post(PAGE, typed(bo, "i går")).content.decode()
    )
    set_deputy(anne, bo)
    assert "Bo er allerede stedfortræder" in client.post(PAGE, typed(bo)).content.decode()


def test_a_teamchef_sets_one_for_the_people_of_the_jobcenter(anne, bo, tina, client_of):
    client_of(tina).post(f"{PAGE}?for={anne.pk}", typed(bo))
    assert Deputy.objects.get().employee == anne


@pytest.mark.slow
def test_nobody_else_sets_one_for_another(anne, bo, carla, client_of):
    led_elsewhere = factories.make_employee(
        "Thea", role=Role.TEAM_LEADER, jobcenter=factories.make_jobcenter("Lærkevej")
    )
    for other in (bo, carla, led_elsewhere):
        assert client_of(other).post(f"{PAGE}?for={anne.pk}", typed(bo)).status_code == 404
    assert not Deputy.objects.exists()


def test_ended_from_today_twice_is_once(anne, bo):
    row = set_deputy(anne, bo)
    later = TODAY + 3 * DAY
    for _ in range(2):
        operations.end_deputy(deputy=row, as_of=later, actor=TEST)
    row.refresh_from_db()
    assert (row.end, row.history.count()) == (later, 2)


def test_one_that_has_not_begun_is_taken_away(anne, bo, client_of):
    row = set_deputy(anne, bo, first=TODAY + DAY)
    client_of(anne).post(reverse("stedfortraeder_afslut", args=[row.pk]), token())
    assert not Deputy.objects.exists()


def test_a_stranger_ends_nobodys(anne, bo, carla, client_of):
    row = set_deputy(anne, bo)
    answer = client_of(carla).post(reverse("stedfortraeder_afslut", args=[row.pk]), token())
    assert answer.status_code == 404
    assert Deputy.objects.exists()


def test_the_page_asks_at_most_15_queries(anne, bo, tina, client_of, count_queries):
    set_deputy(anne, bo)
    client = client_of(tina)
    assert count_queries(lambda: client.get(f"{PAGE}?for={anne.pk}")) <= 15
