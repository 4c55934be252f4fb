"""The log of the request being answered; nothing outside one (a command, a job)."""

from contextvars import ContextVar

from cases.readlog.buffer import ReadLogBuffer

current_log: ContextVar[ReadLogBuffer | None] = ContextVar("current_log", default=None)
