import uuid
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cases.administration.forms.employees import EmployeeForm
from cases.people.models import Employee, Role
from tests.factories import PASSWORD, make_employee, make_jobcenter

pytestmark = pytest.mark.django_db

Send = Callable[..., HttpResponse]
NEW = {"name": "Mette Holm", "username": "mette.holm", "email": "mette@example.dk"}


def text(response: HttpResponse) -> str:
    return response.content.decode()


def test_a_form_sent_twice_adds_one_employee_and_asks_for_one_code(
    admin: Client, send: Send
) -> None:
    token = "6f1d8f6e-7d5e-4a3c-9a33-0d3a0f2e1c11"
    send(admin, "medarbejder_ny", **NEW, submission_token=token)
    repeat = send(admin, "medarbejder_ny", **NEW, submission_token=token)
    mette = Employee.objects.get(username="mette.holm")
    assert repeat["Location"] == reverse("medarbejder", args=[mette.pk])
    assert mette.code_requests.count() == 1


def test_a_taken_user_name_is_said_at_the_field(admin: Client, send: Send) -> None:
    make_employee("Anne")
    shown = text(send(admin, "medarbejder_ny", **{**NEW, "username": "anne"}))
    assert "Brugernavnet er i brug" in shown


def test_an_invisible_mark_in_an_address_is_left_out() -> None:
    form = EmployeeForm({"name": "Anne", "email": "anne@kommune\u200e.dk\ufeff", "version": 1})
    assert form.is_valid()
    assert form.cleaned_data["email"] == "anne@kommune.dk"


def test_an_address_no_mail_can_be_written_to_is_said_at_the_field() -> None:
    address = f"anne@{'ø' * 60}.dk"
    form = EmployeeForm({"name": "Anne", "email": address, "version": 1})
    assert form.errors["email"] == [
        "Ingen mail kan sendes til adressen. Skriv den igen som navn@kommune.dk"
    ]


@pytest.mark.slow
def test_the_list_sorts_as_a_dane_reads(admin: Client) -> None:
    for name in ("Åse", "Zita", "Ærø"):
        make_employee(name)
    page = text(admin.get(reverse("medarbejdere")))
    assert page.index("Zita") < page.index("Ærø") < page.index("Åse")
    page = text(admin.get(reverse("medarbejdere"), {"sorter": "-navn"}))
    assert page.index("Åse") < page.index("Ærø") < page.index("Zita")


def test_the_list_filters_by_role_and_jobcenter(admin: Client) -> None:
    make_employee("Anne")
    make_employee("Carla", jobcenter=(there := make_jobcenter("Lærkevej")))
    chosen = {"rolle": Role.CASEWORKER, "jobcenter": there.pk}
    page = text(admin.get(reverse("medarbejdere"), chosen))
    assert "Carla" in page
    assert "Anne" not in page


@pytest.mark.slow
def test_an_empty_list_says_so(admin: Client) -> None:
    page = text(admin.get(reverse("medarbejdere"), {"status": "deaktiverede"}))
    assert "Ingen medarbejdere passer" in page


@pytest.mark.slow
def test_the_number_of_queries_does_not_grow(
    admin: Client, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    for number in range(30):
        make_employee(f"Medarbejder {number}")
    assert count_queries(lambda: admin.get(reverse("medarbejdere"))) <= 15


def test_the_export_is_the_list_and_defuses_formulas(admin: Client) -> None:
    make_employee("=Anne")
    sheet = text(admin.get(reverse("medarbejdere_hent")))
    assert sheet.startswith("\ufeffNavn;Brugernavn")
    assert "\n'=Anne;" in sheet


def test_deactivating_logs_the_employee_off(
    admin: Client, send: Send, anne: Employee, client_of: Callable[..., Client]
) -> None:
    hers = client_of(anne)
    send(admin, "medarbejder_deaktiver", anne.pk, reason="Fratrådt")
    assert hers.get(reverse("adgangskode_skift")).status_code == 302
    send(admin, "medarbejder_genaktiver", anne.pk)
    assert hers.get(reverse("adgangskode_skift")).status_code == 302


def test_the_second_to_deactivate_is_told_who_was_first_and_keeps_the_reason(
    admin: Client, soeren: Employee, send: Send, anne: Employee, client_of: Callable[..., Client]
) -> None:
    send(client_of(soeren), "medarbejder_deaktiver", anne.pk, reason="Fratrådt")
    answer = send(admin, "medarbejder_deaktiver", anne.pk, reason="På barsel")
    assert answer.status_code == 409
    assert "Søren deaktiverede medarbejderen" in text(answer)
    assert ("»Fratrådt«" in text(answer), "På barsel" in text(answer)) == (True, True)


def test_what_is_typed_about_one_just_deactivated_is_kept(
    admin: Client, send: Send, anne: Employee
) -> None:
    send(admin, "medarbejder_deaktiver", anne.pk, reason="Fratrådt")
    answer = send(admin, "rolle_ny", anne.pk, role=Role.TEAM_LEADER, first_day="1.12.2026")
    assert (answer.status_code, "1.12.2026" in text(answer)) == (409, True)
    assert send(admin, "medarbejder_engangskode", anne.pk).status_code == 302


def test_genaktiver_twice_is_said(admin: Client, send: Send, anne: Employee) -> None:
    answer = send(admin, "medarbejder_genaktiver", anne.pk)
    assert answer["Location"] == reverse("medarbejder", args=[anne.pk])
    assert "er allerede aktiv" in text(admin.get(answer["Location"]))


def test_nobody_deactivates_themselves(admin: Client, send: Send, sanne: Employee) -> None:
    send(admin, "medarbejder_deaktiver", sanne.pk, reason="Ferie")
    sanne.refresh_from_db()
    assert sanne.is_active


def test_a_caseworker_is_turned_away(anne: Employee, client_of: Callable[..., Client]) -> None:
    assert client_of(anne).get(reverse("medarbejdere")).status_code == 404


@pytest.mark.slow
def test_ones_own_password_is_changed_with_the_present_one(client: Client, send: Send) -> None:
    anne = make_employee("Anne", password=PASSWORD)
    client.force_login(anne, backend="cases.access.backend.EmployeeBackend")
    new = {"new_password": "et nyt langt kodeord", "repeated_password": "et nyt langt kodeord"}
    wrong = send(client, "adgangskode_skift", present_password="forkert", **new)
    assert "er forkert" in text(wrong)
    token = str(uuid.uuid4())
    for _ in range(2):
        answer = send(
            client, "adgangskode_skift", present_password=PASSWORD, submission_token=token, **new
        )
        assert answer["Location"] == reverse("home")
    assert client.get(reverse("adgangskode_skift")).status_code == 200
    anne.refresh_from_db()
    assert anne.check_password("et nyt langt kodeord")
