from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from cases.mail import rules, sending
from cases.mail.models import Mail
from cases.people.models import Employee
from tests.factories import NOW, TODAY, make_employee
from tests.mail import mail_server
from tests.mail.mail_server import MailServer

Composed = Callable[..., list[Mail]]


@pytest.fixture
def journal_file(tmp_path: Path, settings: Any) -> Path:
    path = tmp_path / "sendte-mails.jsonl"
    settings.MAIL_JOURNAL = str(path)
    return path


@pytest.fixture
def server(
    settings: Any, journal_file: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MailServer]:
    """A busy machine must not look like a slow mail server."""
    monkeypatch.setattr(sending, "PATIENCE", 60.0)
    with mail_server.running() as (server, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_USE_TLS = False
        yield server


@pytest.fixture
def anne() -> Employee:
    return make_employee("Anne")


@pytest.fixture
def composed(anne: Employee) -> Composed:
    """`composed(3)`: Anne's mails of as many days, waiting."""

    def compose(count: int = 1, *, to: Employee = anne, first: date = TODAY) -> list[Mail]:
        return [make_mail(to, day=first + timedelta(days=number)) for number in range(count)]

    return compose


def make_mail(employee: Employee, *, day: date = TODAY, **given: Any) -> Mail:
    facts = {
        "message_id": rules.message_id(username=employee.username, day=day, host="fleksjob.test"),
        "from_address": "fleksjob@fleksjob.test",
        "to_address": employee.email,
        "subject": "1 opgave i dag",
        "text": "Påbegynd revurdering – F-2026-0001\n",
        "html": "<p>Påbegynd revurdering – F-2026-0001</p>",
        "unsubscribe_url": "https://fleksjob.test/mail/afmeld/abc/",
        "composed_at": NOW,
        "digests": [rules.digest(key=f"1|m12|{day}|7|1", username=employee.username)],
    }
    return Mail.objects.create(employee=employee, day=day, **{**facts, **given})
