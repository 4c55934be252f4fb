"""Start-up refuses what nobody guards."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from pytest_django import Settings

from cases.access import checks
from cases.access.declare import page
from cases.access.rules import Act
from flexjob import startup


def silent(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hvem som helst")


@page(Act.SIGNED_IN)
def telling(request: HttpRequest) -> HttpResponse:
    return HttpResponse("logget ind")


urlpatterns = [
    path("ind/", include([path("tavs/", silent, name="tavs")])),
    path("navnloes/", telling),
    path("siger-til/", telling, name="siger_til"),
]


def ids(errors: list[checks.CheckMessage]) -> list[str | None]:
    return [error.id for error in errors]


@pytest.mark.urls(__name__)
def test_a_view_that_says_nothing_and_a_url_without_name_are_errors() -> None:
    errors = checks.check_urls()
    assert ids(errors) == ["flexjob.E002", "flexjob.E003"]
    assert "/ind/tavs/" in errors[0].msg


@pytest.mark.urls(__name__)
def test_the_web_server_does_not_start_with_them() -> None:
    assert "/ind/tavs/ siger ikke, hvad den gør" in startup.url_faults()


def test_the_site_itself_has_none() -> None:
    assert checks.check_urls() == checks.check_middleware() == []


def test_the_middleware_must_stand_and_stand_in_order(settings: Settings) -> None:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "Access" not in name]
    assert ids(checks.check_middleware()) == ["flexjob.E004"]
    settings.MIDDLEWARE = list(reversed(checks.MIDDLEWARE_IN_ORDER))
    assert ids(checks.check_middleware()) == ["flexjob.E004"]
