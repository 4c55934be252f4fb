"""A colleague closes the case while someone writes in it: refused in words, and nothing typed is lost."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from cases.casefile import operations
from cases.casefile.models import Case
from cases.citizens import restrictions
from cases.history import Actor
from cases.people.models import Employee, Role
from cases.readlog.writer import LogEntry
from tests.access.examples import ARGUMENTS
from tests.casefile.pages import ClientOf, send, text
from tests.factories import TEST, TODAY, make_employee, make_running_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

DAY = {"dato": "14.1.2026"}
# What was posted, by whom, and what the page must still say.
POSTED: list[tuple[str, str, dict[str, str], str]] = [
    ("sag_perioder", Role.CASEWORKER, {"type": "fleksjob", "fra": "17.3.2026"}, "17.3.2026"),
    ("sag_periode_ret", Role.CASEWORKER, {"grund": "Min grund"}, "Min grund"),
    ("sag_periode_annuller", Role.PAYMENT_OFFICE, {"grund": "Min grund"}, "Min grund"),
    ("sag_inhabil", Role.JOBFORMIDLER, {"reason": "Min nabo"}, "Min nabo"),
    ("sag_oplysninger_ret", Role.CASEWORKER, {"reason": "Min grund"}, "Min grund"),
    ("sag_nyt_cpr", Role.CASEWORKER, {"valid_from": "17.3.2026"}, "17.3.2026"),
    ("sag_visitationsdato", Role.CASEWORKER, {"reason": "Min grund"}, "Min grund"),
    ("sag_revurdering_paabegynd", Role.CASEWORKER, DAY, "14.1.2026"),
    ("sag_revurdering_overdrag_ret", Role.PAYMENT_OFFICE, {"grund": "Min grund"}, "Min grund"),
    ("sag_revurdering_aarsag", Role.CASEWORKER, {"aarsag": "Ventede"}, "Ventede"),
]


@pytest.fixture
def case(bo: Employee) -> Case:
    case = make_running_case(
        "Dorthe Skovgaard",
        date(2026, 1, 1),
        owner=bo,
        jobformidler=make_employee("Jan", role=Role.JOBFORMIDLER),
    )
    actor = Actor.employee(bo)
    return operations.close_case(
        case=case, version=case.version, closed_on=TODAY, reason="Flyttet til Aarhus", actor=actor
    )


def post(client: Any, case: Case, url: str, fields: dict[str, str]) -> HttpResponse:
    more = ARGUMENTS[url](case) if url in ARGUMENTS else {}
    with transaction.atomic():
        return send(client, url, *{"number": case.number, **more}.values(), **fields)


@pytest.mark.slow
@pytest.mark.parametrize(("url", "role", "fields", "kept"), POSTED)
def test_it_says_who_closed_the_case_and_keeps_what_was_typed(
    case: Case, client_of: ClientOf, url: str, role: str, fields: dict[str, str], kept: str
) -> None:
    writer = case.jobformidler if role == Role.JOBFORMIDLER else make_employee("Erik", role=role)
    answer = post(client_of(writer), case, url, fields)
    page = text(answer)
    assert answer.status_code == 409
    assert "Bo lukkede sagen" in page
    assert "»Flyttet til Aarhus«" in page
    assert kept in page
    assert case.citizen.name not in page


@pytest.mark.slow
def test_the_refusal_and_the_look_stand_in_the_log(
    case: Case, bo: Employee, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[LogEntry] = []
    monkeypatch.setattr("cases.readlog.buffer.write", written.extend)
    post(client_of(bo), case, "sag_perioder", {"fra": "17.3.2026"})
    logged = [(row.action, row.rule, row.case_number) for row in written]
    assert logged == [("afslag", "ret_periode:7", case.number), ("vis", "", case.number)]


@pytest.mark.slow
def test_who_may_not_see_the_case_is_told_nothing(
    case: Case, carla: Employee, client_of: ClientOf
) -> None:
    """One in another jobcenter, and one without the act: as for a case that does not exist."""
    elsewhere = post(client_of(carla), case, "sag_perioder", {"fra": "17.3.2026"})
    without = client_of(make_employee("Tove", role=Role.TEAM_LEADER))
    answers = [elsewhere, post(without, case, "sag_perioder", {"fra": "17.3.2026"})]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert not any(
        "Bo lukkede" in text(answer) or "17.3.2026" in text(answer) for answer in answers
    )


@pytest.mark.slow
def test_the_page_of_a_form_says_it_too(case: Case, bo: Employee, client_of: ClientOf) -> None:
    client = client_of(bo)
    for url in ("sag_visitationsdato", "sag_nyt_cpr", "sag_inhabil"):
        answer = client.get(reverse(url, args=[case.number]))
        page = text(answer)
        assert (answer.status_code, "Bo lukkede sagen" in page) == (200, True), url
        assert ("skal sagen genåbnes først" in page, "Intet er gemt" in page) == (True, False)
        assert case.citizen.name not in page


@pytest.mark.slow
def test_who_may_not_see_the_case_finds_no_page_either(
    case: Case, carla: Employee, client_of: ClientOf
) -> None:
    """Elsewhere, without the act, and a colleague once the citizen is restricted."""
    page = reverse("sag_nyt_cpr", args=[case.number])
    colleague = client_of(make_employee("Erik", role=Role.CASEWORKER))
    assert colleague.get(page).status_code == 200
    marked = {"is_protected": True, "is_colleague": False, "version": case.citizen.version}
    restrictions.mark_restricted(citizen=case.citizen, **marked, actor=TEST)
    without = client_of(make_employee("Tove", role=Role.TEAM_LEADER))
    for client in (client_of(carla), without, colleague):
        assert client.get(page).status_code == 404
