"""Log and history cannot be rewritten: each forbidden statement, tried as each role."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connections, transaction
from simple_history.models import HistoricalChanges

from flexjob.database import rights

pytestmark = pytest.mark.django_db

LOG = "cases_readlogrow"
HISTORIES = sorted(
    model._meta.db_table for model in apps.get_models() if issubclass(model, HistoricalChanges)
)
INSERT = f"INSERT INTO {LOG} (actor, role, jobcenter, action, case_number, field_groups, purpose, rule, criterion, outcome) VALUES ('x', '', '', 'vis', '', '{{}}', '', '', '', 'ja')"  # noqa: E501


def refused(alias: str, statement: str) -> bool:
    """By the rights of the role: a trigger would say something else."""
    try:
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return any(words in str(error) for words in ("permission denied", "must be owner"))
    return False


@pytest.mark.parametrize(
    "statement",
    [
        INSERT,
        f"UPDATE {LOG} SET actor = 'en anden'",
        f"DELETE FROM {LOG}",
        f"TRUNCATE {LOG}",
        f"COPY {LOG} (actor) FROM STDIN",
        f"ALTER TABLE {LOG} ADD hidden int",
        "SET ROLE fleksjob_ejer",
        "SET ROLE fleksjob_laeselog",
        "SET session_replication_role = replica",
        "COPY cases_employee TO PROGRAM 'cat'",
    ],
)
def test_the_application_neither_writes_nor_rewrites_the_log(statement: str) -> None:
    assert refused(rights.APPLICATION, statement)


def test_the_application_reads_the_log() -> None:
    assert not refused(rights.APPLICATION, f"SELECT * FROM {LOG}")


@pytest.mark.parametrize("table", HISTORIES)
def test_the_application_may_not_rewrite_a_history(table: str) -> None:
    changing = f"UPDATE {table} SET history_user_id = 'en anden'"
    for statement in (changing, f"DELETE FROM {table}", f"TRUNCATE {table}"):
        assert refused(rights.APPLICATION, statement), statement


def test_a_trigger_stops_even_the_owner_from_rewriting_a_history() -> None:
    with connections[rights.APPLICATION].cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger"
            " WHERE tgname LIKE 'pgtrigger_append_only%' AND tgenabled = 'O'"
        )
        guarded = {table for (table,) in cursor.fetchall()}
    assert guarded.issuperset(HISTORIES)


@pytest.mark.parametrize(
    "statement",
    [
        f"SELECT * FROM {LOG}",
        f"UPDATE {LOG} SET actor = 'en anden'",
        f"DELETE FROM {LOG}",
        f"TRUNCATE {LOG}",
        f"{INSERT} RETURNING seq",
        "INSERT INTO cases_municipality (code, name) VALUES (101, 'x')",
        "SELECT * FROM cases_citizen",
        "SELECT * FROM cases_cprnumber",
        "CREATE TABLE own (id int)",
        "CREATE TEMPORARY TABLE own (id int)",
        "SET ROLE fleksjob_app",
        "SET ROLE fleksjob_ejer",
    ],
)
def test_the_role_of_the_log_may_add_to_it_and_nothing_else(statement: str) -> None:
    assert refused(rights.READ_LOG, statement)


def test_the_role_of_the_log_adds_to_it() -> None:
    assert not refused(rights.READ_LOG, INSERT)


@pytest.mark.parametrize("alias", [rights.APPLICATION, rights.READ_LOG])
def test_neither_role_makes_a_table(alias: str) -> None:
    assert refused(alias, "CREATE TABLE own (id int)")


@pytest.mark.parametrize("alias", [rights.APPLICATION, rights.READ_LOG])
def test_neither_role_owns_anything(alias: str) -> None:
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE pg_has_role(relowner, 'MEMBER')"
            " AND relnamespace = 'public'::regnamespace"
        )
        assert cursor.fetchall() == []
