"""A real SMTP server that fails as it is told to, and remembers what it has accepted."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

OK = "250 OK"
HANG, RESET = "hang", "reset"


class MailServer:
    """`at_from`, `at_rcpt` and `at_data` hold what to answer, one each time, then 250.

    At DATA, `HANG` and `RESET` come after the mail is taken in: the sender is left in doubt.
    """

    def __init__(self) -> None:
        self.at_from: list[str] = []
        self.at_rcpt: list[str] = []
        self.at_data: list[str] = []
        self.received: list[bytes] = []
        self.senders: list[str] = []
        self.recipients: list[str] = []
        self.left_in_doubt = 0

    @property
    def message_ids(self) -> list[str]:
        return [message_from_bytes(raw)["Message-ID"] for raw in self.received]

    async def handle_MAIL(  # noqa: N802  aiosmtpd's name for it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        answer = self.at_from.pop(0) if self.at_from else OK
        if answer == OK:
            envelope.mail_from = address
        return answer

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        answer = self.at_rcpt.pop(0) if self.at_rcpt else OK
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        answer = self.at_data.pop(0) if self.at_data else OK
        if answer in {OK, HANG, RESET}:
            assert isinstance(envelope.content, bytes)
            self.received.append(envelope.content)
            self.senders.append(envelope.mail_from or "")
            self.recipients += envelope.rcpt_tos
        self.left_in_doubt += answer in {HANG, RESET}
        if answer == HANG:
            await asyncio.sleep(3600)
        if answer == RESET:
            assert server.transport
            server.transport.abort()
        return answer


@contextmanager
def running() -> Iterator[tuple[MailServer, int]]:
    server = MailServer()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield server, port
    finally:
        controller.stop(no_assert=True)
