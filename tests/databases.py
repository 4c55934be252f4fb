"""Test databases as in production: the owner makes and migrates them, two others use them.

The owner migrates one template for the whole run. Each test process copies it, which
takes a tenth of a second, and copies it again after a test that really committed. That
restores the rows migrations made and passes by triggers that refuse to empty a history.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from flexjob.database import grants, rights

ALIASES = (rights.APPLICATION, rights.READ_LOG, rights.OWNER)


def make_template(*, template: str, shared: Path) -> None:
    """Made by whichever test process comes first; the others wait for it."""
    with (shared / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = shared / "template.done"
        if done.exists():
            return
        recreate(template)
        use(template)
        call_command("migrate", database=rights.OWNER, verbosity=0)
        _leave_uncounted()
        connections.close_all()
        done.touch()


def _leave_uncounted() -> None:
    """Switches the automatic counting of rows off, in each copy too.

    A test's rows are never committed: counted at the wrong moment a full table passes for empty, and
    a join of many tables that takes milliseconds then takes minutes. Never counted, its size on disk
    is asked instead.
    """
    with connections[rights.OWNER].cursor() as cursor:
        for table in connections[rights.OWNER].introspection.table_names(cursor):
            name = sql.Identifier(table).as_string(None)
            cursor.execute(f"ALTER TABLE {name} SET (autovacuum_enabled = false)")


def recreate(database: str, *, template: str = "template1") -> None:
    drop(database)
    with _maintenance() as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(database), sql.Identifier(template)
            )
        )


def drop(database: str) -> None:
    connections.close_all()
    with _maintenance() as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
        )


def use(database: str) -> None:
    for alias in ALIASES:
        connections[alias].close()
        settings.DATABASES[alias]["NAME"] = database
        connections[alias].settings_dict["NAME"] = database


def copy_template(database: str, *, template: str) -> None:
    recreate(database, template=template)
    use(database)
    # PostgreSQL copies the rights on tables, but not those on the database itself.
    grants.grant_database(connections[rights.OWNER])


@contextmanager
def made_anew(database: str, template: str) -> Iterator[None]:
    """Afterwards nothing is left of what was committed within."""
    yield
    connections.close_all()
    copy_template(database, template=template)


@contextmanager
def _maintenance() -> Iterator[psycopg.Connection]:
    owner = connections[rights.OWNER].get_connection_params() | {"dbname": "postgres"}
    names = ("host", "port", "user", "password", "dbname")
    parameters = {name: owner[name] for name in names if name in owner}
    with psycopg.connect(**parameters, autocommit=True) as connection:
        yield connection
