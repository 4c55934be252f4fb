import pytest
from django.db import IntegrityError, transaction

from cases.history import change
from cases.people import operations
from cases.people.models import CodeRequest, Employee, Role
from tests.factories import NOW, PASSWORD, TEST, TODAY, give_role, make_employee, make_jobcenter

pytestmark = pytest.mark.django_db


@pytest.fixture
def annes(sanne: Employee) -> CodeRequest:
    anne = make_employee("Anne", password=PASSWORD)
    return operations.ask_for_code(employee=anne, asked_by=sanne)


def draw(asked: CodeRequest, by: Employee) -> str:
    return operations.draw_code(request=asked, drawn_by=by, as_of=TODAY, at=NOW)


def may_not_draw(asked: CodeRequest, by: Employee) -> bool:
    with pytest.raises(operations.MayNotDrawCode):
        draw(asked, by)
    return True


def test_asking_changes_nothing_for_the_employee(annes: CodeRequest) -> None:
    annes.employee.refresh_from_db()
    assert annes.employee.check_password(PASSWORD)


def test_the_one_who_asked_cannot_draw(annes: CodeRequest, sanne: Employee) -> None:
    assert may_not_draw(annes, sanne)
    annes.employee.refresh_from_db()
    assert annes.employee.check_password(PASSWORD)


def test_another_administrator_draws_a_code_that_works(
    annes: CodeRequest, soeren: Employee
) -> None:
    code = draw(annes, soeren)
    chosen = operations.choose_password(username="anne", code=code, password="et nyt kodeord")
    assert chosen == annes.employee


def test_the_teamchef_draws_for_their_own_jobcenter(annes: CodeRequest, tove: Employee) -> None:
    assert draw(annes, tove)


def test_a_role_that_still_waits_is_enough_for_its_teamchef(
    sanne: Employee, tove: Employee
) -> None:
    newcomer = make_employee("Ny", role=None)
    asked = operations.ask_for_code(employee=newcomer, asked_by=sanne)
    assert may_not_draw(asked, tove)
    give_role(newcomer, Role.CASEWORKER, approved=False)
    assert draw(asked, tove)


def test_the_teamchef_draws_for_nobody_with_a_role_elsewhere(
    annes: CodeRequest, tove: Employee
) -> None:
    give_role(annes.employee, Role.CASEWORKER, jobcenter=make_jobcenter("Lærkevej"))
    assert may_not_draw(annes, tove)


@pytest.mark.parametrize("role", [Role.TEAM_LEADER, Role.PAYMENT_OFFICE])
def test_the_teamchef_draws_for_nobody_they_do_not_answer_for(
    sanne: Employee, tove: Employee, role: str
) -> None:
    asked = operations.ask_for_code(employee=make_employee("Ulla", role=role), asked_by=sanne)
    assert may_not_draw(asked, tove)


def test_nobody_draws_their_own(sanne: Employee, soeren: Employee) -> None:
    assert may_not_draw(operations.ask_for_code(employee=soeren, asked_by=sanne), soeren)


def test_a_colleague_draws_nothing(annes: CodeRequest, bo: Employee) -> None:
    assert may_not_draw(annes, bo)


def test_a_request_is_answered_once(annes: CodeRequest, soeren: Employee) -> None:
    draw(annes, soeren)
    with pytest.raises(operations.CodeRequestAlreadyAnswered):
        draw(annes, soeren)


def test_two_requests_do_not_wait_at_once(annes: CodeRequest, sanne: Employee) -> None:
    with pytest.raises(operations.CodeAlreadyAskedFor):
        operations.ask_for_code(employee=annes.employee, asked_by=sanne)


def test_after_a_refusal_one_may_ask_again(
    annes: CodeRequest, sanne: Employee, soeren: Employee
) -> None:
    operations.refuse_code(
        request=annes, refused_by=soeren, as_of=TODAY, at=NOW, reason="Ikke ønsket"
    )
    assert annes.history.latest().history_change_reason == "Ikke ønsket"
    assert operations.ask_for_code(employee=annes.employee, asked_by=sanne)


def test_one_who_has_left_gets_no_code(annes: CodeRequest, soeren: Employee) -> None:
    operations.deactivate(employee=annes.employee, reason="Fratrådt", actor=TEST)
    with pytest.raises(operations.CodeRequestAlreadyAnswered):
        draw(annes, soeren)


def test_the_database_refuses_a_code_drawn_by_the_one_who_asked(annes: CodeRequest) -> None:
    with (
        pytest.raises(IntegrityError, match="code_drawn_by_another_person"),
        transaction.atomic(),
        change(actor=TEST),
    ):
        annes.answered_by, annes.drawn_at = annes.asked_by, NOW
        annes.save()
