import pytest
from django.test import Client
from django.urls import reverse

from cases.people import operations
from cases.people.models import Employee
from tests.factories import PASSWORD, TEST

pytestmark = pytest.mark.django_db

NEW = "et helt andet kodeord"


@pytest.fixture
def newcomer(db: None) -> Employee:
    return operations.add_employee(
        username="ny", name="Ny Eksempel", email="ny@example.dk", actor=TEST
    )


def test_a_new_employee_cannot_log_in_before_choosing_a_password(newcomer: Employee) -> None:
    assert not newcomer.has_usable_password()
    code = operations.one_time_code(employee=newcomer, actor=TEST)
    assert operations.choose_password(username="ny", code=code, password=NEW).check_password(NEW)


def test_the_code_works_once(newcomer: Employee) -> None:
    code = operations.one_time_code(employee=newcomer, actor=TEST)
    operations.choose_password(username="ny", code=code, password=NEW)
    with pytest.raises(operations.CodeNotValid):
        operations.choose_password(username="ny", code=code, password=PASSWORD)


def test_a_new_code_ends_the_old_one_and_the_password(newcomer: Employee) -> None:
    code = operations.one_time_code(employee=newcomer, actor=TEST)
    operations.choose_password(username="ny", code=code, password=NEW)
    operations.one_time_code(employee=newcomer, actor=TEST)
    newcomer.refresh_from_db()
    assert not newcomer.check_password(NEW)


def test_anothers_code_is_not_valid(newcomer: Employee, anne: Employee) -> None:
    code = operations.one_time_code(employee=newcomer, actor=TEST)
    with pytest.raises(operations.CodeNotValid):
        operations.choose_password(username="anne", code=code, password=NEW)


def test_a_user_name_is_taken_once(newcomer: Employee) -> None:
    with pytest.raises(operations.UsernameTaken):
        operations.add_employee(username="ny", name="To", email="to@example.dk", actor=TEST)


def test_deactivation_ends_the_session_also_after_reactivation(
    client: Client, anne: Employee
) -> None:
    client.force_login(anne, backend="cases.access.backend.EmployeeBackend")
    assert client.get(reverse("adgangskode_skift")).status_code == 200
    operations.deactivate(employee=anne, reason="Fratrådt", actor=TEST)
    assert client.get(reverse("adgangskode_skift")).status_code == 302
    operations.reactivate(employee=anne, actor=TEST)
    assert client.get(reverse("adgangskode_skift")).status_code == 302
