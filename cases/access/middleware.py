"""Puts the viewer and the log on the request, and lets no response out before its rows are committed."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from cases.access.viewer import Viewer, viewer_for
from cases.citizens.encryption import lookup_key_version
from cases.people.models import EmployeeCprDigest, Role
from cases.readlog.buffer import ReadLogBuffer
from cases.readlog.writer import LogEntry, LogUnavailable

GetResponse = Callable[[HttpRequest], HttpResponse]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
PURPOSE_KEY = "formaal"


class AccessMiddleware:
    """After AuthenticationMiddleware.

    A request that saves is one transaction, ended only when its log rows are committed: if the log
    cannot be written, nothing is shown and nothing is saved (503). Rows of a request that fails or
    is refused are kept all the same.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        prepare(request)
        try:
            with _saving(request):
                response = self.get_response(request)
                if response.status_code >= 500 and request.method not in SAFE_METHODS:
                    transaction.set_rollback(True)
                request.readlog.flush()  # type: ignore[attr-defined]
        except LogUnavailable:
            return render(request, "503.html", status=503)
        return response


def prepare(request: HttpRequest) -> None:
    """Also used by tests and by views that log someone in."""
    request.viewer = SimpleLazyObject(lambda: _viewer(request))  # type: ignore[attr-defined]
    request.own_cpr_missing = SimpleLazyObject(lambda: _own_cpr_missing(request))  # type: ignore[attr-defined]
    request.purpose_missing = SimpleLazyObject(lambda: _purpose_missing(request))  # type: ignore[attr-defined]
    request.readlog = ReadLogBuffer(template=_log_template(request))  # type: ignore[attr-defined]


@contextmanager
def _saving(request: HttpRequest) -> Iterator[None]:
    if request.method in SAFE_METHODS:
        yield
    else:
        with transaction.atomic():
            yield


def _viewer(request: HttpRequest) -> Viewer:
    return viewer_for(
        request.user,  # type: ignore[arg-type]
        as_of=timezone.localdate(),
        purpose=request.session.get(PURPOSE_KEY, ""),
    )


def _own_cpr_missing(request: HttpRequest) -> bool:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return not EmployeeCprDigest.objects.filter(
        employee=viewer.employee, key_version=lookup_key_version()
    ).exists()


def _purpose_missing(request: HttpRequest) -> bool:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer.has_role(Role.QUALITY_CONTROL) and not viewer.purpose


def _log_template(request: HttpRequest) -> LogEntry:
    user = request.user
    return LogEntry(
        actor=f"medarbejder:{user.pk}" if user.is_authenticated else "ukendt",
        purpose=request.session.get(PURPOSE_KEY, "") if user.is_authenticated else "",
        request_id=uuid.uuid4(),
        ip=request.META.get("REMOTE_ADDR") or None,
    )
