"""The municipality's own steps: asked for on a page, kept by the database, used by the next night."""

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from cases.history import Actor, change
from cases.people import operations as people
from cases.people.models import Municipality, Role
from cases.reminders import operations, queries
from cases.reminders.models import Obligation, ReminderSettings
from cases.reminders.rules import DEFAULT, Steps
from tests import factories
from tests.factories import TEST, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

PAGE = "/administration/paamindelser/"
OWN = {"before": "90, 45, 0", "repeat": 14, "m10": 5, "month": 2, "version": 0}


@pytest.fixture
def admin(client_of):
    factories.make_municipality()
    return client_of(factories.make_employee("Sigrid", role=Role.SYSTEM_ADMINISTRATOR))


@pytest.fixture
def send(admin):
    def post(**typed):
        return admin.post(PAGE, {**OWN, **typed, "submission_token": str(uuid.uuid4())})

    return post


def test_without_own_steps_there_are_the_common_ones():
    assert queries.steps_in_use() == DEFAULT == Steps((60, 30, 14, 7), repeat=7, m10=0, month=3)


@pytest.mark.slow
def test_own_steps_are_used_by_the_next_night(send, anne):
    send()
    assert queries.steps_in_use() == Steps((90, 45, 0), repeat=14, m10=5, month=2)
    case = factories.make_case(owner=anne)
    factories.make_period(case.citizen, date(2026, 2, 10))
    factories.recompute(case.citizen)
    operations.plan(day=TODAY, actor=Actor.job("nat"))
    assert [row.step for row in Obligation.objects.filter(kind="m12")] == [90]


@pytest.mark.parametrize(
    "typed",
    [
        {"before": "60, tredive"},
        {"before": "181"},
        {"before": "1,2,3,4,5,6,7,8,9"},
        {"before": "-7"},
        {"before": "60,,30"},
        {"repeat": 0},
        {"m10": 61},
        {"month": ""},
    ],
)
@pytest.mark.slow
def test_what_cannot_be_read_is_said_and_not_saved(send, typed):
    assert "Skriv" in send(**typed).content.decode()
    assert not ReminderSettings.objects.exists()


def test_the_second_of_two_who_save_sees_what_the_first_saved(send):
    send()
    page = send(repeat=3).content.decode()
    assert "Sigrid rettede dette, mens du skrev" in page
    assert "Dage mellem rykkere: »14«" in page
    standing = ReminderSettings.objects.get()
    assert standing.repeat_days == 14
    send(repeat=3, version=people.version_of(standing))
    assert queries.steps_in_use().repeat == 3


@pytest.mark.parametrize("steps", [[], [181], list(range(9))])
def test_the_database_keeps_steps_within_reason(steps):
    factories.make_municipality()
    with (
        pytest.raises(IntegrityError, match="reminder_steps_between_0_and_180"),
        transaction.atomic(),
        change(actor=TEST),
    ):
        ReminderSettings.objects.create(municipality=Municipality.objects.get(), steps_before=steps)
