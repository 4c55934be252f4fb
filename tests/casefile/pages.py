"""How the tests fill in a case's pages and read the answer."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cases.casefile.models import Case
from cases.people.models import Employee
from tests.factories import make_cpr

ClientOf = Callable[..., Client]
UNUSED = make_cpr(7777)


def send(client: Client, url: str, *arguments: Any, **fields: Any) -> HttpResponse:
    form = {"submission_token": str(uuid.uuid4()), **fields}
    return client.post(reverse(url, args=arguments), form)


def text(response: HttpResponse) -> str:
    return response.content.decode().replace("\xa0", " ")


def opening(case_cpr: str, place: Employee, **more: str) -> dict[str, Any]:
    role = place.role_assignments.get()
    fields = {"cpr": case_cpr, "is_checked": "on", "place": role.pk, "opened_on": "i dag"}
    return {**fields, "ordning": "efter_2013", "refusion": "efter_2014", **more}


def approving(case: Case) -> dict[str, Any]:
    return {"answer": "godkend", "correction": case.visitationsdato_corrections.get().pk}
