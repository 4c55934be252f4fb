"""A NUL byte is answered at the door: no person types it, and the database takes it in no text."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string

GetResponse = Callable[[HttpRequest], HttpResponse]


class NulBytesMiddleware:
    """Before the session, whose key is looked up. A line in the log, and no traceback."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """What the browser sends with every request; the body is read only for a view."""
        told = [request.path, *_all(request.GET), *request.COOKIES.values()]
        return _unreadable() if _any_nul(told) else self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, _kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        return _unreadable() if _any_nul(_all(request.POST)) else None


def _all(sent: QueryDict) -> Iterator[str]:
    for name, values in sent.lists():
        yield name
        yield from values


def _any_nul(texts: Iterator[str] | list[str]) -> bool:
    return any("\0" in text for text in texts)


def _unreadable() -> HttpResponse:
    """Without the request: who sent it is not yet known."""
    return HttpResponse(render_to_string("400.html"), status=400)
