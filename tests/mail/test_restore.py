"""The database is taken back to before 50 mails were sent; the journal on another disk is not.

The guide's own commands dump and restore. The night is run again, the mails are written again, and
no mail comes twice and no obligation is forgotten.
"""

from datetime import date
from pathlib import Path

import pytest
from django.db import connections
from django.db.models.functions import Now

from cases.mail import composing, sending
from cases.mail.models import Mail, MailLine, SentBefore
from cases.reminders.models import Obligation
from tests.database import backup
from tests.factories import make_employee
from tests.mail.mail_server import MailServer
from tests.mail.morning import MONDAY, TUESDAY, at, make_due, night

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed")]

PEOPLE = 50


def a_morning(day: date = MONDAY) -> None:
    composing.compose(at=at(7, day=day))
    sending.send_waiting(at=at(7, day=day))


def test_after_a_restore_nothing_is_sent_again_and_nothing_forgotten(
    server: MailServer, tmp_path: Path
) -> None:
    people = [make_employee(f"Ansat {number}") for number in range(PEOPLE)]
    for one in people:
        make_due(one)
    backup.take_copy(tmp_path)  # before the night
    night()
    a_morning()
    sent = list(server.message_ids)
    told = set(Obligation.objects.values_list("key", flat=True))
    assert len(sent) == len(set(sent)) == PEOPLE

    with backup.another_server() as other, backup.restored_on(other, folder=tmp_path):
        assert not Obligation.objects.exists()
        night()
        assert set(Obligation.objects.values_list("key", flat=True)) == told
        a_morning()
        assert server.message_ids == sent
        new = make_due(people[0])
        night(TUESDAY)
        a_morning(TUESDAY)
        assert len(server.message_ids) == PEOPLE + 1
        assert new.number in Mail.objects.get(day=TUESDAY).text
        assert not Obligation.objects.filter(mail_line__isnull=True).exists()
        assert MailLine.objects.filter(outcome="sendt_foer").count() == len(told)
        connections.close_all()


def test_mails_that_waited_in_the_copy_are_sent_only_if_the_journal_does_not_know_them(
    server: MailServer, tmp_path: Path
) -> None:
    for number in range(PEOPLE):
        make_due(make_employee(f"Ansat {number}"))
    night()
    composing.compose(at=at(7))
    backup.take_copy(tmp_path)  # all of them waiting
    server.at_rcpt = ["250 OK"] * (PEOPLE - 5) + ["450 Busy"] * 5
    sending.send_waiting(at=at(7))
    assert len(server.received) == PEOPLE - 5

    with backup.another_server() as other, backup.restored_on(other, folder=tmp_path):
        assert Mail.objects.filter(state=Mail.State.WAITING).count() == PEOPLE
        sending.send_waiting(at=at(8))
        Mail.objects.filter(state=Mail.State.WAITING).update(next_try_at=Now())
        sending.send_waiting(at=at(8))
        assert len(server.message_ids) == len(set(server.message_ids)) == PEOPLE
        assert not Mail.objects.exclude(state=Mail.State.SENT).exists()
        assert not SentBefore.objects.exists()
        connections.close_all()
