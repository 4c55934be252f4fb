from datetime import date

import pytest

from cases.access.viewer import viewer_for
from cases.people import operations
from cases.people.models import Employee, Role, RoleAssignment
from tests.factories import NOW, TEST, TODAY, give_role, make_employee, make_jobcenter

pytestmark = pytest.mark.django_db

NEXT_YEAR = date(2027, 11, 22)


@pytest.fixture
def admin(db: None) -> Employee:
    return make_employee("Sanne", role=Role.SYSTEM_ADMINISTRATOR)


@pytest.fixture
def other_admin(db: None) -> Employee:
    return make_employee("Søren", role=Role.SYSTEM_ADMINISTRATOR)


@pytest.fixture
def chief(db: None) -> Employee:
    return make_employee("Tove", role=Role.TEAM_LEADER)


@pytest.fixture
def newcomer(db: None) -> Employee:
    return make_employee("Ny", role=None)


def enter(employee: Employee, role: str, by: Employee, **more: object) -> RoleAssignment:
    within = {"jobcenter": make_jobcenter()} if role in (Role.CASEWORKER, Role.TEAM_LEADER) else {}
    days = {"valid_from": TODAY, "valid_to": NEXT_YEAR}
    wanted = operations.WantedRole(employee=employee, role=role, **{**days, **within, **more})
    return operations.enter_role(wanted=wanted, entered_by=by)


def approve(role: RoleAssignment, by: Employee) -> RoleAssignment:
    return operations.approve_role(role=role, approved_by=by, as_of=TODAY, at=NOW)


def test_a_role_holds_only_when_the_teamchef_has_approved_it(
    newcomer: Employee, admin: Employee, chief: Employee
) -> None:
    role = enter(newcomer, Role.CASEWORKER, admin)
    assert not viewer_for(newcomer, as_of=TODAY).roles
    approve(role, chief)
    assert viewer_for(newcomer, as_of=TODAY).has_role(Role.CASEWORKER)


def test_a_role_across_jobcentres_takes_another_administrator(
    newcomer: Employee, admin: Employee, other_admin: Employee, chief: Employee
) -> None:
    role = enter(newcomer, Role.PAYMENT_OFFICE, admin)
    for nobody in (admin, chief, newcomer):
        with pytest.raises(operations.MayNotApprove):
            approve(role, nobody)
    assert approve(role, other_admin).approved_by == other_admin


def test_the_teamchef_of_another_jobcenter_cannot_approve(
    newcomer: Employee, admin: Employee
) -> None:
    there = make_employee("Ulla", role=Role.TEAM_LEADER, jobcenter=make_jobcenter("Lærkevej"))
    with pytest.raises(operations.MayNotApprove):
        approve(enter(newcomer, Role.CASEWORKER, admin), there)


def test_nobody_approves_their_own_role(admin: Employee, chief: Employee) -> None:
    with pytest.raises(operations.MayNotApprove):
        approve(enter(chief, Role.CASEWORKER, admin), chief)


def test_an_administrator_gets_no_role_on_a_case(admin: Employee, other_admin: Employee) -> None:
    with pytest.raises(operations.IncompatibleRoles, match="Sagsbehandler kan ikke forenes med"):
        enter(other_admin, Role.CASEWORKER, admin)


def test_a_clash_that_arose_while_waiting_is_found_on_approval(
    newcomer: Employee, admin: Employee, other_admin: Employee
) -> None:
    role = enter(newcomer, Role.QUALITY_CONTROL, admin)
    give_role(newcomer, Role.CENTRAL_ADMINISTRATION)
    with pytest.raises(operations.IncompatibleRoles):
        approve(role, other_admin)


def test_roles_on_different_days_do_not_clash(newcomer: Employee, admin: Employee) -> None:
    give_role(newcomer, Role.CASEWORKER, valid_to=TODAY)
    assert enter(newcomer, Role.SYSTEM_ADMINISTRATOR, admin).pk


def test_more_than_twelve_months_is_refused(newcomer: Employee, admin: Employee) -> None:
    with pytest.raises(operations.RoleTooLong):
        enter(newcomer, Role.CASEWORKER, admin, valid_to=date(2027, 11, 23))


def test_the_same_role_twice_is_refused(newcomer: Employee, admin: Employee) -> None:
    enter(newcomer, Role.CASEWORKER, admin)
    with pytest.raises(operations.RoleAlreadyHeld):
        enter(newcomer, Role.CASEWORKER, admin)


def test_an_extension_follows_on_and_waits_for_approval(anne: Employee, admin: Employee) -> None:
    role = anne.role_assignments.get()
    extended = operations.extend_role(role=role, entered_by=admin)
    assert (extended.valid_from, extended.valid_to) == (date(2027, 1, 1), date(2028, 1, 1))
    assert extended.approved_at is None


def test_a_refused_role_never_holds(newcomer: Employee, admin: Employee, chief: Employee) -> None:
    role = enter(newcomer, Role.CASEWORKER, admin)
    operations.refuse_role(role=role, refused_by=chief, as_of=TODAY, at=NOW, reason="Ikke ansat")
    assert role.history.latest().history_change_reason == "Ikke ansat"
    with pytest.raises(operations.RoleAlreadyDecided):
        approve(role, chief)


def test_an_ended_role_stops_today(anne: Employee) -> None:
    role = anne.role_assignments.get()
    operations.end_role(role=role, as_of=TODAY, at=NOW, actor=TEST)
    assert not viewer_for(anne, as_of=TODAY).roles
    with pytest.raises(operations.RoleAlreadyEnded):
        operations.end_role(role=role, as_of=TODAY, at=NOW, actor=TEST)


def test_the_first_administrators_need_no_approval(newcomer: Employee) -> None:
    role = operations.make_administrator(employee=newcomer, valid_from=TODAY, at=NOW, actor=TEST)
    assert viewer_for(newcomer, as_of=TODAY).has_role(Role.SYSTEM_ADMINISTRATOR)
    assert "uden godkendelse" in role.history.get().history_change_reason
