"""Puts the viewer and the log on the request, and lets no response out before its rows are committed."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import cast

from django.contrib.messages import get_messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from cases.access import purpose, sessions
from cases.access.client_ip import client_ip
from cases.access.declare import FleksjobRequest
from cases.access.viewer import viewer_for
from cases.history import Actor
from cases.readlog.buffer import ReadLogBuffer
from cases.readlog.current import current_log
from cases.readlog.sign_ins import UNKNOWN
from cases.readlog.writer import LogEntry, LogUnavailable

GetResponse = Callable[[HttpRequest], HttpResponse]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class AccessMiddleware:
    """After AuthenticationMiddleware.

    A request that saves is one transaction, ended only when its log rows are committed: if the log
    cannot be written, nothing is shown and nothing is saved (503). Rows of a request that fails or
    is refused are kept all the same; nothing else of it is.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        prepared = prepare(request)
        token = current_log.set(prepared.readlog)
        try:
            response = self._answer(prepared)
        except LogUnavailable:
            # Without the request: nothing of it may be shown, and its database may be away too.
            response = HttpResponse(render_to_string("503.html"), status=503)
        except Exception:
            _forget_receipts(prepared)
            raise
        finally:
            current_log.reset(token)
        if _has_failed(response):
            _forget_receipts(prepared)
            if request.method not in SAFE_METHODS:
                sessions.forget_changes(prepared)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def _answer(self, request: FleksjobRequest) -> HttpResponse:
        with _saving(request):
            response = self.get_response(request)
            if _has_failed(response) and request.method not in SAFE_METHODS:
                transaction.set_rollback(True)
            request.readlog.flush()
        return response


def prepare(request: HttpRequest) -> FleksjobRequest:
    """What it adds is worked out only when a view asks."""
    prepared = cast(FleksjobRequest, request)
    prepared.moment = timezone.localtime()
    prepared.viewer = SimpleLazyObject(  # type: ignore[assignment]
        lambda: viewer_for(prepared.user, as_of=timezone.localdate(), purpose=purpose.of(prepared))
    )
    prepared.own_cpr_missing = SimpleLazyObject(  # type: ignore[assignment]
        lambda: not prepared.viewer.has_entered_own_cpr
    )
    prepared.purpose_missing = SimpleLazyObject(  # type: ignore[assignment]
        lambda: purpose.is_missing(viewer=prepared.viewer)
    )
    request_id = uuid.uuid4()
    prepared.readlog = ReadLogBuffer(sender=lambda: _sender(prepared, request_id))
    return prepared


@contextmanager
def _saving(request: HttpRequest) -> Iterator[None]:
    if request.method in SAFE_METHODS:
        yield
    else:
        with transaction.atomic():
            yield


def _has_failed(response: HttpResponse) -> bool:
    """A refusal (404) half-way through a view saves nothing either."""
    return response.status_code >= 500 or response.status_code == 404


def _forget_receipts(request: HttpRequest) -> None:
    """What the view said it had done was taken back with the rest; the next page must not say it."""
    receipts = get_messages(request)
    if getattr(receipts, "added_new", False):
        list(receipts)


def _sender(request: FleksjobRequest, request_id: uuid.UUID) -> LogEntry:
    known = request.user.is_authenticated
    return LogEntry(
        actor=Actor.employee(request.user).code if known else UNKNOWN,
        purpose=purpose.of(request) if known else "",
        request_id=request_id,
        ip=client_ip(request),
    )
