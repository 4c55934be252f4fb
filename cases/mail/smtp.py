"""One mail, one conversation with the mail server, bounded in time.

The mail server's answer to the content and our own note of it can never be one act. When the
conversation breaks in between, the mail is sent again with the same Message-ID and the same bytes.
"""

import logging
import re
import smtplib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC
from email.message import Message
from email.utils import format_datetime
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from cases.mail.models import Mail
from cases.people import addresses

log = logging.getLogger(__name__)

# Connecting and the greeting each take at most EMAIL_TIMEOUT; the whole at most this.
LONGEST_CONVERSATION = 28.0
# "5.7.1": the enhanced status that most servers write first.
ENHANCED_STATUS = re.compile(r"\b5\.(\d{1,3})\.(\d{1,3})\b")
PERMANENT = 500
NO_ADDRESS = "Ingen mailserver kan læse adressen. Skriv den igen"
POLICY = "7"
UNKNOWN_ADDRESS = "1"
# 5.1.7 and 5.1.8 are about the sender's address, also where the recipient's is answered with them.
OUR_OWN = {(UNKNOWN_ADDRESS, "7"), (UNKNOWN_ADDRESS, "8")}


class NotAccepted(Exception):
    """Carries what the server answered, as a page may show it."""


class NotNow(NotAccepted):
    """This mail: later. Perhaps it was accepted all the same; nobody can know."""


class ServerAway(NotAccepted):
    """No mail at all: there is no conversation to be had."""


class AddressRefused(NotAccepted):
    """There is no such address."""


class FrozenMessage(EmailMultiAlternatives):
    """Django draws the line between the parts at random; here it follows from the Message-ID."""

    def message(self, **options: Any) -> Any:
        whole: Message = super().message(**options)
        if whole.is_multipart():
            identity = self.extra_headers["Message-ID"].strip("<>").partition("@")[0]
            whole.set_boundary(f"del-{identity}")
        return whole


def message_of(mail: Mail) -> FrozenMessage:
    headers = {
        "From": mail.from_address,
        "Message-ID": mail.message_id,
        "Date": format_datetime(mail.composed_at.astimezone(UTC)),
        "Auto-Submitted": "auto-generated",
    }
    if mail.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    # Whom the server is told it comes from follows the settings, so that a mended one helps at once.
    message = FrozenMessage(mail.subject, mail.text, to=[mail.to_address], headers=headers)
    message.attach_alternative(mail.html, "text/html")
    return message


def hand_over(mail: Mail) -> None:
    """Returns once the server has accepted it; everything else is one of the three refusals."""
    if not addresses.can_be_written_to(mail.to_address):
        raise AddressRefused(NO_ADDRESS)
    server = _connection()
    with _time_limit(server):
        try:
            _open(server)
            _send(server, mail)
        finally:
            # What was accepted stays accepted, however the goodbye went.
            with suppress(smtplib.SMTPException, OSError):
                server.close()


def _connection() -> BaseEmailBackend:
    try:
        return get_connection()
    except ValueError as error:  # settings that rule each other out, and the same for every mail
        raise ServerAway(_words(error)) from error


def _open(server: BaseEmailBackend) -> None:
    try:
        server.open()
    except (smtplib.SMTPException, OSError, ValueError) as error:  # ValueError: its name is none
        raise ServerAway(_words(error)) from error
    if talking := _socket(server):
        talking.settimeout(LONGEST_CONVERSATION)


def _send(server: BaseEmailBackend, mail: Mail) -> None:
    try:
        server.send_messages([message_of(mail)])
    except smtplib.SMTPRecipientsRefused as error:
        [(code, answer)] = error.recipients.values()
        raise _refusal(code, answer, address=True) from error
    except smtplib.SMTPSenderRefused as error:
        raise NotNow(_words(error)) from error  # our own address, whatever the number
    except smtplib.SMTPResponseException as error:
        raise _refusal(error.smtp_code, error.smtp_error, address=False) from error
    except (smtplib.SMTPException, OSError) as error:
        raise NotNow(_words(error)) from error
    except SoftTimeLimitExceeded:
        raise  # the task's time is up: no fault of this mail's
    except Exception as error:
        # Raised on, it would be met again by each run, and nothing behind this mail would be sent.
        log.exception("Mail %s kunne ikke sendes", mail.pk)
        raise NotNow(_words(error)) from error


def _refusal(code: int, answer: bytes | str, *, address: bool) -> NotAccepted:
    """A refused address is one that is unknown, not one that our own set-up may not write to."""
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    status = ENHANCED_STATUS.search(text)
    kind = status.group(1) if status else ""
    is_permanent = code >= PERMANENT and not (status and status.groups() in OUR_OWN)
    if is_permanent and (kind == UNKNOWN_ADDRESS or (address and kind != POLICY)):
        return AddressRefused(f"{code} {text}")
    return NotNow(f"{code} {text}")


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        answer = error.smtp_error
        text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
        return f"{error.smtp_code} {text}"
    return f"{type(error).__name__}: {error}"


@contextmanager
def _time_limit(server: BaseEmailBackend) -> Iterator[None]:
    """A server that answers each line just in time would otherwise hold the sender for minutes."""
    watch = threading.Timer(LONGEST_CONVERSATION, _hang_up, [server])
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _hang_up(server: BaseEmailBackend) -> None:
    if talking := _socket(server):
        with suppress(OSError):
            talking.shutdown(socket.SHUT_RDWR)


def _socket(server: BaseEmailBackend) -> socket.socket | None:
    """None for the backends that talk to nobody."""
    talking = getattr(server, "connection", None) or getattr(server, "_partial_connection", None)
    return getattr(talking, "sock", None)
