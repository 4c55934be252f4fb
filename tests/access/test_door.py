"""The order of the rules on one case: the first "no" wins."""

from datetime import date, timedelta

import pytest

from cases.access import door, own_cpr
from cases.access.rules import Act
from cases.access.viewer import Viewer, viewer_for
from cases.casefile.models import Case
from cases.citizens import cpr, operations
from cases.people.models import Employee, Role
from tests.factories import (
    TEST,
    TODAY,
    give_role,
    make_case,
    make_citizen,
    make_employee,
    make_inhabil,
    make_jobcenter,
    make_period,
    recompute,
)

pytestmark = pytest.mark.django_db


def viewer(employee: Employee, *, as_of: date = TODAY, purpose: str = "") -> Viewer:
    return viewer_for(employee, as_of=as_of, purpose=purpose)


def rule(employee: Employee, case: Case, act: Act = Act.SEE_CASE, *, purpose: str = "") -> int:
    """The rule that refuses; 99 when the door opens."""
    try:
        door.open_case(viewer(employee, purpose=purpose), number=case.number, act=act)
    except door.Refused as refused:
        return refused.rule
    return 99


OPENS = 99


@pytest.mark.slow
def test_the_owner_and_a_colleague_open_the_case(anne: Employee, bo: Employee) -> None:
    case = make_case(owner=anne)
    assert (rule(anne, case), rule(bo, case)) == (OPENS, OPENS)


def test_carla_from_another_jobcenter_does_not(anne: Employee, carla: Employee) -> None:
    assert rule(carla, make_case(owner=anne)) == 5


@pytest.mark.parametrize("own", ["610185-1234", "610185-4321"])
def test_ones_own_case_stays_closed_when_its_number_is_given_again(own: str) -> None:
    anne = make_employee("Anne", own_cpr=False)
    own_cpr.register_own_cpr(employee=anne, number=cpr.parse(own))
    case = make_case(citizen=make_citizen(cpr_number="610185-1234"))
    for number, reason in (("610185-4321", ""), ("610185-1234", "Tastefejl")):
        operations.add_cpr_number(
            citizen=case.citizen,
            cpr=cpr.parse(number),
            valid_from=TODAY,
            reason=reason,
            actor=TEST,
        )
    assert rule(anne, case) == 1
    assert not door.visible_cases(viewer(anne), act=Act.SEE_CASE).exists()


def test_rule_0_asks_for_an_approved_role_in_date(anne: Employee) -> None:
    waiting = make_employee("Ida", role=None)
    give_role(waiting, Role.CASEWORKER, approved=False)
    expired = make_employee("Ole", role=None)
    give_role(expired, Role.CASEWORKER, valid_to=TODAY)
    case = make_case(owner=anne)
    assert (rule(waiting, case), rule(expired, case)) == (0, 0)


def test_rule_1_closes_ones_own_case_even_as_its_caseworker() -> None:
    anne = make_employee("Anne", own_cpr=False)
    own = make_citizen(cpr_number="610185-1234")
    own_cpr.register_own_cpr(employee=anne, number=cpr.parse("610185-1234"))
    assert rule(anne, make_case(citizen=own, owner=anne)) == 1


def test_rule_2_closes_the_case_one_is_inhabil_in(anne: Employee) -> None:
    case = make_case(owner=anne)
    make_inhabil(anne, case.citizen)
    assert rule(anne, case) == 2


@pytest.mark.parametrize(("protected", "colleague"), [(True, False), (False, True)])
@pytest.mark.slow
def test_rule_3_leaves_a_restricted_citizen_to_caseworker_and_teamchef(
    protected: bool, colleague: bool, anne: Employee, bo: Employee
) -> None:
    case = make_case(owner=anne, citizen=make_citizen(protected=protected, colleague=colleague))
    tina = make_employee("Tina", role=Role.TEAM_LEADER)
    assert [rule(who, case) for who in (anne, tina, bo)] == [OPENS, OPENS, 3]


def test_rule_3_holds_in_the_payment_office_and_for_quality_control(
    anne: Employee,
) -> None:
    case = make_case(owner=anne, citizen=make_citizen(protected=True))
    make_period(case.citizen)
    yrsa = make_employee("Yrsa", role=Role.PAYMENT_OFFICE)
    karl = make_employee("Karl", role=Role.QUALITY_CONTROL)
    assert (rule(yrsa, case), rule(karl, case, purpose="stikprøve")) == (3, 3)


def test_rule_3_closes_the_case_to_a_caseworker_who_has_left_the_role(
    anne: Employee,
) -> None:
    jonas = make_employee("Jonas", role=Role.JOBFORMIDLER)
    case = make_case(owner=jonas, citizen=make_citizen(protected=True))
    assert rule(jonas, case) == 3


def test_rule_5_gives_quality_control_no_case_without_a_purpose(anne: Employee) -> None:
    karl = make_employee("Karl", role=Role.QUALITY_CONTROL)
    case = make_case(owner=anne)
    assert (rule(karl, case), rule(karl, case, purpose="stikprøve")) == (5, OPENS)


def test_rule_5_gives_the_payment_office_benefit_cases_only(anne: Employee) -> None:
    yrsa = make_employee("Yrsa", role=Role.PAYMENT_OFFICE)
    paid, unpaid = make_case(owner=anne), make_case(owner=anne)
    make_period(paid.citizen)
    make_period(unpaid.citizen, kind="fleksjob")
    assert (rule(yrsa, paid), rule(yrsa, unpaid)) == (OPENS, 5)


@pytest.mark.parametrize(
    "role", [Role.CASEWORKER, Role.TEAM_LEADER, Role.JOBFORMIDLER, Role.VISITATIONSTEAM]
)
@pytest.mark.parametrize(("days_there", "expected"), [(30, OPENS), (31, 5)])
@pytest.mark.slow
def test_rule_5_lets_a_closed_case_go_30_days_after_another_jobcenter_took_over(
    role: str, days_there: int, expected: int
) -> None:
    here = make_employee("Ebbe", role=role)
    closed = make_case(owner=here, jobformidler=here, closed_on=date(2026, 6, 1))
    make_period(closed.citizen)
    recompute(closed.citizen)
    assert rule(here, closed) == OPENS
    opened = TODAY - timedelta(days=days_there)
    make_case(citizen=closed.citizen, jobcenter=make_jobcenter("Lærkevej"), opened_on=opened)
    assert rule(here, closed) == expected


def test_a_closed_case_stays_when_the_open_one_is_in_the_same_jobcenter(anne: Employee) -> None:
    closed = make_case(owner=anne, closed_on=date(2026, 6, 1))
    make_case(citizen=closed.citizen, owner=anne, opened_on=date(2026, 6, 1))
    assert rule(anne, closed) == OPENS


def test_rule_6_refuses_an_act_outside_the_role(anne: Employee) -> None:
    jonas = make_employee("Jonas", role=Role.JOBFORMIDLER)
    case = make_case(owner=anne, jobformidler=jonas)
    assert (rule(jonas, case), rule(jonas, case, Act.SEE_FULL_CPR)) == (OPENS, 6)


def test_rule_6_joins_no_right_of_one_jobcenter_with_the_reach_of_another(
    anne: Employee,
) -> None:
    """Caseworker in one jobcenter, teamchef in another: her two hats are not one."""
    case = make_case(owner=anne)
    tina = make_employee("Tina", role=Role.TEAM_LEADER)
    give_role(tina, Role.CASEWORKER, jobcenter=make_jobcenter("Lærkevej"))
    assert rule(tina, case, Act.WRITE_PERIOD) == 6


def test_rule_7_makes_a_closed_case_read_only(anne: Employee) -> None:
    case = make_case(owner=anne, closed_on=date(2026, 6, 1))
    assert (rule(anne, case), rule(anne, case, Act.WRITE_PERIOD)) == (OPENS, 7)


def test_a_case_that_does_not_exist_is_refused_as_one_out_of_reach(
    anne: Employee,
) -> None:
    with pytest.raises(door.Refused) as refused:
        door.open_case(viewer(anne), number="F-2026-9999", act=Act.SEE_CASE)
    assert (refused.value.rule, refused.value.case) == (5, None)
