"""One mail is accepted once; when nobody can know, the same one comes again."""

import json
import time
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import DatabaseError, transaction
from django.db.models import F
from django.db.models.functions import Now

from cases.mail import journal, operations, sending, smtp
from cases.mail.models import Mail, RefusedAddress, SenderState
from cases.people.models import Employee
from tests.factories import NOW, make_employee
from tests.mail import mail_server
from tests.mail.conftest import Composed
from tests.mail.mail_server import MailServer

pytestmark = pytest.mark.django_db


def send() -> sending.Run:
    return sending.send_waiting(at=NOW)


def make_due() -> None:
    Mail.objects.update(next_try_at=Now(), lease_until=None)


def the_mail() -> Mail:
    return Mail.objects.get()


def test_what_waits_is_sent_and_stands_in_the_journal(
    server: MailServer, composed: Composed, journal_file: Path
) -> None:
    [mail] = composed()
    send()
    _, line = journal_file.read_text().splitlines()
    assert server.message_ids == [mail.message_id] == [json.loads(line)["message_id"]]
    assert json.loads(line)["obligations"] == mail.digests
    assert the_mail().state == Mail.State.SENT


def test_twice_is_once(server: MailServer, composed: Composed) -> None:
    composed(3)
    send()
    send()
    assert len(server.message_ids) == len(set(server.message_ids)) == 3


def test_a_mail_is_text_and_html_from_us_and_says_how_to_leave(
    server: MailServer, composed: Composed
) -> None:
    [mail] = composed()
    send()
    message = message_from_bytes(server.received[0])
    assert [part.get_content_type() for part in message.get_payload()] == [
        "text/plain",
        "text/html",
    ]
    assert message["List-Unsubscribe"] == f"<{mail.unsubscribe_url}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (message["From"], message["To"]) == (mail.from_address, mail.to_address)


@pytest.mark.parametrize("answer", ["450 4.2.1 Mailbox busy", "421 4.3.2 Closing down"])
@pytest.mark.slow
def test_not_now_is_tried_again_later_and_later(
    server: MailServer, composed: Composed, answer: str
) -> None:
    composed()
    server.at_rcpt = [answer] * 3
    waits = []
    for _ in range(3):
        make_due()
        send()
        wait = Mail.objects.annotate(wait=F("next_try_at") - Now()).get().wait
        waits.append(round(wait / timedelta(minutes=1)))
    assert waits == [15, 30, 60]
    make_due()
    send()
    assert len(server.received) == 1
    assert (the_mail().state, the_mail().attempts) == (Mail.State.SENT, 4)


def test_it_is_not_tried_again_before_its_time(server: MailServer, composed: Composed) -> None:
    composed()
    server.at_rcpt = ["450 Busy"]
    send()
    send()
    assert the_mail().attempts == 1


def test_in_vain_for_48_hours_is_given_up(server: MailServer, composed: Composed) -> None:
    composed()
    server.at_rcpt = ["450 4.2.2 Mailbox full"] * 2
    send()
    make_due()
    Mail.objects.update(failing_since=Now() - timedelta(hours=48))
    send()
    assert the_mail().state == Mail.State.GIVEN_UP
    assert the_mail().latest_answer == "450 4.2.2 Mailbox full"


def test_an_unknown_address_is_flagged_and_the_others_get_theirs(
    server: MailServer, composed: Composed, anne: Employee
) -> None:
    composed(2)
    server.at_rcpt = ["550 5.1.1 No such user"]
    send()
    assert sorted(Mail.objects.values_list("state", flat=True)) == ["adresse_afvist", "sendt"]
    assert RefusedAddress.objects.get().address == anne.email


def test_an_address_with_an_invisible_mark_is_flagged_and_the_others_get_theirs(
    server: MailServer, composed: Composed
) -> None:
    composed(to=make_employee("Bo", own_cpr=False, email="bo@kommune\u200e.dk"))
    composed()
    send()
    assert list(Mail.objects.order_by("pk").values_list("state", flat=True)) == [
        "adresse_afvist",
        "sendt",
    ]
    assert RefusedAddress.objects.get().answer == smtp.NO_ADDRESS


def test_a_mail_that_fails_without_a_reason_waits_and_those_behind_it_go(
    server: MailServer, composed: Composed, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = composed(2)
    message_of = smtp.message_of

    def fails_for_the_first(mail: Mail) -> smtp.FrozenMessage:
        if mail.pk == first.pk:
            raise ZeroDivisionError("division by zero")
        return message_of(mail)

    monkeypatch.setattr(smtp, "message_of", fails_for_the_first)
    send()
    first.refresh_from_db()
    assert (first.state, first.failures) == (Mail.State.WAITING, 1)
    assert first.failing_since
    assert first.latest_answer == "ZeroDivisionError: division by zero"
    assert len(server.received) == 1


def test_that_the_tasks_time_is_up_is_no_mails_failure(
    server: MailServer, composed: Composed, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed()

    def over(_: Mail) -> None:
        raise SoftTimeLimitExceeded

    monkeypatch.setattr(smtp, "message_of", over)
    with pytest.raises(SoftTimeLimitExceeded):
        send()
    assert the_mail().failures == 0


@pytest.mark.parametrize(
    ("at", "answer"),
    [
        ("at_rcpt", "550 5.7.1 Relaying denied"),  # our own set-up is not let in
        ("at_rcpt", "550 5.1.8 Sender address rejected: Domain not found"),
        ("at_rcpt", "553 5.1.7 Sender address rejected"),
        ("at_from", "550 5.1.0 Sender unknown"),
        ("at_data", "554 5.6.0 Content rejected"),
        ("at_data", "552 5.2.2 Mailbox full"),
    ],
)
def test_a_refusal_for_another_reason_is_no_wrong_address(
    server: MailServer, composed: Composed, at: str, answer: str
) -> None:
    composed()
    setattr(server, at, [answer])
    send()
    assert not RefusedAddress.objects.exists()
    assert the_mail().state == Mail.State.WAITING


def test_once_our_own_address_is_mended_what_waits_goes_unchanged(
    server: MailServer, composed: Composed, settings
) -> None:
    [mail] = composed()
    server.at_from = ["550 5.1.8 Domain not found"]
    send()
    settings.DEFAULT_FROM_EMAIL = "ny@fleksjob.test"
    make_due()
    send()
    assert server.senders == ["ny@fleksjob.test"]
    assert message_from_bytes(server.received[0])["From"] == mail.from_address


def test_an_address_may_also_be_refused_once_the_content_is_there(
    server: MailServer, composed: Composed
) -> None:
    composed()
    server.at_data = ["550 5.1.1 No such user"]
    send()
    assert the_mail().state == Mail.State.ADDRESS_REFUSED


@pytest.mark.slow
@pytest.mark.parametrize("break_off", [mail_server.HANG, mail_server.RESET])
def test_after_a_doubt_the_same_bytes_come_again(
    server: MailServer, composed: Composed, monkeypatch: pytest.MonkeyPatch, break_off: str
) -> None:
    monkeypatch.setattr(smtp, "LONGEST_CONVERSATION", 1.0)
    [mail] = composed()
    server.at_data = [break_off]
    send()
    assert the_mail().state == Mail.State.WAITING
    make_due()
    send()
    first, second = server.received
    assert first == second
    assert set(server.message_ids) == {mail.message_id}


@pytest.mark.slow
def test_no_sender_is_held_up_by_a_server_that_hangs(
    server: MailServer, composed: Composed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the proportions of the real limits: one conversation, and then the run is over."""
    monkeypatch.setattr(smtp, "LONGEST_CONVERSATION", 1.0)
    monkeypatch.setattr(sending, "PATIENCE", 0.1)
    composed(10)
    server.at_data = [mail_server.HANG] * 10
    began = time.monotonic()
    send()
    assert time.monotonic() - began < 2
    assert Mail.objects.filter(attempts=0).count() == 9


def test_the_real_limits_hold_a_worker_up_for_no_more_than_30_seconds() -> None:
    assert smtp.LONGEST_CONVERSATION + sending.PATIENCE <= 30


def test_a_server_that_is_away_is_no_fault_of_the_mails(
    server: MailServer, composed: Composed, settings
) -> None:
    composed(3)
    there = settings.EMAIL_HOST, settings.EMAIL_PORT
    settings.EMAIL_HOST = "post\u200e.dk"  # no name at all
    assert send().server_away
    settings.EMAIL_HOST, settings.EMAIL_PORT = there[0], 1  # nobody listens there
    assert send().server_away
    assert not Mail.objects.exclude(failures=0).exists()
    assert Mail.objects.filter(failing_since__isnull=False).count() == 3
    settings.EMAIL_PORT = there[1]
    send()
    assert len(server.received) == 3


def test_settings_that_rule_each_other_out_are_no_fault_of_the_mails(
    server: MailServer, composed: Composed, settings
) -> None:
    composed()
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = True
    run = send()
    assert run.server_away
    assert "EMAIL_USE_TLS" in run.latest_refusal
    assert the_mail().lease_until is None


def test_a_server_that_stays_away_for_48_hours_gives_all_of_them_up(
    server: MailServer, composed: Composed, settings
) -> None:
    composed(3)
    settings.EMAIL_PORT = 1
    send()
    Mail.objects.update(failing_since=Now() - timedelta(hours=48))
    send()
    assert Mail.objects.filter(state=Mail.State.GIVEN_UP).count() == 3


def test_killed_with_a_mail_in_hand_the_next_sends_it_when_the_lease_is_out(
    server: MailServer, composed: Composed, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed()
    with monkeypatch.context() as killed:
        killed.setattr(smtp, "hand_over", _killed)
        with pytest.raises(KeyboardInterrupt):
            send()
    send()
    assert server.received == []
    Mail.objects.update(lease_until=Now())
    send()
    assert len(server.received) == 1


def test_killed_before_the_journal_the_same_mail_comes_again(
    server: MailServer, composed: Composed, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed()
    with monkeypatch.context() as killed:
        killed.setattr(journal, "append", _killed)
        with pytest.raises(KeyboardInterrupt):
            send()
    make_due()
    send()
    first, second = server.received
    assert first == second


def test_killed_after_the_journal_it_is_not_sent_again(
    server: MailServer, composed: Composed, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed()
    with monkeypatch.context() as killed:
        killed.setattr(journal, "append", _append_then_die(journal.append))
        with pytest.raises(KeyboardInterrupt):
            send()
    make_due()
    send()
    assert len(server.received) == 1
    assert the_mail().state == Mail.State.SENT


def test_who_was_too_slow_does_not_undo_what_another_has_done(
    server: MailServer, composed: Composed
) -> None:
    """The first one's lease ran out, another took the mail; then the first is refused."""
    composed()
    slow = operations.claim()
    assert slow
    make_due()
    send()
    operations.postpone(slow, answer="450 Busy")
    operations.refuse_address(slow, answer="550 No such user")
    assert the_mail().state == Mail.State.SENT
    assert not RefusedAddress.objects.exists()


def test_what_a_mail_says_cannot_be_changed(composed: Composed) -> None:
    composed()
    for column in ("text", "html", "subject", "message_id", "to_address"):
        with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
            Mail.objects.update(**{column: "noget@andet.dk"})
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        Mail.objects.all().delete()


def test_one_person_has_one_mail_a_day(composed: Composed) -> None:
    composed()
    with pytest.raises(DatabaseError, match="one_mail_a_person_and_day"), transaction.atomic():
        composed()


def test_the_pages_can_say_why_nothing_is_sent(
    server: MailServer, composed: Composed, settings
) -> None:
    composed()
    settings.MAIL_JOURNAL = ""
    with pytest.raises(journal.JournalUnusable):
        send()
    assert SenderState.objects.get().refusal == "FLEXJOB_MAIL_JOURNAL er ikke sat."
    assert server.received == []


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def _append_then_die(append):
    def act(*given: object) -> None:
        append(*given)
        raise KeyboardInterrupt

    return act
