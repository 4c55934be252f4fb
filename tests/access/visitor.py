"""One visit: who, where, how, to whom. What it changes is undone."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse

from cases.access.purpose import SESSION_KEY
from cases.casefile import closed_meanwhile
from cases.casefile.models import Case
from tests.access.examples import ARGUMENTS, FORMS, QUERIES
from tests.access.world import World

BACKEND = "cases.access.backend.EmployeeBackend"
GATES = ("egen_cpr", "formaal")
TOKEN = uuid.UUID(int=1)


def client_for(world: World, role: str) -> Client:
    """Logged in once in each world; visits are undone, so the session stays as it was."""
    client = Client(raise_request_exception=False)
    if role == "anonym":
        return client
    if role not in world.sessions:
        client.force_login(world.people[role], backend=BACKEND)
        session = client.session
        session[SESSION_KEY] = "Stikprøve"
        session.save()
        world.sessions[role] = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[role]
    return client


def visit(client: Client, *, url: str, method: str, case: Case) -> HttpResponse:
    with undone():
        if method == "POST":
            return client.post(address(url, case), form(url, case))
        return whole(client.generic(method, address(url, case)))


def whole(response: HttpResponse) -> HttpResponse:
    """What is sent as it is made, gathered."""
    if not getattr(response, "streaming", False):
        return response
    return HttpResponse(b"".join(response.streaming_content), status=response.status_code)


def form(url: str, case: Case) -> dict[str, Any]:
    return {"submission_token": TOKEN, **(FORMS[url](case) if url in FORMS else {})}


def address(url: str, case: Case) -> str:
    more = ARGUMENTS[url](case) if url in ARGUMENTS else {}
    query = f"?{QUERIES[url]}" if url in QUERIES else ""
    try:
        return reverse(url, kwargs=more) + query
    except NoReverseMatch:
        return reverse(url, kwargs={"number": case.number, **more}) + query


def is_through(response: HttpResponse) -> bool:
    """Neither refused, nor sent to log in, nor to a form that must be filled in first."""
    if response.status_code == 302:
        gates = [f"{reverse(settings.LOGIN_URL)}?next=", *map(reverse, GATES)]
        return not any(response["Location"].startswith(gate) for gate in gates)
    if response.status_code >= 500:
        raise AssertionError(f"{response.status_code} fra {response.request['PATH_INFO']}")
    used = getattr(response, "templates", [])  # a file is made without one
    if any(template.name == closed_meanwhile.TEMPLATE for template in used):
        return False  # refused in words: nothing is done and nobody is named
    return response.status_code not in (403, 404)


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
