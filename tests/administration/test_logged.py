"""Real commits: the rows stand on the log's own connection."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cases.people.models import Employee, Role
from cases.readlog.models import ReadLogRow
from tests.factories import make_employee

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed", "today")]

Action = ReadLogRow.Action


def rows(actor: str) -> list[tuple[str, str]]:
    found = ReadLogRow.objects.filter(actor=actor).order_by("seq")
    return list(found.values_list("action", "criterion"))


def administrator() -> tuple[Employee, Client]:
    sanne, client = make_employee("Sanne", role=Role.SYSTEM_ADMINISTRATOR), Client()
    client.force_login(sanne, backend="cases.access.backend.EmployeeBackend")
    return sanne, client


def test_what_an_administrator_does_is_logged(send: Callable[..., HttpResponse]) -> None:
    sanne, client = administrator()
    newcomer = make_employee("Ny", role=None)
    send(client, "rolle_ny", newcomer.pk, role="kvalitetskontrol", first_day="i dag")
    wanted = (Action.ROLE, f"kvalitetskontrol medarbejder:{newcomer.pk}")
    assert wanted in rows(f"medarbejder:{sanne.pk}")


def test_a_refused_page_is_logged() -> None:
    client = Client()
    client.force_login(make_employee("Anne"), backend="cases.access.backend.EmployeeBackend")
    client.get(reverse("medarbejdere"))
    assert ReadLogRow.objects.filter(action=Action.REFUSED).exists()


def test_an_administrator_made_on_the_server_is_logged() -> None:
    names = {"navn": "Sanne Storm", "email": "sanne@example.dk"}
    call_command("opret_administrator", "sanne", stdout=StringIO(), **names)
    made = (Action.ROLE, f"systemadministrator medarbejder:{Employee.objects.get().pk}")
    assert made in rows("kommando:opret_administrator")
