"""Each role tries what it may not, on the real server."""

import pytest
from django.db import DatabaseError, connections, transaction

from cases.models import CaseNumberSeries
from flexjob.database import rights

pytestmark = pytest.mark.django_db


def refused(alias: str, statement: str) -> bool:
    try:
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return "permission denied" in str(error) or "must be owner" in str(error)
    return False


def test_the_application_writes_ordinary_tables() -> None:
    CaseNumberSeries.objects.create(year=2026).delete()


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE cases_employee CASCADE",
        "DROP TABLE cases_employee",
        "ALTER TABLE cases_employee DISABLE TRIGGER ALL",
        "CREATE TABLE own (id int)",
        "DELETE FROM django_migrations",
    ],
)
def test_the_application_may_not(statement: str) -> None:
    assert refused("default", statement)


@pytest.mark.parametrize(
    "statement", ["SELECT * FROM cases_employee", "DELETE FROM django_session"]
)
def test_the_read_log_role_may_not(statement: str) -> None:
    assert refused("readlog", statement)


@pytest.mark.parametrize("alias", [rights.APPLICATION, rights.READ_LOG])
def test_a_migrated_database_has_exactly_the_intended_rights(alias: str) -> None:
    assert rights.faults(alias) == []
