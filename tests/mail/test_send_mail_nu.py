"""`send_mail_nu`: what cron rings for says what is wrong, and does the rest all the same."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cases.mail import composing
from tests.mail.conftest import Composed
from tests.mail.mail_server import MailServer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_new(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composing, "compose", lambda **_: 0)


def send_mail_nu() -> str:
    out = io.StringIO()
    call_command("send_mail_nu", stdout=out)
    return out.getvalue()


def test_one_whose_mail_cannot_be_written_holds_back_nobody_elses(
    server: MailServer, composed: Composed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**_: object) -> None:
        raise composing.SomeFailed("Ingen mail til medarbejder 7")

    composed()
    monkeypatch.setattr(composing, "compose", fails)
    with pytest.raises(CommandError, match="Ingen mail til medarbejder 7"):
        send_mail_nu()
    assert len(server.received) == 1


def test_what_the_mail_server_said_is_said(server: MailServer, composed: Composed) -> None:
    composed()
    server.at_from = ["550 5.1.8 Domain not found"]
    with pytest.raises(CommandError, match=r"prøves igen senere: 550 5\.1\.8 Domain not found"):
        send_mail_nu()


@pytest.mark.parametrize("host", ["post\u200e.dk", "post..dk"])
def test_a_server_that_is_no_server_is_said(
    server: MailServer, composed: Composed, settings, host: str
) -> None:
    composed()
    settings.EMAIL_HOST = host
    with pytest.raises(CommandError, match=r"Mailserveren tager ikke imod: .*Error"):
        send_mail_nu()


def test_a_journal_that_is_away_is_said(
    server: MailServer, composed: Composed, settings, tmp_path: Path
) -> None:
    composed()
    settings.MAIL_JOURNAL = str(tmp_path / "borte" / "journal")
    with pytest.raises(CommandError, match="den findes ikke"):
        send_mail_nu()
