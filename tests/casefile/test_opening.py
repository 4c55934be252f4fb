from dataclasses import replace
from datetime import date

import pytest

from cases.casefile import operations
from cases.casefile.models import Case
from cases.citizens.models import Citizen
from cases.history import change
from cases.people import operations as people
from cases.people.models import Employee, RoleAssignment, Team
from tests.factories import TEST, TODAY, make_case, make_citizen, make_jobcenter, make_team

pytestmark = pytest.mark.django_db


def new_case(citizen: Citizen) -> operations.NewCase:
    return operations.NewCase(citizen=citizen, jobcenter=make_jobcenter(), opened_on=TODAY)


def test_numbers_run_from_one_each_year() -> None:
    assert operations.draw_case_numbers(count=2, as_of=TODAY) == [
        "F-2026-0001",
        "F-2026-0002",
    ]
    assert operations.draw_case_number(as_of=TODAY) == "F-2026-0003"
    assert operations.draw_case_number(as_of=date(2027, 1, 1)) == "F-2027-0001"


def test_a_number_above_9999_gets_a_fifth_digit() -> None:
    operations.draw_case_numbers(count=9999, as_of=TODAY)
    assert operations.draw_case_number(as_of=TODAY) == "F-2026-10000"


def test_a_case_without_a_team_stands_among_the_unassigned() -> None:
    case = operations.open_case(new=new_case(make_citizen()), actor=TEST)
    assert case.team.kind == Team.Kind.UNASSIGNED
    assert case.history.get().history_user == TEST


def test_a_second_open_case_is_refused() -> None:
    citizen = make_citizen()
    operations.open_case(new=new_case(citizen), actor=TEST)
    with pytest.raises(operations.CitizenHasOpenCase):
        operations.open_case(new=new_case(citizen), actor=TEST)


def test_many_cases_open_together_or_not_at_all() -> None:
    citizens = [make_citizen(), make_citizen()]
    cases = operations.open_cases(new=[new_case(one) for one in citizens], actor=TEST)
    assert [case.number for case in cases] == ["F-2026-0001", "F-2026-0002"]
    assert all(case.history.count() == 1 for case in cases)
    with pytest.raises(operations.CitizenHasOpenCase):
        operations.open_cases(new=[new_case(make_citizen()), new_case(citizens[0])], actor=TEST)
    assert Case.objects.count() == 2


def test_the_visitationsdato_follows_from_the_latest_case_that_has_one(anne: Employee) -> None:
    citizen = make_citizen()
    for year in (2022, 2020):
        day = date(year, 3, 1)
        make_case(owner=anne, citizen=citizen, visitationsdato=day, opened_on=day, closed_on=TODAY)
    make_case(owner=anne, citizen=citizen, visitationsdato=None, closed_on=TODAY)
    operations.draw_case_numbers(count=3, as_of=TODAY)  # the factory's
    opened = operations.open_case(new=new_case(citizen), actor=TEST)
    assert opened.visitationsdato == date(2022, 3, 1)


def test_opening_does_not_give_another_visitationsdato(anne: Employee) -> None:
    old = make_case(owner=anne, closed_on=TODAY)
    operations.draw_case_number(as_of=TODAY)  # the factory's
    new = replace(new_case(old.citizen), visitationsdato=TODAY)
    for act in (
        lambda: operations.open_case(new=new, actor=TEST),
        lambda: operations.open_cases(new=[new], actor=TEST),
    ):
        with pytest.raises(operations.AnotherVisitationsdato):
            act()
    same = replace(new, visitationsdato=old.visitationsdato)
    (opened,) = operations.open_cases(new=[same], actor=TEST)
    assert opened.visitationsdato == old.visitationsdato


def test_closing_keeps_reason_and_history(anne: Employee) -> None:
    case = make_case(owner=anne)
    closed = operations.close_case(
        case=case, closed_on=TODAY, reason="Folkepension", version=1, actor=TEST
    )
    assert (closed.closed_on, closed.version) == (TODAY, 2)
    assert closed.history.latest().history_change_reason == "Folkepension"


def test_a_case_cannot_close_before_it_opened(anne: Employee) -> None:
    case = make_case(owner=anne, opened_on=TODAY)
    with pytest.raises(operations.ClosedBeforeOpened):
        operations.close_case(
            case=case, closed_on=date(2026, 1, 1), reason="Fejl", version=1, actor=TEST
        )


def test_closing_twice_says_so(anne: Employee) -> None:
    case = make_case(owner=anne, closed_on=TODAY)
    with pytest.raises(operations.CaseAlreadyClosed):
        operations.close_case(case=case, closed_on=TODAY, reason="x", version=1, actor=TEST)


def test_an_old_version_is_refused_and_the_new_one_shown(anne: Employee) -> None:
    case = make_case(owner=anne)
    operations.close_case(case=case, closed_on=TODAY, reason="Flyttet", version=1, actor=TEST)
    with pytest.raises(operations.CaseEditConflict) as conflict:
        operations.reopen_case(case=case, reason="Fejl", version=1, actor=TEST)
    assert conflict.value.current.close_reason == "Flyttet"


def test_a_case_reopens(anne: Employee) -> None:
    case = make_case(owner=anne, closed_on=TODAY)
    reopened = operations.reopen_case(case=case, reason="Vendt tilbage", version=1, actor=TEST)
    assert reopened.is_open
    assert reopened.close_reason == ""


def test_a_case_does_not_reopen_beside_another_open_one(anne: Employee) -> None:
    old = make_case(owner=anne, closed_on=TODAY)
    make_case(owner=anne, citizen=old.citizen)
    with pytest.raises(operations.CitizenHasOpenCase):
        operations.reopen_case(case=old, reason="Fejl", version=1, actor=TEST)


def test_a_case_reopened_after_its_team_was_closed_down_stands_among_the_unassigned(
    anne: Employee,
) -> None:
    case = make_case(owner=anne, closed_on=TODAY)
    people.close_unit(unit=case.team, closed_on=TODAY, actor=TEST)
    opened = operations.reopen_case(case=case, reason="Fejl", version=1, actor=TEST)
    assert (opened.team.kind, opened.caseworker) == (Team.Kind.UNASSIGNED, anne)


def test_a_colleague_whose_team_is_closed_down_gets_the_case_in_its_own(
    anne: Employee, bo: Employee
) -> None:
    gone = make_team(name="Team 9")
    case = make_case(owner=anne)
    role = RoleAssignment.objects.get(employee=bo)
    role.team = gone
    with change(actor=TEST):
        role.save(update_fields=["team"])
    people.close_unit(unit=gone, closed_on=TODAY, actor=TEST)
    operations.reassign_cases(cases=[case], to=bo, actor=TEST, reason="", as_of=TODAY)
    case.refresh_from_db()
    assert (case.caseworker, case.team.name) == (bo, "Team 1")
