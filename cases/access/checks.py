"""Start-up refuses a URL that does not say what it does, and a request that nobody guards."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.urls import URLPattern, URLResolver, get_resolver

from cases.access.rules import Act

SAY_IT = "Skriv @public, @page(...) eller @case_page(...) fra cases.access.declare over visningen."
MIDDLEWARE_IN_ORDER = (
    "cases.access.sessions.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cases.access.wrong_method.BackToThePageMiddleware",
    "cases.access.middleware.AccessMiddleware",
)


def every_url(
    resolver: URLResolver | None = None, route: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Route and pattern of each URL of the site."""
    for entry in (resolver or get_resolver()).url_patterns:
        here = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from every_url(entry, here)
        else:
            yield here, entry


def check_urls(**_: Any) -> list[CheckMessage]:
    errors: list[CheckMessage] = []
    for route, pattern in every_url():
        if not _says_what_it_does(pattern):
            errors.append(
                Error(f"/{route} siger ikke, hvad den gør.", hint=SAY_IT, id="flexjob.E002")
            )
        if not pattern.name:
            errors.append(Error(f"/{route} har intet navn.", id="flexjob.E003"))
    return errors


def check_middleware(**_: Any) -> list[CheckMessage]:
    places = [
        settings.MIDDLEWARE.index(name) if name in settings.MIDDLEWARE else -1
        for name in MIDDLEWARE_IN_ORDER
    ]
    if -1 in places or places != sorted(places):
        wanted = ", ".join(MIDDLEWARE_IN_ORDER)
        return [Error(f"MIDDLEWARE skal have i denne orden: {wanted}", id="flexjob.E004")]
    return []


def _says_what_it_does(pattern: URLPattern) -> bool:
    acts = getattr(pattern.callback, "acts", ())
    return bool(acts) and all(isinstance(act, Act) for act in acts)
