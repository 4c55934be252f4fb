"""Log-ins, failed ones and log-outs reach the log from Django's own signals.

What was typed as user name is kept nowhere: people type passwords and CPR numbers there.
"""

from typing import Any

from django.contrib.auth import signals
from django.http import HttpRequest

from cases.people.models import Employee
from cases.readlog.models import ReadLogRow
from cases.readlog.writer import LogEntry, write

Action = ReadLogRow.Action
Outcome = ReadLogRow.Outcome
UNKNOWN = "ukendt"


def connect() -> None:
    signals.user_logged_in.connect(_logged_in, dispatch_uid="readlog.logged_in")
    signals.user_logged_out.connect(_logged_out, dispatch_uid="readlog.logged_out")
    signals.user_login_failed.connect(_login_failed, dispatch_uid="readlog.login_failed")


def _logged_in(*, request: HttpRequest, user: Employee, **_: Any) -> None:
    _log(request, action=Action.LOG_IN, employee=user)


def _logged_out(*, request: HttpRequest, user: Employee | None, **_: Any) -> None:
    if user is not None:
        _log(request, action=Action.LOG_OUT, employee=user)


def _login_failed(
    *, credentials: dict[str, Any], request: HttpRequest | None = None, way: str = "", **_: Any
) -> None:
    """`way`: what was tried, when it was not the log-in page."""
    tried = Employee.objects.filter(username=credentials.get("username", "")).first()
    _log(request, action=Action.LOG_IN_FAILED, employee=tried, outcome=Outcome.REFUSED, way=way)


def _log(
    request: HttpRequest | None,
    *,
    action: str,
    employee: Employee | None,
    outcome: str = Outcome.ALLOWED,
    way: str = "",
) -> None:
    actor = f"medarbejder:{employee.pk}" if employee else UNKNOWN
    buffer = getattr(request, "readlog", None)
    if buffer is None:  # outside the middleware there is nothing to wait for
        write([LogEntry(actor=actor, action=action, outcome=outcome, criterion=way)])
    else:
        buffer.add(action=action, actor=actor, outcome=outcome, criterion=way)
