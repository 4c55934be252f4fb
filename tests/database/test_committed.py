"""The fixture `committed` really commits, and leaves nothing behind."""

import pytest
from django.db import connections

from cases.models import Employee
from flexjob.database import rights
from tests.factories import make_employee


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("turn", ["first", "second"])
@pytest.mark.slow
def test_what_is_committed_is_seen_elsewhere_and_gone_for_the_next(turn: str) -> None:
    assert not Employee.objects.exists()
    make_employee(turn)
    with connections[rights.OWNER].cursor() as cursor:
        cursor.execute("SELECT username FROM cases_employee")
        assert cursor.fetchall() == [(turn,)]
