from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cases.people import operations
from cases.people.models import Employee, Role, RoleAssignment
from tests.factories import give_role, make_employee, make_jobcenter

pytestmark = pytest.mark.django_db

Send = Callable[..., HttpResponse]
ClientOf = Callable[..., Client]


def text(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.fixture
def newcomer(db: None) -> Employee:
    return make_employee("Ny", role=None)


def enter(send: Send, admin: Client, employee: Employee, **fields: object) -> HttpResponse:
    form = {"role": "sagsbehandler", "jobcenter": make_jobcenter().pk, "first_day": "i dag"}
    return send(admin, "rolle_ny", employee.pk, **{**form, **fields})


@pytest.mark.slow
def test_from_entered_to_approved_by_the_teamchef(
    admin: Client, send: Send, newcomer: Employee, tove: Employee, client_of: ClientOf
) -> None:
    enter(send, admin, newcomer)
    role = newcomer.role_assignments.get()
    chief = client_of(tove)
    assert "Ny" in text(chief.get(reverse("godkendelser")))
    send(chief, "godkendelse", role.pk, answer="godkend")
    role.refresh_from_db()
    assert role.approved_by == tove
    assert (role.valid_to - role.valid_from).days == 365


def test_another_administrator_approves_a_role_across_jobcentres(
    admin: Client, send: Send, newcomer: Employee, soeren: Employee, client_of: ClientOf
) -> None:
    enter(send, admin, newcomer, role="ydelseskontor", jobcenter="")
    role = newcomer.role_assignments.get()
    send(admin, "godkendelse", role.pk, answer="godkend")
    role.refresh_from_db()
    assert role.approved_at is None
    send(client_of(soeren), "godkendelse", role.pk, answer="godkend")
    role.refresh_from_db()
    assert role.approved_by == soeren


def test_the_teamchef_of_another_jobcenter_finds_nothing(
    admin: Client, send: Send, newcomer: Employee, client_of: ClientOf
) -> None:
    enter(send, admin, newcomer)
    there = make_employee("Ulla", role=Role.TEAM_LEADER, jobcenter=make_jobcenter("Lærkevej"))
    role = newcomer.role_assignments.get()
    assert client_of(there).get(reverse("godkendelse", args=[role.pk])).status_code == 404


def test_a_refusal_takes_a_reason(
    admin: Client, send: Send, newcomer: Employee, tove: Employee, client_of: ClientOf
) -> None:
    enter(send, admin, newcomer)
    role, chief = newcomer.role_assignments.get(), client_of(tove)
    assert "Skriv, hvorfor" in text(send(chief, "godkendelse", role.pk, answer="afvis"))
    send(chief, "godkendelse", role.pk, answer="afvis", reason="Kender ikke personen")
    role.refresh_from_db()
    assert role.refused_at is not None


def test_incompatible_roles_are_explained(admin: Client, send: Send, newcomer: Employee) -> None:
    give_role(newcomer, Role.CASEWORKER)
    shown = text(enter(send, admin, newcomer, role="systemadministrator", jobcenter=""))
    assert "Systemadministrator kan ikke forenes med Sagsbehandler" in shown


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"jobcenter": ""}, "Vælg et jobcenter for rollen"),
        ({"role": "kvalitetskontrol"}, "Kvalitetskontrol går på tværs"),
        ({"last_day": "22.11.2027"}, "højst gælde i 12 måneder, til 21. november 2027"),
        ({"last_day": "1.1.2026"}, "Sidste dag skal være 22. november 2026 eller senere"),
    ],
)
@pytest.mark.slow
def test_what_is_wrong_is_said(
    admin: Client, send: Send, newcomer: Employee, fields: dict[str, str], message: str
) -> None:
    assert message in text(enter(send, admin, newcomer, **fields))
    assert not RoleAssignment.objects.filter(employee=newcomer).exists()


def test_extending_waits_and_ending_stops_today(admin: Client, send: Send, anne: Employee) -> None:
    role = anne.role_assignments.get()
    send(admin, "rolle_forlaeng", role.pk)
    send(admin, "rolle_forlaeng", role.pk)
    assert anne.role_assignments.count() == 2
    send(admin, "rolle_afslut", role.pk)
    assert "Udløbet" in text(admin.get(reverse("medarbejder", args=[anne.pk])))


def test_the_history_tells_who_did_what(
    admin: Client, send: Send, newcomer: Employee, sanne: Employee
) -> None:
    enter(send, admin, newcomer)
    page = text(admin.get(reverse("aendringer"), {"hvad": "roller"}))
    assert "Ny: Sagsbehandler, Musvågevej" in page
    assert sanne.name in page


def test_the_second_of_two_answers_is_told_so(
    admin: Client, send: Send, newcomer: Employee, tove: Employee, client_of: ClientOf,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    enter(send, admin, newcomer)
    role, chief, approve = newcomer.role_assignments.get(), client_of(tove), operations.approve_role

    def beaten(**fields: Any) -> RoleAssignment:
        approve(**fields)
        return approve(**fields)

    monkeypatch.setattr(operations, "approve_role", beaten)
    told = send(chief, "godkendelse", role.pk, answer="godkend")
    assert (told.status_code, f"{tove.name} godkendte rollen" in text(told)) == (409, True)


@pytest.mark.slow
def test_a_reason_for_refusing_what_is_answered_is_not_lost(
    admin: Client, send: Send, newcomer: Employee, tove: Employee, client_of: ClientOf
) -> None:
    enter(send, admin, newcomer)
    role, chief = newcomer.role_assignments.get(), client_of(tove)
    send(chief, "godkendelse", role.pk, answer="godkend")
    told = text(send(chief, "godkendelse", role.pk, answer="afvis", reason="Skal ikke"))
    assert (f"{tove.name} godkendte rollen" in told, "Skal ikke" in told) == (True, True)
