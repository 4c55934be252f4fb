import io
import smtplib
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import OperationalError, transaction

from cases.nights import alarm, queries
from cases.nights.models import Night, NightAlarm
from cases.people.models import Role
from tests.factories import NOW, TODAY, make_citizen, make_employee, make_jobcenter

pytestmark = pytest.mark.django_db

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
SIX = datetime(2026, 11, 22, 6, 5, tzinfo=COPENHAGEN)


@pytest.fixture(autouse=True)
def technical_contact(settings):
    settings.NIGHT_ALARM_TO = ["drift@example.dk"]
    settings.SITE_URL, settings.SITE_HOST = "https://fleksjob.example.dk", "fleksjob.example.dk"


def finished(day=TODAY, **facts):
    return Night.objects.create(day=day, recomputed_as_of=day, finished_at=NOW, **facts)


def sent():
    [only] = mail.outbox
    return only


def test_an_unfinished_night_is_told_at_six(tina):
    finished(TODAY - timedelta(days=1))
    assert alarm.tell_of_a_bad_night(at=SIX) == 2
    assert sent().to == ["drift@example.dk"]
    assert sent().bcc == ["tina@example.dk"]
    assert sent().subject == "Fleksjob: natten til 22.11.2026 er ikke, som den skal være"
    assert "er ikke kørt endnu" in sent().body
    assert "https://fleksjob.example.dk/nat/" in sent().body


def test_that_none_was_ever_run_is_told_once_the_first_is_late():
    assert alarm.tell_of_a_bad_night(at=SIX) == 1
    assert "Ingen nat er kørt endnu." in sent().body


def test_a_new_installation_alarms_nobody(monkeypatch):
    monkeypatch.setattr(queries, "installed_at", lambda: SIX)
    assert alarm.tell_of_a_bad_night(at=SIX + timedelta(minutes=15)) == 0


def test_before_six_nobody_is_woken():
    assert alarm.tell_of_a_bad_night(at=SIX - timedelta(minutes=6)) == 0
    assert mail.outbox == []


@pytest.mark.parametrize("month", [1, 7])
def test_six_is_by_the_danish_clock(month):
    at = datetime(2026, month, 15, 6, 0, tzinfo=COPENHAGEN)
    assert alarm.tell_of_a_bad_night(at=at - timedelta(seconds=1)) == 0
    assert alarm.tell_of_a_bad_night(at=at) == 1


def test_a_good_night_is_not_told():
    finished()
    assert alarm.tell_of_a_bad_night(at=SIX) == 0


def test_a_red_night_is_told_in_numbers_only():
    citizen = make_citizen("Kanariefugl")
    finished(failures=[str(citizen.pk)])
    alarm.tell_of_a_bad_night(at=SIX)
    whole = sent().message().as_string() + sent().body
    assert "1 borger kunne ikke beregnes: natten er rød" in sent().body
    assert "Kanariefugl" not in whole
    assert str(citizen.pk) not in whole


def test_it_is_told_once_a_day(tina):
    alarm.tell_of_a_bad_night(at=SIX)
    assert alarm.tell_of_a_bad_night(at=SIX + timedelta(minutes=15)) == 0
    assert alarm.tell_of_a_bad_night(at=SIX + timedelta(days=1)) == 2
    assert NightAlarm.objects.count() == 2


def test_what_was_not_sent_is_tried_again(monkeypatch):
    with monkeypatch.context() as away, pytest.raises(alarm.NotSent):
        away.setattr("django.core.mail.EmailMessage.send", refuse)
        alarm.tell_of_a_bad_night(at=SIX)
    assert alarm.tell_of_a_bad_night(at=SIX + timedelta(minutes=15)) == 1


def refuse(*_):
    raise smtplib.SMTPServerDisconnected("væk")


def test_the_same_night_told_twice_has_the_same_message_id():
    with transaction.atomic():
        alarm.tell_of_a_bad_night(at=SIX)
        transaction.set_rollback(True)  # killed before it could be noted
    alarm.tell_of_a_bad_night(at=SIX)
    alarm.tell_of_a_bad_night(at=SIX + timedelta(days=1))
    first, again, next_day = (one.extra_headers["Message-ID"] for one in mail.outbox)
    assert first == again != next_day
    assert first.endswith("@fleksjob.example.dk>")


def test_those_who_have_left_and_those_without_an_address_are_not_written_to(tina):
    gone = make_employee("Gerd", role=Role.TEAM_LEADER, active=False)
    make_employee("Bo", role=Role.CASEWORKER)
    other = make_employee("Una", role=Role.TEAM_LEADER, jobcenter=make_jobcenter("Lærkevej"))
    addresses = alarm.teamchefs(as_of=TODAY)
    assert addresses == [tina.email, other.email]
    assert gone.email not in addresses


def test_one_odd_address_keeps_it_from_nobody_else(tina):
    odd = "una@kommune\u200e.dk"
    make_employee("Una", role=Role.TEAM_LEADER, email=odd, own_cpr=False)
    assert alarm.tell_of_a_bad_night(at=SIX) == 2
    assert sent().recipients() == ["drift@example.dk", tina.email]
    sent().message()


def test_with_nobody_to_tell_it_says_what_to_set(settings):
    settings.NIGHT_ALARM_TO = []
    with pytest.raises(alarm.NobodyToTell, match="FLEXJOB_DRIFT_MAIL"):
        alarm.tell_of_a_bad_night(at=SIX)


class TestCommand:
    @pytest.fixture(autouse=True)
    def at_six(self, time_machine):
        self.clock = time_machine
        time_machine.move_to(SIX)

    def tjek(self):
        out = io.StringIO()
        call_command("tjek_nat", stdout=out)
        return out.getvalue()

    def test_it_says_how_many_it_wrote_to(self):
        assert "skrevet til 1" in self.tjek()
        assert self.tjek() == ""

    def test_a_silent_database_is_told_once_an_hour_to_the_technical_contact(self, monkeypatch):
        def silent(**_):
            raise OperationalError("connection refused")

        monkeypatch.setattr(alarm, "tell_of_a_bad_night", silent)
        for minute in (5, 20, 35, 50):
            self.clock.move_to(SIX.replace(minute=minute))
            with pytest.raises(CommandError, match="Databasen svarer ikke"):
                self.tjek()
        assert sent().subject == "Fleksjob: databasen svarer ikke"
        assert sent().to == ["drift@example.dk"]

    def test_a_mail_server_that_is_away_is_told_to_cron(self, monkeypatch):
        monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
        with pytest.raises(CommandError, match="EMAIL_HOST"):
            self.tjek()
        assert not NightAlarm.objects.exists()

    @pytest.mark.parametrize("wrong", [{"EMAIL_HOST": "post..dk"}, {"EMAIL_USE_SSL": True}])
    def test_settings_that_lead_to_no_mail_server_are_told_too(self, settings, wrong):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_USE_TLS = True
        for name, value in wrong.items():
            setattr(settings, name, value)
        with pytest.raises(CommandError, match=r"Mailen kunne ikke sendes: .*EMAIL_HOST"):
            self.tjek()

    def test_a_silent_database_that_nobody_can_be_told_of_says_both(self, monkeypatch):
        def silent(**_):
            raise OperationalError("connection refused")

        monkeypatch.setattr(alarm, "tell_of_a_bad_night", silent)
        monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
        with pytest.raises(CommandError, match=r"Databasen svarer ikke(.|\n)*EMAIL_HOST"):
            self.tjek()
