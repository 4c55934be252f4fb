"""Two people at one case: neither answers, sets or loses what they did not see."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from cases.casefile import operations
from cases.casefile.models import Case, VisitationsdatoCorrection
from cases.citizens import restrictions
from cases.history import Actor
from cases.people.models import Employee, Role
from tests.casefile.pages import ClientOf, send, text
from tests.factories import TODAY, make_case, make_employee, make_inhabil

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

SEEN, UNSEEN = date(2024, 2, 1), date(2024, 3, 1)


def propose(case: Case, day: date, by: Employee) -> VisitationsdatoCorrection:
    return operations.propose_visitationsdato_correction(
        case=case, new_date=day, reason="Tastefejl", proposed_by=by
    )


def refuse(correction: VisitationsdatoCorrection, by: Employee) -> None:
    operations.refuse_visitationsdato_correction(correction=correction, decided_by=by, reason="Nej")


def test_a_correction_stands_against_the_date_that_stands(
    case: Case, anne: Employee, bo: Employee
) -> None:
    """The form was shown before another's correction was approved."""
    shown = Case.objects.get(pk=case.pk)
    operations.approve_visitationsdato_correction(
        correction=propose(case, SEEN, anne), decided_by=bo
    )
    late = propose(shown, UNSEEN, anne)
    assert late.old_date == SEEN
    operations.approve_visitationsdato_correction(correction=late, decided_by=bo)
    case.refresh_from_db()
    assert case.visitationsdato == UNSEEN


def test_nobody_approves_a_correction_they_have_not_read(
    case: Case, anne: Employee, bo: Employee, client_of: ClientOf
) -> None:
    before, read = case.visitationsdato, propose(case, SEEN, anne)
    refuse(read, bo)
    waiting = propose(case, UNSEEN, anne)
    fields = {"answer": "godkend", "correction": read.pk}
    shown = text(send(client_of(bo), "sag_visitationsdato_svar", case.number, **fields))
    assert "Dit svar er ikke gemt" in shown
    assert "1. marts 2024" in shown
    assert f'value="{waiting.pk}"' in shown
    case.refresh_from_db()
    waiting.refresh_from_db()
    assert (case.visitationsdato, waiting.outcome) == (before, waiting.Outcome.PENDING)


@pytest.mark.slow
def test_an_answer_to_what_is_answered_says_what_stands(
    case: Case, anne: Employee, bo: Employee, client_of: ClientOf
) -> None:
    read = propose(case, SEEN, anne)
    refuse(read, bo)
    client = client_of(bo)
    fields = {"answer": "godkend", "correction": read.pk}
    answer = text(send(client, "sag_visitationsdato_svar", case.number, **fields))
    assert "Bo afviste rettelsen" in answer
    assert ("Det er ikke gemt" in answer, "Ja, ret datoen" in answer) == (True, True)
    asked = client.get(reverse("sag_visitationsdato_svar", args=[case.number]))
    assert "Bo afviste rettelsen" in text(asked)


def test_the_second_to_set_the_date_sees_both_and_keeps_what_was_typed(
    anne: Employee, client_of: ClientOf
) -> None:
    case = make_case(owner=anne, visitationsdato=None)
    client = client_of(anne)
    send(client, "sag_visitationsdato", case.number, day="1.2.2024", version=1)
    shown = text(send(client, "sag_visitationsdato", case.number, day="1.3.2024", version=1))
    assert "En anden har sat datoen til 1. februar 2024" in shown
    assert 'value="1.3.2024"' in shown
    case.refresh_from_db()
    assert case.visitationsdato == SEEN


@pytest.mark.slow
def test_the_second_to_lift_is_told_so(
    case: Case, anne: Employee, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_inhabil(make_employee("Inge"), case.citizen)
    row, leader = case.citizen.inhabiliteter.get(), make_employee("Tove", role=Role.TEAM_LEADER)
    client, lift = client_of(leader), restrictions.lift_inhabilitet

    def beaten(**fields: Any) -> None:
        lift(**fields)
        lift(**fields)

    monkeypatch.setattr(restrictions, "lift_inhabilitet", beaten)
    told = send(client, "sag_inhabil_ophaev", case.number, row.pk, reason="Flyttet")
    page = text(told)
    assert (told.status_code, "Tove ophævede inhabiliteten" in page) == (409, True)
    assert page.count("Flyttet") == 2  # as the reason that stands, and as what was typed here


def test_closing_what_a_colleague_has_closed_says_who_did_and_keeps_the_reason(
    case: Case, anne: Employee, bo: Employee, client_of: ClientOf
) -> None:
    operations.close_case(
        case=case, closed_on=TODAY, reason="Folkepension", version=1, actor=Actor.employee(bo)
    )
    closing = {"closed_on": "i dag", "reason": "Flyttet til Odense", "version": 1}
    told = send(client_of(anne), "sag_luk", case.number, **closing)
    assert told.status_code == 409
    assert "Bo lukkede sagen" in text(told)
    assert ("»Folkepension«" in text(told), "Flyttet til Odense" in text(told)) == (True, True)


def test_reopening_what_a_colleague_has_reopened_says_who_did_and_asks_for_nothing(
    anne: Employee, bo: Employee, client_of: ClientOf
) -> None:
    case = make_case(owner=anne, closed_on=TODAY)
    operations.reopen_case(case=case, reason="Fejl", version=1, actor=Actor.employee(bo))
    told = send(client_of(anne), "sag_genaabn", case.number, reason="Lukket for tidligt", version=1)
    page = text(told)
    assert (told.status_code, "Bo genåbnede sagen" in page, "»Fejl«" in page) == (409, True, True)
    assert ("Lukket for tidligt" in page, "gem igen" in page) == (True, False)
    assert "genaabn" not in page  # no form to send once more


@pytest.mark.slow
def test_reopening_what_never_was_closed_says_so(
    case: Case, anne: Employee, client_of: ClientOf
) -> None:
    page = text(client_of(anne).get(reverse("sag_genaabn", args=[case.number])))
    assert f"Sag {case.number} er åben og har ikke været lukket." in page
