"""Nobody's name and no CPR number leaves by mail, in any shape: every word of them is looked for."""

import json
import logging
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest
import redis
from django.conf import settings as django_settings

from cases.citizens import queries as citizens
from cases.citizens.models import Citizen
from cases.history import change
from cases.mail import composing, sending
from cases.mail.models import Mail
from cases.mail.tasks import send_mail
from cases.people.models import Employee, Role
from cases.reminders.models import Deputy
from flexjob.logs import JsonFormatter
from tests import factories
from tests.factories import TEST, TODAY
from tests.mail.mail_server import MailServer
from tests.mail.morning import MONDAY, at, make_due, night

pytestmark = pytest.mark.django_db

PEOPLE = 6
QUEUE = "kanariefugle"


@pytest.fixture
def world() -> None:
    """Late, due, coming, restricted and moved cases; deputies and leaders. Each name is found nowhere else."""
    roles = [Role.CASEWORKER] * 3 + [Role.VISITATIONSTEAM, Role.TEAM_LEADER, Role.PAYMENT_OFFICE]
    staff = [
        factories.make_employee(f"Vagtel{n}q Ansatsen{n}q", role=role)
        for n, role in enumerate(roles)
    ]
    with change(actor=TEST):
        for number, one in enumerate(staff):
            one.email = f"m{number}@example.dk"
            one.save()
        Deputy.objects.create(
            employee=staff[0], deputy=staff[1], start=TODAY, end=MONDAY.replace(day=30)
        )
    for number, m12 in enumerate([-40, -3, 0, 5, 13, 29, 55]):
        owner = staff[number % 3]
        day = MONDAY.fromordinal(MONDAY.toordinal() + m12)
        make_due(owner, m12=day, name=f"Kanarie{number}q Fuglesen{number}q")


def canaries() -> set[str]:
    words = {
        word for name in Citizen.objects.values_list("name", flat=True) for word in name.split()
    }
    words |= {w for name in Employee.objects.values_list("name", flat=True) for w in name.split()}
    numbers = {number_of(citizen) for citizen in Citizen.objects.all()}
    assert len(words) == 2 * (Citizen.objects.count() + Employee.objects.count())
    assert len(numbers) == Citizen.objects.count()
    return {*words, *numbers, *(number.replace("-", "") for number in numbers)}


def number_of(citizen: Citizen) -> str:
    number = citizens.current_cpr(citizen)
    assert number
    return number.formatted


def escaped(text: str) -> list[str]:
    return [word for word in canaries() if word.lower() in text.lower()]


def everything_in(raw: bytes) -> str:
    message: Message = message_from_bytes(raw)
    parts = [part.get_payload(decode=True) or b"" for part in message.walk()]
    return "\n".join([raw.decode(), *(bytes(part).decode() for part in parts)])


@pytest.mark.slow
def test_the_outbox_the_journal_the_log_and_the_broker_know_nobody(
    world: None,
    server: MailServer,
    journal_file: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.DEBUG)
    night()
    _one_fails_first(monkeypatch)
    with pytest.raises(composing.SomeFailed):
        composing.compose(at=at(7))
    composing.compose(at=at(7, 15))
    server.at_rcpt = ["450 4.2.1 Busy", "550 5.1.1 Unknown"]
    sending.send_waiting(at=at(7, 15))
    assert len(server.received) == Mail.objects.count() - 2 > 2
    assert escaped("\n".join(map(everything_in, server.received))) == []
    assert escaped(json.dumps(list(Mail.objects.values()), default=str)) == []
    assert escaped(journal_file.read_text()) == []
    assert escaped("\n".join(map(JsonFormatter().format, caplog.records))) == []


@pytest.mark.slow
def test_the_search_finds_what_is_there(world: None) -> None:
    """Else the other tests would prove nothing."""
    citizen = Citizen.objects.first()
    assert citizen
    assert escaped(f"Mail om {citizen.name}")
    assert escaped(f"nr. {number_of(citizen)}")


@pytest.mark.slow
def test_the_rings_in_the_broker_carry_nothing(world: None) -> None:
    night()
    send_mail.apply_async(queue=QUEUE)
    broker = redis.from_url(_redis_url())
    try:
        ring = broker.lrange(QUEUE, 0, -1)
        assert len(ring) == 1
        every_key = [str(key) for key in broker.scan_iter()]
        assert escaped(str(ring) + "".join(every_key)) == []
        assert json.loads(ring[0])["headers"]["argsrepr"] == "()"
    finally:
        broker.delete(QUEUE)


def _redis_url() -> str:
    suffix = "?db=0" if django_settings.REDIS_IS_SOCKET else "/0"
    return f"{django_settings.REDIS_URL}{suffix}"


def _one_fails_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """With all it knows in its words, as a database's error would have."""
    written, failed = composing._written, []

    def fails(employee: Employee, told: list, morning: object) -> Mail:
        if not failed:
            failed.append(employee)
            raise ValueError(f"sag {told[0].case_id}")
        return written(employee, told, morning)

    monkeypatch.setattr(composing, "_written", fails)
