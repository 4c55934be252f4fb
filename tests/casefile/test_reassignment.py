import pytest

from cases.access.viewer import viewer_for
from cases.casefile import operations, queries
from cases.casefile.models import Case
from cases.people.models import Employee, Role
from tests.factories import TEST, TODAY, make_case, make_employee, make_inhabil

pytestmark = pytest.mark.django_db


def hand_over(cases: list[Case], to: Employee) -> operations.ReassignmentReport:
    return operations.reassign_cases(cases=cases, to=to, actor=TEST, reason="Ferie", as_of=TODAY)


def test_the_report_names_what_moved_and_from_whom(anne: Employee, bo: Employee) -> None:
    case, hers = make_case(owner=anne), make_case(owner=bo)
    report = hand_over([case, hers], bo)
    assert [(one.case, one.previous) for one in report.moved] == [(case, anne)]
    assert report.already_there == [hers]
    case.refresh_from_db()
    assert case.caseworker == bo


def test_nothing_moves_to_someone_without_a_role_there(anne: Employee, carla: Employee) -> None:
    case = make_case(owner=anne)
    with pytest.raises(operations.NotACaseworkerThere):
        hand_over([case], carla)
    case.refresh_from_db()
    assert case.caseworker == anne


def test_a_case_stays_when_the_receiver_is_inhabile(anne: Employee, bo: Employee) -> None:
    case = make_case(owner=anne)
    make_inhabil(bo, case.citizen)
    assert hand_over([case], bo).impossible == [case]


def test_a_caseworker_hands_over_their_own_and_takes_nobodys(
    anne: Employee, bo: Employee, carla: Employee
) -> None:
    mine = make_case(owner=anne)
    make_case()
    make_case(owner=bo)
    make_case(owner=carla)
    assert set(queries.cases_to_hand_over(viewer_for(anne, as_of=TODAY))) == {mine}


def test_the_teamchef_hands_over_all_of_the_jobcenter(anne: Employee, carla: Employee) -> None:
    case, nobodys = make_case(owner=anne), make_case()
    make_case(owner=carla)
    chief = viewer_for(make_employee("Tove", role=Role.TEAM_LEADER), as_of=TODAY)
    assert set(queries.cases_to_hand_over(chief)) == {case, nobodys}


def test_receivers_are_the_caseworkers_of_the_jobcenter(
    anne: Employee, bo: Employee, carla: Employee
) -> None:
    make_employee("Jens", role=Role.JOBFORMIDLER)
    assert list(queries.possible_receivers(viewer_for(anne, as_of=TODAY))) == [anne, bo]
