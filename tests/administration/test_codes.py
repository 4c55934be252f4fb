import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cases.people import operations
from cases.people.models import CodeRequest, Employee
from tests.factories import PASSWORD, TEST, give_role, make_employee

pytestmark = pytest.mark.django_db

Send = Callable[..., HttpResponse]
ClientOf = Callable[..., Client]
CODE = re.compile(r'one-time-code">([^<]+)')
NEW = {"name": "Mette Holm", "username": "mette.holm", "email": "mette@example.dk"}


def text(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.mark.slow
def test_from_asked_for_to_a_password(
    admin: Client, send: Send, soeren: Employee, client_of: ClientOf, client: Client
) -> None:
    send(admin, "medarbejder_ny", **NEW)
    asked, other = CodeRequest.objects.get(), client_of(soeren)
    assert "Mette Holm" in text(other.get(reverse("godkendelser")))
    code = CODE.findall(text(send(other, "engangskode", asked.pk, answer="dan")))[1]
    chosen = {"new_password": PASSWORD, "repeated_password": PASSWORD}
    form = {"username": "mette.holm", "one_time_code": code, **chosen}
    sent = {**form, "submission_token": str(uuid.uuid4())}
    assert client.post(reverse("adgangskode"), sent)["Location"] == reverse("login")
    assert client.post(reverse("adgangskode"), sent)["Location"] == reverse("login")
    assert "brugt" in text(send(client, "adgangskode", **form))


@pytest.mark.slow
def test_the_one_who_asks_never_sees_a_code(admin: Client, send: Send, anne: Employee) -> None:
    assert not CODE.findall(text(send(admin, "medarbejder_ny", **NEW)))
    assert not CODE.findall(text(send(admin, "medarbejder_engangskode", anne.pk)))
    for asked in CodeRequest.objects.all():
        assert "Du kan ikke svare selv" in text(send(admin, "engangskode", asked.pk, answer="dan"))
    assert not CodeRequest.objects.filter(drawn_at__isnull=False).exists()


@pytest.mark.slow
def test_the_teamchef_draws_when_the_role_waits_with_them(
    admin: Client, send: Send, tove: Employee, client_of: ClientOf
) -> None:
    send(admin, "medarbejder_ny", **NEW)
    asked, chief = CodeRequest.objects.get(), client_of(tove)
    assert chief.get(reverse("engangskode", args=[asked.pk])).status_code == 404
    give_role(asked.employee, "sagsbehandler", approved=False)
    assert CODE.findall(text(send(chief, "engangskode", asked.pk, answer="dan")))


def test_a_code_sent_for_twice_is_shown_once(
    admin: Client, send: Send, soeren: Employee, anne: Employee, client_of: ClientOf
) -> None:
    send(admin, "medarbejder_engangskode", anne.pk)
    asked, other = CodeRequest.objects.get(), client_of(soeren)
    again = {"answer": "dan", "submission_token": "6f1d8f6e-7d5e-4a3c-9a33-0d3a0f2e1c11"}
    send(other, "engangskode", asked.pk, **again)
    repeat = send(other, "engangskode", asked.pk, **again)
    assert repeat["Location"] == reverse("godkendelser")


def test_a_refusal_takes_a_reason(
    admin: Client, send: Send, soeren: Employee, anne: Employee, client_of: ClientOf
) -> None:
    send(admin, "medarbejder_engangskode", anne.pk)
    asked, other = CodeRequest.objects.get(), client_of(soeren)
    assert "Skriv, hvorfor" in text(send(other, "engangskode", asked.pk, answer="afvis"))
    send(other, "engangskode", asked.pk, answer="afvis", reason="Anne har ikke bedt om den")
    asked.refresh_from_db()
    assert asked.refused_at is not None


def test_asking_twice_is_told(admin: Client, send: Send, anne: Employee) -> None:
    send(admin, "medarbejder_engangskode", anne.pk)
    send(admin, "medarbejder_engangskode", anne.pk)
    page = text(admin.get(reverse("medarbejder", args=[anne.pk])))
    assert "allerede bedt om" in page
    assert "Teamchefen, Musvågevej, eller en anden systemadministrator" in page


@pytest.mark.slow
def test_the_history_tells_who_asked_and_who_drew(
    admin: Client, send: Send, soeren: Employee, anne: Employee, client_of: ClientOf
) -> None:
    send(admin, "medarbejder_engangskode", anne.pk)
    send(client_of(soeren), "engangskode", CodeRequest.objects.get().pk, answer="dan")
    page = text(admin.get(reverse("aendringer"), {"hvad": "engangskoder"}))
    assert page.index("Engangskode til Anne (dannet)") < page.index("Engangskode til Anne (afvent")
    assert soeren.name in page


def test_waiting_codes_cost_no_queries_of_their_own(
    admin: Client,
    send: Send,
    anne: Employee,
    bo: Employee,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for one in (anne, bo):
        send(admin, "medarbejder_engangskode", one.pk)
    with django_assert_max_num_queries(15):  # type: ignore[attr-defined]
        admin.get(reverse("godkendelser"))


def test_the_second_of_two_answers_is_told_so(
    admin: Client, send: Send, soeren: Employee, anne: Employee, client_of: ClientOf,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    send(admin, "medarbejder_engangskode", anne.pk)
    asked, other, draw = CodeRequest.objects.get(), client_of(soeren), operations.draw_code

    def beaten(**fields: Any) -> str:
        draw(**fields)
        return draw(**fields)

    monkeypatch.setattr(operations, "draw_code", beaten)
    told = send(other, "engangskode", asked.pk, answer="dan")
    assert (told.status_code, f"{soeren.name} dannede koden" in text(told)) == (409, True)
    shown = text(other.get(reverse("engangskode", args=[asked.pk])))
    assert f"{soeren.name} dannede koden" in shown


def test_a_reason_for_refusing_what_is_answered_is_not_lost(
    admin: Client, send: Send, soeren: Employee, anne: Employee, client_of: ClientOf
) -> None:
    send(admin, "medarbejder_engangskode", anne.pk)
    asked, other = CodeRequest.objects.get(), client_of(soeren)
    send(other, "engangskode", asked.pk, answer="dan")
    told = text(send(other, "engangskode", asked.pk, answer="afvis", reason="Ikke ønsket"))
    assert ("dannede koden" in told, "Ikke ønsket" in told) == (True, True)


@pytest.mark.slow
def test_a_password_like_ones_own_name_is_refused_only_to_the_one_with_the_code(
    client: Client, send: Send
) -> None:
    mette = make_employee("Mette Holm Jensen")
    code = operations.one_time_code(employee=mette, actor=TEST)
    like = {"new_password": "metteholmjensen1", "repeated_password": "metteholmjensen1"}
    right = {"username": mette.username, "one_time_code": code}
    answer = text(send(client, "adgangskode", **right, **like))
    assert "minder for meget om dit navn, dit brugernavn eller din e-mail" in answer
    assert "din/dit" not in answer
    wrong = text(send(client, "adgangskode", **{**right, "one_time_code": "c8x-forkert"}, **like))
    assert "minder for meget" not in wrong
    client.force_login(mette, backend="cases.access.backend.EmployeeBackend")
    changed = send(client, "adgangskode_skift", present_password=PASSWORD, **like)
    assert "minder for meget om" in text(changed)


def test_a_password_of_digits_alone_is_refused(
    client_of: Callable[..., Client], send: Send
) -> None:
    client = client_of(make_employee("Mette Holm Jensen"))
    digits = {"new_password": "12345678901234", "repeated_password": "12345678901234"}
    changed = send(client, "adgangskode_skift", present_password=PASSWORD, **digits)
    assert "udelukkende numerisk" in text(changed)
