"""The main acts, sent five times at the same moment over real connections, have one effect."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import Client

from cases.casefile import operations as casefile
from cases.casefile.models import Case
from cases.citizens.models import Citizen
from cases.findings.models import Move
from cases.people.models import Employee, Role, RoleAssignment
from cases.people.operations import employees
from cases.periods import operations as periods
from cases.periods.models import Period
from revurdering import operations as revurderinger
from revurdering.models import Revurdering
from tests.factories import (
    PASSWORD,
    TEST,
    TODAY,
    give_role,
    make_case,
    make_citizen,
    make_employee,
    make_jobcenter,
    make_period,
)

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed")]

TIMES = 5


def at_once(act: Callable[[], Any]) -> list[Any]:
    """What came of each; an exception is a result like any other."""
    together = threading.Barrier(TIMES)

    def one(_: int) -> Any:
        together.wait()
        try:
            return act()
        except Exception as refused:  # noqa: BLE001  counted by the test
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TIMES) as threads:
        return list(threads.map(one, range(TIMES)))


def sent_at_once(signed_in: Client, url: str, form: dict[str, Any]) -> list[HttpResponse]:
    """Five browsers' worth of the same form from the same session."""
    token = str(uuid.uuid4())

    def send() -> HttpResponse:
        client = Client()
        client.cookies = signed_in.cookies
        return client.post(url, {**form, "submission_token": token})

    answers = at_once(send)
    assert {answer.status_code for answer in answers} <= {200, 302}, answers
    return answers


def test_a_period_is_registered_once(client_of: Callable[[Employee], Client]) -> None:
    case = make_case(owner=(anne := make_employee("Anne")))
    form = {"type": "ledighedsydelse", "fra": "15-03-2025", "til": "", "gem": ""}
    sent_at_once(client_of(anne), f"/sager/{case.number}/perioder/", form)
    assert Period.history.count() == Period.objects.count() == 1


def test_a_case_changes_hands_once(client_of: Callable[[Employee], Client]) -> None:
    anne, bo = make_employee("Anne"), make_employee("Bo")
    case = make_case(owner=anne)
    form = {"sag": case.number, "til": bo.pk, "grund": "Barsel"}
    sent_at_once(client_of(anne), "/sager/overdrag/", form)
    case.refresh_from_db()
    assert (case.caseworker, case.version, case.history.count()) == (bo, 2, 2)


def test_a_role_is_approved_once(client_of: Callable[[Employee], Client]) -> None:
    tina = make_employee("Tina", role=Role.TEAM_LEADER)
    role = give_role(make_employee("Bo", role=None), Role.CASEWORKER, approved=False)
    sent_at_once(client_of(tina), f"/godkendelser/{role.pk}/", {"answer": "godkend"})
    assert RoleAssignment.objects.get(pk=role.pk).approved_by == tina
    assert RoleAssignment.history.filter(id=role.pk).count() == 2


def test_a_password_is_changed_once_and_whoever_sent_it_stays_logged_in(
    client_of: Callable[[Employee], Client],
) -> None:
    anne = make_employee("Anne", password=PASSWORD)
    new = {"new_password": "et nyt langt kodeord", "repeated_password": "et nyt langt kodeord"}
    client = client_of(anne)
    answers = sent_at_once(client, "/adgangskode/skift/", {"present_password": PASSWORD, **new})
    assert {answer.headers.get("Location") for answer in answers} == {"/"}
    assert client.get("/adgangskode/skift/").status_code == 200
    assert Employee.history.filter(history_change_reason="Ny adgangskode").count() == 1


def test_a_password_is_chosen_once_with_a_one_time_code() -> None:
    anne = make_employee("Anne")
    code = employees.one_time_code(employee=anne, actor=TEST)
    new = {"new_password": "et nyt langt kodeord", "repeated_password": "et nyt langt kodeord"}
    form = {"username": anne.username, "one_time_code": code, **new}
    answers = sent_at_once(Client(), "/adgangskode/", form)
    assert {answer.headers.get("Location") for answer in answers} == {"/log-ind/"}


def test_a_citizen_gets_one_open_case_also_from_five_forms() -> None:
    citizen = make_citizen()
    new = casefile.NewCase(citizen=citizen, jobcenter=make_jobcenter(), opened_on=TODAY)
    results = at_once(lambda: casefile.open_case(new=new, actor=TEST))
    assert Case.objects.filter(citizen=citizen).count() == 1, results
    assert sum(isinstance(result, casefile.CitizenHasOpenCase) for result in results) == TIMES - 1


def test_a_number_nobody_has_is_opened_once_by_five_at_once(
    client_of: Callable[[Employee], Client],
) -> None:
    """Five windows, each with its own token: they meet at the number, and all come to the one case."""
    anne = make_employee("Anne")
    client = client_of(anne)
    place = RoleAssignment.objects.get(employee=anne)
    form = {
        "cpr": "0101851234", "is_checked": "on", "name": "Dorthe Holm", "place": place.pk,
        "opened_on": f"{TODAY:%d-%m-%Y}", "ordning": Case.Ordning.SINCE_2013,
        "refusion": Case.Refusion.SINCE_2014,
    }  # fmt: skip

    def send() -> HttpResponse:
        window = Client()
        window.cookies = client.cookies
        return window.post("/sager/ny/", {**form, "submission_token": str(uuid.uuid4())})

    answers = at_once(send)
    case = Case.objects.get()
    assert {getattr(one, "url", one) for one in answers} <= {
        f"/sager/{case.number}/", f"/sager/{case.number}/oplysninger/",
    }, answers  # fmt: skip
    assert Citizen.objects.count() == Citizen.history.count() == 1


def test_a_revurdering_is_finished_once_also_from_five_forms() -> None:
    case = make_case(owner=make_employee("Anne"))
    make_period(case.citizen, date(2025, 3, 15))
    done = {"case": case, "as_of": TODAY, "actor": TEST}
    version = revurderinger.start(on=date(2026, 3, 20), **done).version
    results = at_once(
        lambda: revurderinger.finish(
            on=date(2026, 6, 1), outcome=Revurdering.Outcome.values[0], version=version, **done
        )
    )
    assert sum(isinstance(result, Revurdering) for result in results) == 1, results
    assert Revurdering.history.count() == 2


def test_a_correction_from_five_windows_moves_the_deadlines_once() -> None:
    citizen = make_citizen()
    saved = periods.register_period(
        citizen=citizen, kind="ledighedsydelse", start=date(2025, 3, 15), end=None,
        actor=TEST, as_of=TODAY,
    )  # fmt: skip
    results = at_once(
        lambda: periods.correct_period(
            period_id=saved.period.pk, version=saved.period.version, kind="ledighedsydelse",
            start=date(2025, 4, 1), end=None, actor=TEST, as_of=TODAY,
        )
    )  # fmt: skip
    assert sum(isinstance(result, periods.EditConflict) for result in results) == TIMES - 1
    assert Move.objects.filter(old_date__isnull=False).count() == 6
