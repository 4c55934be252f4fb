"""What is missing is found within an hour, and a clean night is clean."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.db.models.functions import Now

from cases.casefile.models import Case
from cases.findings import everyone
from cases.findings.models import Move
from cases.history import change
from cases.mail import composing, sending, wishes
from cases.mail.models import Mail
from cases.nights.models import Night
from cases.people.models import Role
from cases.reconciling import operations, queries, reckoning
from cases.reconciling.models import Defect, ExpectedObligation, ReckonedNight
from cases.reminders import operations as reminders
from cases.reminders.models import Deputy, Notice, Obligation
from cases.reminders.operations import planning
from tests import factories
from tests.factories import TEST, TODAY
from tests.mail.conftest import make_mail
from tests.mail.morning import MONDAY, at, make_due, night

DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("mail_is_caught")


def make_staff():
    return {
        role: factories.make_employee(name, role=role)
        for name, role in [
            ("Anne", Role.CASEWORKER),
            ("Vera", Role.VISITATIONSTEAM),
            ("Tina", Role.TEAM_LEADER),
            ("Yrsa", Role.PAYMENT_OFFICE),
        ]
    }


def make_town(cases):
    """Late, due and coming, with and without a caseworker."""
    owner = make_staff()[Role.CASEWORKER]
    for number in range(cases):
        make_due(owner if number % 4 else None, m12=MONDAY + timedelta(days=number * 7 % 100 - 40))


def standing():
    rows = Defect.objects.filter(gone_at__isnull=True).values_list("kind", flat=True)
    return {kind: list(rows).count(kind) for kind in rows}


def morning(day=MONDAY):
    composing.compose(at=at(7, day=day))
    sending.send_waiting(at=at(7, day=day))


@pytest.mark.django_db
@pytest.mark.slow
def test_the_two_books_agree():
    make_town(25)
    everyone_as_of(MONDAY)
    night()
    operations.reconcile(at=at(2))
    expected = set(ExpectedObligation.objects.values_list("key", flat=True))
    assert expected == set(Obligation.objects.values_list("key", flat=True))
    assert len(expected) > 50
    assert ReckonedNight.objects.get().left_out == 0
    assert not Defect.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("finished_on", [None, TODAY])
def test_both_books_tell_the_team_of_a_moved_date_until_it_has_finished(finished_on):
    staff = make_staff()
    case = make_due(staff[Role.CASEWORKER])
    factories.make_revurdering(
        case, handed_over_on=TODAY, started_on=finished_on, finished_on=finished_on
    )
    make_move(case)
    night()
    told = Obligation.objects.filter(kind="flyttet")
    expected = reckoning.expected(day=MONDAY, as_of=MONDAY).keys
    assert {key for key in expected if "|flyttet|" in key} == {one.key for one in told}
    assert {one.recipient.name for one in told} == ({"Anne"} if finished_on else {"Anne", "Vera"})


def make_move(case):
    Move.objects.create(
        citizen=case.citizen, round=1, mark="m12", old_date=MONDAY, new_date=TODAY, cause="prøve",
        as_of=TODAY, actor=TEST.code, recorded_at=factories.NOW,
    )  # fmt: skip


def everyone_as_of(day):
    everyone.recompute_everyone(as_of=day, actor=TEST)


@pytest.mark.slow
def test_every_planted_defect_is_found_at_once_and_nothing_else(committed):
    make_town(40)
    everyone_as_of(MONDAY)
    night()
    operations.reconcile(at=at(2))
    morning()
    assert operations.reconcile(at=at(9)) == 0
    unsent = [plant_unsent(number) for number in range(50)]
    lost, unmailed = plant_lost(50), plant_unmailed(50)
    assert operations.reconcile(at=at(9)) == 150
    found = set(Defect.objects.values_list("kind", "reference"))
    assert found == {
        *(("ikke_sendt", name) for name in unsent),
        *(("ikke_fortalt", key) for key in lost),
        *(("uden_mail", key) for key in unmailed),
    }


def plant_unsent(number):
    mail = make_mail(factories.make_employee(f"Ansat {number}"), day=MONDAY, composed_at=at(7))
    return mail.message_id


def plant_lost(count):
    rows = Obligation.objects.order_by("pk")[:count]
    return _delete_as_owner(rows, ["cases_mailline", "cases_notice", "cases_obligation"])


def plant_unmailed(count):
    rows = Obligation.objects.filter(mail_line__isnull=False).order_by("-pk")[:count]
    return _delete_as_owner(rows, ["cases_mailline"])


def _delete_as_owner(rows, tables):
    """The application may not, and a trigger holds the owner too unless it is taken away."""
    keys = {row.pk: row.key for row in rows}
    with connections["migration"].cursor() as owner:
        for table in tables:
            column = "id" if table == "cases_obligation" else "obligation_id"
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            owner.execute(f"DELETE FROM {table} WHERE {column} = ANY(%s)", [list(keys)])
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    return list(keys.values())


@pytest.mark.django_db
@pytest.mark.slow
def test_thirty_clean_nights_have_no_defect():
    """While cases come, change hands and close, deputies stand in and someone has no mail."""
    make_town(12)
    anne = factories.Employee.objects.get(name="Anne")
    bo = factories.make_employee("Bo")
    wishes.switch_off(factories.Employee.objects.get(name="Vera"), actor=TEST)
    for number in range(30):
        day = TODAY + number * DAY
        live_a_day(number, anne, bo)
        everyone_as_of(day)
        night(day)
        assert operations.reconcile(at=at(2, day=day)) == 0
        assert ReckonedNight.objects.get(night=day).left_out == 0
        morning(day)
        assert operations.reconcile(at=at(9, day=day)) == 0
    assert ExpectedObligation.objects.count() == Obligation.objects.count() > 60
    assert Mail.objects.filter(state=Mail.State.SENT).count() > 20


def live_a_day(number, anne, bo):
    case = Case.objects.open().order_by("pk")[number % 5]
    if number % 3 == 0:
        make_due(bo, m12=TODAY + timedelta(days=number + 20))
    if number % 4 == 1:
        with change(actor=TEST):
            case.caseworker = bo if case.caseworker == anne else anne
            case.save(update_fields=["caseworker", "version"])
    if number % 7 == 5:
        with change(actor=TEST):
            case.closed_on, case.close_reason = TODAY, "Folkepension"
            case.save(update_fields=["closed_on", "close_reason", "version"])
    if number == 10:
        with change(actor=TEST):
            Deputy.objects.create(
                employee=anne, deputy=bo, start=TODAY, end=TODAY + timedelta(days=60)
            )


@pytest.mark.django_db
@pytest.mark.slow
def test_a_defect_is_gone_once_it_is_mended():
    make_town(3)
    night()
    operations.reconcile(at=at(9))
    assert standing() == {"uden_mail": Obligation.objects.count()}
    morning()
    assert operations.reconcile(at=at(10)) == 0
    assert Defect.objects.filter(gone_at__isnull=False).exists()


@pytest.mark.django_db
@pytest.mark.slow
def test_what_is_missing_before_the_hour_is_over_is_no_defect():
    make_town(3)
    night()
    assert operations.reconcile(at=at(7, 59)) == 0


@pytest.mark.django_db
@pytest.mark.slow
def test_told_without_a_notice_is_a_defect():
    make_town(1)
    night()
    Notice.objects.all().delete()
    operations.reconcile(at=at(2))
    assert standing() == {"uden_besked": Obligation.objects.count()}


@pytest.mark.django_db
@pytest.mark.slow
def test_what_changed_since_the_night_is_not_reckoned():
    """It would be wrong about the night through no fault of the night's."""
    make_town(4)
    night()
    with change(actor=TEST):
        case = Case.objects.first()
        case.caseworker = factories.make_employee("Bo")
        case.save(update_fields=["caseworker", "version"])
    assert operations.reconcile(at=at(2)) == 0
    assert ReckonedNight.objects.get().left_out > 0


@pytest.mark.django_db
@pytest.mark.slow
def test_told_only_to_a_deputy_who_left_is_a_defect_until_somebody_is_told(monkeypatch):
    """The morning tells it anew; here it could not."""
    anne, bo = factories.make_employee("Anne"), factories.make_employee("Bo", own_cpr=False)
    make_due(anne)
    with change(actor=TEST):
        Deputy.objects.create(employee=anne, deputy=bo, start=TODAY, end=TODAY + 9 * DAY)
    night()
    with change(actor=TEST):
        bo.is_active = False
        bo.save()
    with monkeypatch.context() as broken:
        broken.setattr(composing.reminders, "plan", lambda **_: 0)
        composing.compose(at=at(7))
    assert operations.reconcile(at=at(9)) == len(standing_keys("kun_til_fratraadt")) > 0
    reminders.plan(day=MONDAY, actor=TEST)
    operations.reconcile(at=at(9))
    assert not standing_keys("kun_til_fratraadt")


def leaves_unheard(employee, broken):
    """Before the morning, which could not tell it anew."""
    with change(actor=TEST):
        employee.is_active = False
        employee.save()
    broken.setattr(composing.reminders, "plan", lambda **_: 0)
    composing.compose(at=at(7))


@pytest.mark.django_db
def test_told_only_to_a_caseworker_who_left_is_a_defect_once_somebody_can_be_told(monkeypatch):
    anne, bo = factories.make_employee("Anne", own_cpr=False), factories.make_employee("Bo")
    case = make_due(anne)
    make_due(bo)
    night()
    with monkeypatch.context() as broken:
        leaves_unheard(anne, broken)
    assert operations.reconcile(at=at(7, 30)) == 0
    tina = factories.make_employee("Tina", role=Role.TEAM_LEADER)
    operations.reconcile(at=at(7, 40))
    missing = [one.reference.split("|") for one in standing_keys("kun_til_fratraadt")]
    told = [(key[0], key[1], key[-1]) for key in missing]
    assert sorted(told) == [(str(case.pk), kind, str(tina.pk)) for kind in ("m10", "m12")]
    reminders.plan(day=MONDAY, actor=TEST)
    operations.reconcile(at=at(7, 50))
    assert not standing_keys("kun_til_fratraadt")


@pytest.mark.django_db
def test_where_others_have_heard_it_the_night_is_not_gone_through_again(monkeypatch):
    """Each hour, as long as anybody's lines are left out: a country's night would take minutes."""
    anne = factories.make_employee("Anne", own_cpr=False)
    factories.make_employee("Vera", role=Role.VISITATIONSTEAM)
    make_due(anne)
    night()
    with monkeypatch.context() as broken:
        leaves_unheard(anne, broken)
    monkeypatch.delattr(planning, "_Night")
    operations.reconcile(at=at(7, 30))
    assert not standing_keys("kun_til_fratraadt")


def standing_keys(kind):
    return list(Defect.objects.filter(gone_at__isnull=True, kind=kind))


@pytest.mark.django_db
def test_a_mail_given_up_is_a_defect():
    mail = make_mail(factories.make_employee("Anne"), composed_at=at(7), day=MONDAY)
    Mail.objects.update(state=Mail.State.GIVEN_UP, failing_since=Now())
    operations.reconcile(at=at(9))
    assert Defect.objects.get().reference == mail.message_id


@pytest.mark.django_db
def test_without_a_finished_night_the_command_is_red(today):
    Night.objects.create(day=TODAY)
    with pytest.raises(CommandError, match="Ingen nat er færdig, så der er intet at afstemme"):
        call_command("afstem_paamindelser")


@pytest.mark.django_db
def test_the_command_says_what_is_missing(today, capsys):
    night(TODAY)
    call_command("afstem_paamindelser")
    assert "Alt er fortalt og sendt" in capsys.readouterr().out
    make_mail(factories.make_employee("Anne"), composed_at=at(7, day=date(2026, 11, 20)))
    with pytest.raises(CommandError, match="1 mangel\nMail ikke sendt efter en time: 1"):
        call_command("afstem_paamindelser")


@pytest.mark.django_db
def test_a_reconciler_that_has_stopped_is_seen():
    night(TODAY)
    operations.reconcile(at=at(2))
    assert not queries.books(at=at(5)).is_stale
    assert queries.books(at=at(5, 1)).is_stale
