"""Real commits, several senders at once."""

import threading
from datetime import timedelta

import pytest
from django.db import connections

from cases.mail import sending
from cases.mail.models import Mail
from tests.factories import NOW, TODAY, make_employee
from tests.mail.conftest import make_mail
from tests.mail.mail_server import MailServer

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed")]

MAILS = 60


def test_four_senders_send_each_mail_once(server: MailServer) -> None:
    anne = make_employee("Anne")
    for number in range(MAILS):
        make_mail(anne, day=TODAY + timedelta(days=number))
    senders = [threading.Thread(target=send) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert len(server.message_ids) == len(set(server.message_ids)) == MAILS
    assert Mail.objects.filter(state=Mail.State.SENT, attempts=1).count() == MAILS


def send() -> None:
    try:
        sending.send_waiting(at=NOW)
    finally:
        connections.close_all()
