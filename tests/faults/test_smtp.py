"""A mail server on its worst day: every tenth conversation goes wrong, in every way it can.

421, 450 and 550 at the address, 451 and 552 at the content, and the connection lost or the answer
never given when the content has been taken in: then the mail has come, and the sender cannot know.
"""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db.models.functions import Now

from cases.history import Actor
from cases.mail import composing, resuming, sending, smtp
from cases.mail.models import Mail
from cases.nights import operations
from tests.faults import mornings, town
from tests.faults.town import TODAY
from tests.mail.mail_server import HANG, OK, RESET, MailServer

pytestmark = pytest.mark.django_db

AT_THE_ADDRESS = [
    "421 4.3.2 Closing down",
    "450 4.2.1 Busy",
    "450 4.7.1 Greylisted",
    "550 5.1.1 No such user",
]
AT_THE_CONTENT = ["451 4.3.0 Try later", "552 5.2.2 Mailbox full", RESET]
MOST_ROUNDS = 60


@pytest.fixture
def send(
    catcher: tuple[MailServer, int], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], object]:
    """A round of the sender in this process; nobody waits 28 seconds for a timeout."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", catcher[1]
    settings.EMAIL_USE_TLS = False
    monkeypatch.setattr(smtp, "LONGEST_CONVERSATION", 1.0)
    return lambda: sending.send_waiting(at=town.at(8))


def worst_day(server: MailServer, *, mails: int, timeouts: int) -> int:
    """The same each time, until its list is used up. How many conversations will go wrong."""
    chance = random.Random(2026)
    server.at_rcpt = [
        chance.choice(AT_THE_ADDRESS) if chance.random() < 0.1 else OK for _ in range(mails)
    ]
    server.at_data = [
        chance.choice(AT_THE_CONTENT) if chance.random() < 0.1 else OK for _ in range(mails)
    ]
    for number in range(timeouts):
        server.at_data[number * mails // timeouts] = HANG
    return sum(answer != OK for answer in server.at_rcpt + server.at_data)


@pytest.mark.parametrize(
    ("jobcenters", "timeouts"),
    [
        pytest.param(3, 1, marks=pytest.mark.slow, id="small"),
        pytest.param(20, 5, marks=pytest.mark.faults, id="large"),
    ],
)
def test_whatever_the_mail_server_says_everybody_is_told_once(
    send: Callable[[], object],
    caught: MailServer,
    settings: Any,
    tmp_path: Path,
    jobcenters: int,
    timeouts: int,
) -> None:
    settings.MAIL_JOURNAL = str(tmp_path / "sendte.jsonl")
    place = town.build(jobcenters=jobcenters)
    operations.run_nights(today=TODAY, actor=Actor.job("nat"))
    mails = composing.compose(at=town.at(8))
    wrong = worst_day(caught, mails=mails, timeouts=timeouts)
    for _ in range(MOST_ROUNDS):
        send()
        Mail.objects.filter(state=Mail.State.WAITING).update(next_try_at=Now())
        resuming.try_again()  # the addresses were right all along
        if mornings.everything_is_sent():
            break
    count = mornings.told(
        "SMTP 421, 450, 550, timeout after DATA",
        place,
        received=caught.received,
        days=[TODAY],
        wrong=wrong,
        in_doubt=caught.left_in_doubt,
    )
    # A mail comes again only if it had come while the sender could not know, and then just once.
    assert count.repeats == caught.left_in_doubt
    assert wrong >= mails / 10
