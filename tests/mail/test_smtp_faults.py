"""A mail server on its worst day: every tenth conversation goes wrong, in every way it can."""

import random
from collections import Counter
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from cases.mail import sending, smtp
from cases.mail.models import Mail
from tests.factories import NOW, TODAY, make_employee
from tests.mail.conftest import make_mail
from tests.mail.mail_server import HANG, OK, RESET, MailServer

pytestmark = [pytest.mark.django_db, pytest.mark.faults]

PEOPLE, DAYS = 100, 20
LONGEST_WAIT_IN_ROUNDS = 40


@pytest.fixture
def bad_day(server: MailServer) -> None:
    """The same bad day each time."""
    chance = random.Random(2026)
    refusals = ["421 4.3.2 Closing down", "450 4.2.1 Busy", "451 4.3.0 Try later"]
    server.at_rcpt = [
        chance.choice(refusals) if chance.random() < 0.07 else OK for _ in range(4000)
    ]
    server.at_data = [RESET if chance.random() < 0.03 else OK for _ in range(4000)]
    for number in (200, 900):
        server.at_data[number] = HANG


def test_two_thousand_mails_all_arrive_and_none_is_another(
    server: MailServer, bad_day: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "LONGEST_CONVERSATION", 2.0)
    monkeypatch.setattr(sending, "LONGEST_RUN", 3600.0)
    for number in range(PEOPLE):
        one = make_employee(f"Ansat {number}", own_cpr=False)
        for day in range(DAYS):
            make_mail(one, day=TODAY + timedelta(days=day))
    for _ in range(LONGEST_WAIT_IN_ROUNDS):
        sending.send_waiting(at=NOW)
        if not Mail.objects.filter(state=Mail.State.WAITING).update(next_try_at=Now()):
            break
    wanted = set(Mail.objects.values_list("message_id", flat=True))
    received = Counter(server.message_ids)
    lost, twice = wanted - received.keys(), received.keys() - wanted
    repeats = received.total() - len(received)
    print(f"lost={len(lost)} twice={len(twice)} repeats={repeats}")
    assert not lost
    assert not twice
    assert repeats == server.left_in_doubt
    assert len(set(server.received)) == len(wanted)
    assert not Mail.objects.exclude(state=Mail.State.SENT).exists()
