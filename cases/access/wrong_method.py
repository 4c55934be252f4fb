"""An address that belongs to a button cannot be opened by itself: said on a page, and after log-in avoided."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import is_valid_path
from django.utils.http import url_has_allowed_host_and_scheme

FRONT_PAGE = "/"
GetResponse = Callable[[HttpRequest], HttpResponse]


class WrongMethodMiddleware:
    """After AccessMiddleware, as the page has a menu. Gives Django's empty 405 something to read."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or response.content:
            return response
        above = address_above(request.path)
        page = render(request, "405.html", {"above": above, "front_page": FRONT_PAGE}, status=405)
        page["Allow"] = response["Allow"]
        return page


class BackToThePageMiddleware(LoginRequiredMiddleware):
    """What was sent after the session ended is lost: log-in leads to the page it was sent from."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        return redirect_to_login(_sent_from(request))


def address_above(path: str) -> str:
    """The nearest one that is a page: `/sager/F-2026-0001/` for `/sager/F-2026-0001/vis-cpr/`."""
    parts = path.strip("/").split("/")
    while parts := parts[:-1]:
        if is_valid_path(above := f"/{'/'.join(parts)}/"):
            return above
    return FRONT_PAGE


def _sent_from(request: HttpRequest) -> str:
    referer = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        referer, {request.get_host()}, require_https=request.is_secure()
    )
    if not is_ours or not urlsplit(referer).netloc:
        return address_above(request.path)
    return urlsplit(referer)._replace(scheme="", netloc="", fragment="").geturl()
