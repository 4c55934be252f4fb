"""How many wrong passwords and codes are answered before the door stays closed for a while.

Counted for a user name at an address, for an address whatever the name, and for a name whatever the
address. The last would let an outsider shut a known person out, so it does not hold at an address
that person has lately logged in from. What was typed is kept nowhere (docs/decisions/0021).
"""

from datetime import datetime, timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db.models import F, QuerySet, Sum
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from cases.people.models import Employee

AT_ONE_ADDRESS = 5
FROM_ONE_ADDRESS = 50  # an office shares one, and has mornings when many mistype
FOR_ONE_NAME = 30
KNOWN_FOR = timedelta(days=30)

Credentials = dict[str, Any] | None


class Throttle(AxesDatabaseHandler):  # type: ignore[misc]  # untyped library
    """Named in `AXES_HANDLER`; asked before each log-in, told after each."""

    def get_failures(self, request: HttpRequest, credentials: Credentials = None) -> int:
        """On the library's own scale: the limit when closed, else none."""
        recent = AccessAttempt.objects.filter(attempt_time__gte=_since(request))
        name, address = counted_as(request, credentials), _address(request)
        closed = (
            _failures(recent.filter(username=name, ip_address=address)) >= AT_ONE_ADDRESS
            # A unix socket has no address, and everyone would share it.
            or (address and _failures(recent.filter(ip_address=address)) >= FROM_ONE_ADDRESS)
            or (
                (_failures(recent.filter(username=name)) >= FOR_ONE_NAME)
                and not _is_known_at(request, name=name)
            )
        )
        return int(settings.AXES_FAILURE_LIMIT) if closed else 0

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: Any = None, **_: Any
    ) -> None:
        """Nothing is counted while the door is closed: it opens again when the time is up."""
        self.clean_expired_user_attempts(request, credentials)
        if request is None or request.axes_locked_out:
            return
        attempt, is_new = AccessAttempt.objects.get_or_create(
            username=counted_as(request, credentials),
            ip_address=request.axes_ip_address,
            user_agent="",
            defaults={"path_info": request.path[:255], "failures_since_start": 1},
        )
        if not is_new:
            AccessAttempt.objects.filter(pk=attempt.pk).update(
                failures_since_start=F("failures_since_start") + 1,
                attempt_time=request.axes_attempt_time,
            )
        request.axes_locked_out = bool(self.get_failures(request, credentials))

    def reset_user_attempts(self, request: HttpRequest, credentials: Credentials = None) -> int:
        """One's own at this address; else a person's log-in would set a guesser free."""
        count, _ = AccessAttempt.objects.filter(
            username=counted_as(request, credentials), ip_address=_address(request)
        ).delete()
        return int(count)


def is_closed(request: HttpRequest, *, username: str, way: str) -> bool:
    """For a page that asks for a password or a code itself; then the answer is "too many"."""
    if AxesProxyHandler.is_allowed(request, {"username": username}):
        return False
    request.axes_locked_out = True  # type: ignore[attr-defined]  # axes' middleware answers
    failed(request, username=username, way=way)
    return True


def failed(request: HttpRequest, *, username: str, way: str) -> None:
    """Counted and logged as a failed log-in is; `way` says in the log what was tried."""
    user_login_failed.send(
        sender=__name__, credentials={"username": username}, request=request, way=way
    )


def counted_as(request: HttpRequest, credentials: Credentials = None) -> str:
    """The user name, or a digest of one that nobody has: people type CPR numbers and passwords there."""
    typed = str((credentials or request.POST).get("username") or "")
    if Employee.objects.filter(username=typed).exists():
        return typed
    return f"ukendt:{salted_hmac(__name__, typed).hexdigest()[:32]}"


def clear_old_log_ins(*, now: datetime) -> int:
    """Where one logged in from is kept only as long as it counts."""
    count, _ = AccessLog.objects.filter(attempt_time__lt=now - KNOWN_FOR).delete()
    return int(count)


def _failures(attempts: QuerySet[AccessAttempt]) -> int:
    return attempts.aggregate(total=Sum("failures_since_start"))["total"] or 0


def _since(request: HttpRequest) -> datetime:
    moment: datetime = request.axes_attempt_time  # type: ignore[attr-defined]
    return moment - timedelta(hours=settings.AXES_COOLOFF_TIME)


def _address(request: HttpRequest) -> str | None:
    found: str | None = request.axes_ip_address  # type: ignore[attr-defined]
    return found


def _is_known_at(request: HttpRequest, *, name: str) -> bool:
    moment: datetime = request.axes_attempt_time  # type: ignore[attr-defined]
    address = _address(request)
    log_ins = AccessLog.objects.filter(username=name, attempt_time__gte=moment - KNOWN_FOR)
    return address is not None and log_ins.filter(ip_address=address).exists()
