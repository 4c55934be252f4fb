import pytest

from cases.people.models import Employee, Role
from flexjob.demo import passwords
from tests.factories import make_employee

pytestmark = pytest.mark.django_db


def make_anne() -> None:
    anne = make_employee("Anne", role=Role.CASEWORKER)
    anne.username = "anne.sagsbehandler"
    with passwords.change(actor=passwords.ACTOR):
        anne.save()


def test_each_start_ends_the_former_password() -> None:
    make_anne()
    first, second = passwords.draw()[0].password, passwords.draw()[0].password
    anne = Employee.objects.get()
    assert not anne.check_password(first)
    assert anne.check_password(second)


def test_the_table_says_who_can_do_what() -> None:
    make_anne()
    table = passwords.as_table(passwords.draw())
    assert "Adgangskode" in table
    assert "anne.sagsbehandler" in table
    assert "fører sagerne" in table
