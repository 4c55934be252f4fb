"""A session ends after twenty idle minutes, and only a person's own act counts as not being idle."""

from importlib import import_module

from django.conf import settings
from django.contrib.sessions import middleware
from django.http import HttpRequest, HttpResponse


class SessionMiddleware(middleware.SessionMiddleware):
    """In place of Django's own: each request prolongs the session but those sent by the page itself."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if getattr(request, "is_no_sign_of_life", False):
            return response
        return super().process_response(request, response)


def no_sign_of_life(request: HttpRequest) -> None:
    """The page sent it, perhaps to an empty chair: the session is neither prolonged nor changed."""
    request.is_no_sign_of_life = True  # type: ignore[attr-defined]


def forget_changes(request: HttpRequest) -> None:
    """What a view put into the session goes with the rest of a request that came to nothing."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    request.session = store(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
