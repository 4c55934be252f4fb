"""One mail a person and working day, with all that they were not told by mail before."""

from datetime import date, timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings as django_settings
from django.db import OperationalError

from cases.access.viewer import viewer_for
from cases.casefile import operations as casefile
from cases.history import change
from cases.mail import composing, journal, replaying, rules, wishes
from cases.mail import operations as mail_operations
from cases.mail.models import Mail, MailLine, MailWish, RefusedAddress
from cases.nights.models import Night
from cases.people.models import Role
from cases.reminders import operations as reminders
from cases.reminders.models import Deputy, Notice, Obligation
from tests import factories
from tests.factories import TEST, TODAY
from tests.mail.morning import MONDAY, TUESDAY, at, make_due, night

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("journal_file")]


def outcomes() -> list[str]:
    return list(MailLine.objects.order_by("obligation").values_list("outcome", flat=True))


@pytest.mark.slow
def test_at_seven_on_a_working_day_the_person_is_told(anne):
    case = make_due(anne)
    night()
    assert composing.compose(at=at(7)) == 1
    mail = Mail.objects.get()
    assert (mail.employee, mail.day, mail.to_address) == (anne, MONDAY, anne.email)
    assert f"{django_settings.SITE_URL}/sager/{case.number}/" in mail.text
    assert set(outcomes()) == {"fortalt"}


@pytest.mark.parametrize(
    ("when", "reason"),
    [
        (at(6, 59), "before seven in Denmark"),
        (at(7, day=TODAY), "a Sunday"),
        (at(7, day=date(2026, 12, 25)), "Christmas Day"),
        (at(7, day=TUESDAY), "its night is not finished"),
    ],
)
@pytest.mark.slow
def test_nobody_is_told(anne, when, reason):
    make_due(anne)
    for day in (TODAY, MONDAY, date(2026, 12, 25)):
        night(day)
    assert composing.compose(at=when) == 0, reason


@pytest.mark.slow
def test_a_night_that_has_not_finished_holds_the_mail_back(anne):
    make_due(anne)
    night()
    Night.objects.all().delete()
    Night.objects.create(day=MONDAY)
    assert composing.compose(at=at(9)) == 0


def test_nothing_due_is_no_mail(anne):
    night()
    assert composing.compose(at=at(7)) == 0
    assert not Mail.objects.exists()


def test_twice_is_once(anne):
    make_due(anne)
    night()
    composing.compose(at=at(7))
    assert composing.compose(at=at(7, 15)) == 0
    assert Mail.objects.count() == 1


def test_what_was_not_told_yesterday_is_told_today(anne):
    """The weekend's obligations, and those of a day without mail."""
    make_due(anne)
    night(TODAY)
    night()
    composing.compose(at=at(7))
    assert MailLine.objects.count() == Obligation.objects.count()


def test_what_was_told_is_not_told_again_the_next_day(anne):
    make_due(anne)
    night()
    composing.compose(at=at(7))
    night(TUESDAY)
    assert composing.compose(at=at(7, day=TUESDAY)) == 0


@pytest.mark.slow
def test_what_comes_after_todays_mail_is_told_tomorrow(anne):
    make_due(anne)
    night()
    composing.compose(at=at(7))
    make_due(anne)
    reminders.plan(day=MONDAY, actor=TEST)
    assert composing.compose(at=at(8)) == 0
    night(TUESDAY)
    assert composing.compose(at=at(7, day=TUESDAY)) == 1


def test_a_later_hour_is_kept(anne):
    make_due(anne)
    night()
    wishes.save(MailWish(employee=anne, earliest=9), actor=TEST)
    assert composing.compose(at=at(8, 59)) == 0
    assert composing.compose(at=at(9)) == 1


def test_who_has_switched_it_off_gets_none_and_it_is_accounted_for(anne):
    make_due(anne)
    night()
    wishes.switch_off(anne, actor=TEST)
    assert composing.compose(at=at(7)) == 0
    assert set(outcomes()) == {"slaaet_fra"}


@pytest.mark.slow
def test_a_kind_that_is_switched_off_is_left_out(anne):
    make_due(anne, m12=MONDAY - timedelta(days=3))
    night()
    wishes.save(MailWish(employee=anne, kinds_off=["m12"]), actor=TEST)
    composing.compose(at=at(7))
    assert set(
        MailLine.objects.filter(obligation__kind="m12").values_list("outcome", flat=True)
    ) == {"slaaet_fra"}


def test_a_case_one_may_no_longer_open_is_left_out(anne):
    kept, lost = make_due(anne), make_due(anne)
    night()
    factories.make_inhabil(anne, lost.citizen)
    composing.compose(at=at(7))
    text = Mail.objects.get().text
    assert kept.number in text
    assert lost.number not in text
    assert "ingen_adgang" in outcomes()


def test_a_closed_case_is_left_out(anne):
    case = make_due(anne)
    night()
    casefile.close_case(
        case=case, closed_on=TODAY, reason="Folkepension", version=case.version, actor=TEST
    )
    composing.compose(at=at(7))
    assert set(outcomes()) == {"ingen_adgang"}


def test_who_has_left_gets_none(anne):
    make_due(anne)
    night()
    with change(actor=TEST):
        anne.is_active = False
        anne.save()
    assert composing.compose(at=at(7)) == 0
    assert set(outcomes()) == {"fratraadt"}


def leaves(employee):
    with change(actor=TEST):
        employee.is_active = False
        employee.save()


def stand_in(employee, deputy, start=TODAY):
    with change(actor=TEST):
        Deputy.objects.create(
            employee=employee, deputy=deputy, start=start, end=start + timedelta(days=9)
        )


@pytest.mark.slow
def test_what_a_deputy_who_left_was_told_is_told_the_one_who_is_away(anne, bo):
    """The same morning; and it lies in their own inbox."""
    case = make_due(anne)
    stand_in(anne, bo)
    night()
    leaves(bo)
    RefusedAddress.objects.create(employee=bo, address=bo.email, answer="550")
    assert composing.compose(at=at(7)) == 1
    mail = Mail.objects.get()
    assert (mail.employee, case.number in mail.text) == (anne, True)
    assert sorted(set(outcomes())) == ["fortalt", "fratraadt"]
    assert composing.compose(at=at(8)) == 0
    assert reminders.plan(day=TUESDAY, actor=TEST) == 0


@pytest.mark.slow
def test_the_next_deputy_is_told_before_the_one_who_is_away(anne, bo):
    make_due(anne)
    stand_in(anne, bo)
    night()
    leaves(bo)
    mette = factories.make_employee("Mette", own_cpr=False)
    reminders.end_deputy(deputy=Deputy.objects.get(), as_of=MONDAY, actor=TEST)
    stand_in(anne, mette, start=MONDAY)
    composing.compose(at=at(7))
    assert Mail.objects.get().employee == mette


def test_what_a_deputy_had_read_is_not_told_again(anne, bo):
    make_due(anne)
    stand_in(anne, bo)
    night()
    Notice.objects.update(read_at=at(6))
    leaves(bo)
    assert reminders.plan(day=TUESDAY, actor=TEST) == 0


def test_read_as_ones_own_it_is_read_as_the_others_as_well():
    """The inbox shows the two as one line."""
    vera, vagn = (
        factories.make_employee(name, role=Role.VISITATIONSTEAM, own_cpr=False)
        for name in ("Vera", "Vagn")
    )
    make_due(None)
    stand_in(vagn, vera)
    night()
    reminders.mark_read(viewer=viewer_for(vera, as_of=MONDAY), at=at(6))
    leaves(vera)
    assert reminders.plan(day=TUESDAY, actor=TEST) == 0


def test_a_deputy_of_one_night_only_is_remembered(anne, bo):
    make_due(anne)
    stand_in(anne, bo, start=MONDAY)
    night()
    reminders.end_deputy(deputy=Deputy.objects.get(), as_of=MONDAY, actor=TEST)
    leaves(bo)
    composing.compose(at=at(7))
    assert Mail.objects.get().employee == anne


def test_a_caseworkers_duties_are_the_teamchefs_the_morning_after_they_left(anne):
    tina = factories.make_employee("Tina", role=Role.TEAM_LEADER)
    make_due(anne)
    night()
    leaves(anne)
    composing.compose(at=at(7))
    assert Mail.objects.get().employee == tina


def test_a_refused_address_waits_until_it_is_mended(anne):
    make_due(anne)
    night()
    RefusedAddress.objects.create(employee=anne, address=anne.email, answer="550")
    assert composing.compose(at=at(7)) == 0
    with change(actor=TEST):
        anne.email = "anne.ny@example.dk"
        anne.save()
    assert composing.compose(at=at(8)) == 1
    assert Mail.objects.get().to_address == "anne.ny@example.dk"


def test_what_went_to_a_refused_address_is_told_once_it_is_mended(anne):
    """The refused mail is frozen, its address too."""
    case = make_due(anne)
    night()
    composing.compose(at=at(7))
    mail_operations.refuse_address(mail_operations.claim(), answer="550 5.1.1 No such user")
    night(TUESDAY)
    assert composing.compose(at=at(7, day=TUESDAY)) == 0
    with change(actor=TEST):
        anne.email = "anne.ny@example.dk"
        anne.save()
    assert composing.compose(at=at(8, day=TUESDAY)) == 1
    again = Mail.objects.get(day=TUESDAY)
    assert (again.to_address, case.number in again.text) == ("anne.ny@example.dk", True)
    night(TUESDAY + timedelta(days=1))
    assert composing.compose(at=at(7, day=TUESDAY + timedelta(days=1))) == 0


@pytest.mark.slow
def test_the_deputy_is_mailed_and_nobody_is_named(anne, bo):
    make_due(anne)
    with change(actor=TEST):
        Deputy.objects.create(employee=anne, deputy=bo, start=TODAY, end=TODAY + timedelta(days=9))
    night()
    composing.compose(at=at(7))
    mail = Mail.objects.get()
    assert mail.employee == bo
    assert "Anne" not in mail.text + mail.html + mail.subject


def test_a_month_reminder_has_no_case():
    tina = factories.make_employee("Tina", role=Role.TEAM_LEADER)
    night(date(2026, 12, 1))
    composing.compose(at=at(7, day=date(2026, 12, 1)))
    assert "Lav månedsstatus" in Mail.objects.get(employee=tina).text


def test_what_was_sent_before_a_restore_is_not_told_again(anne, journal_file):
    make_due(anne)
    night()
    replaying.catch_up(journal_file)
    told = [
        rules.digest(key=key, username=anne.username)
        for key in Obligation.objects.values_list("key", flat=True)
    ]
    before = rules.message_id(username=anne.username, day=TODAY, host="fleksjob.test")
    journal.append(
        journal_file, journal.Accepted(before, at(7, day=TODAY).isoformat(), obligations=told)
    )
    assert composing.compose(at=at(7)) == 0
    assert set(outcomes()) == {"sendt_foer"}


def test_a_mail_that_only_the_journal_remembers_is_todays_mail(anne, journal_file):
    """Its Message-ID is taken; another content under it would be thrown away by the receiver."""
    make_due(anne)
    night()
    replaying.catch_up(journal_file)
    name = rules.message_id(username=anne.username, day=MONDAY, host=django_settings.SITE_HOST)
    journal.append(journal_file, journal.Accepted(name, at(7).isoformat(), obligations=["x" * 32]))
    assert composing.compose(at=at(8)) == 0
    night(TUESDAY)
    assert composing.compose(at=at(7, day=TUESDAY)) == 1


def test_one_who_fails_does_not_stop_the_others(anne, bo, monkeypatch):
    make_due(anne)
    make_due(bo)
    night()
    written = composing._written

    def fails_for_anne(employee, *rest):
        if employee == anne:
            raise ZeroDivisionError
        return written(employee, *rest)

    monkeypatch.setattr(composing, "_written", fails_for_anne)
    with pytest.raises(composing.SomeFailed, match=str(anne.pk)):
        composing.compose(at=at(7))
    assert Mail.objects.get().employee == bo
    assert not MailLine.objects.filter(obligation__recipient=anne).exists()


@pytest.mark.parametrize("obstacle", [OperationalError("væk"), SoftTimeLimitExceeded()])
@pytest.mark.slow
def test_what_stands_in_everybodys_way_is_nobodys_failure(anne, monkeypatch, obstacle):
    """Nobody after the first is tried in vain, nor told of by number."""
    tried = []

    def away(employee, *rest):
        tried.append(employee)
        raise obstacle

    for owner in (anne, factories.make_employee("Bo", own_cpr=False)):
        make_due(owner)
    night()
    monkeypatch.setattr(composing, "_written", away)
    with pytest.raises(type(obstacle)):
        composing.compose(at=at(7))
    assert tried == [anne]
    assert not MailLine.objects.exists()


def test_without_a_whole_journal_nothing_is_composed(anne, journal_file):
    make_due(anne)
    night()
    replaying.catch_up(journal_file)
    journal_file.unlink()
    with pytest.raises(journal.JournalUnusable):
        composing.compose(at=at(7))


def test_on_monday_the_week_is_added(anne):
    told_before = make_due(anne, m12=MONDAY + timedelta(days=3))
    night(TODAY - timedelta(days=2))
    composing.compose(at=at(7, day=TODAY - timedelta(days=2)))
    new = make_due(anne)
    night()
    composing.compose(at=at(7))
    text = Mail.objects.get(day=MONDAY).text
    assert text.index(new.number) < text.index("Resten af ugen") < text.index(told_before.number)


@pytest.mark.slow
def test_the_week_leaves_out_what_is_in_other_hands_by_now(anne, bo):
    theirs = make_due(anne, m12=MONDAY + timedelta(days=3))
    night(TODAY - timedelta(days=2))
    composing.compose(at=at(7, day=TODAY - timedelta(days=2)))
    casefile.reassign_cases(cases=[theirs], to=bo, actor=TEST, reason="Ferie", as_of=TODAY)
    make_due(anne)
    night()
    composing.compose(at=at(7))
    assert "Resten af ugen" not in Mail.objects.get(day=MONDAY, employee=anne).text
