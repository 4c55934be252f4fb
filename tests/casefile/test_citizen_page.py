"""Who may see the citizen of a case, and who may not: restricted, or inhabil."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.casefile.models import Case
from cases.citizens.models import Inhabilitet
from cases.people.models import Employee, Role
from tests.casefile.pages import ClientOf, send, text
from tests.factories import give_role, make_employee, make_jobcenter

pytestmark = pytest.mark.django_db


def test_a_marked_citizen_is_closed_to_colleagues(
    hers: Client, case: Case, bo: Employee, client_of: ClientOf
) -> None:
    send(hers, "sag_begraens", case.number, is_protected="on", version=1)
    address = reverse("sag_oplysninger", args=[case.number])
    assert "Begrænset" in text(hers.get(address))
    assert client_of(bo).get(address).status_code == 404


def test_marking_what_is_already_so_says_that_nothing_changed(hers: Client, case: Case) -> None:
    shown = text(send(hers, "sag_begraens", case.number, version=1))
    assert "Der er ikke ændret noget" in shown


@pytest.mark.slow
def test_one_registers_oneself_and_is_shut_out(hers: Client, case: Case, anne: Employee) -> None:
    send(hers, "sag_inhabil", case.number, employee=anne.pk, reason="Nabo")
    assert hers.get(reverse("sag_oplysninger", args=[case.number])).status_code == 404


def test_a_caseworker_registers_nobody_else(hers: Client, case: Case, bo: Employee) -> None:
    send(hers, "sag_inhabil", case.number, employee=bo.pk, reason="Nabo")
    assert not Inhabilitet.objects.exists()


def test_a_leader_elsewhere_shuts_nobody_out_here(
    hers: Client, case: Case, anne: Employee, bo: Employee
) -> None:
    give_role(anne, Role.TEAM_LEADER, jobcenter=make_jobcenter("Lærkevej"))
    send(hers, "sag_inhabil", case.number, employee=bo.pk, reason="Nabo")
    assert not Inhabilitet.objects.exists()


@pytest.mark.slow
def test_another_leader_lifts_it(case: Case, anne: Employee, client_of: ClientOf) -> None:
    first, second = (make_employee(name, role=Role.TEAM_LEADER) for name in ("Tove", "Troels"))
    send(client_of(first), "sag_inhabil", case.number, employee=anne.pk, reason="Nabo")
    row = Inhabilitet.objects.get()
    own = send(client_of(first), "sag_inhabil_ophaev", case.number, row.pk, reason="Flyttet")
    assert "En anden leder" in text(own)
    send(client_of(second), "sag_inhabil_ophaev", case.number, row.pk, reason="Flyttet")
    row.refresh_from_db()
    assert row.lifted_by == second
