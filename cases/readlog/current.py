"""The log of the request being answered; nothing outside one (a command, a job)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from cases.readlog.buffer import ReadLogBuffer
from cases.readlog.writer import LogEntry

current_log: ContextVar[ReadLogBuffer | None] = ContextVar("current_log", default=None)


@contextmanager
def only_tried() -> Iterator[None]:
    """What is changed inside is taken back again, and no row tells that it happened."""
    unsent = ReadLogBuffer(sender=lambda: LogEntry(actor=""))
    token = current_log.set(unsent)
    try:
        yield
    finally:
        current_log.reset(token)
