"""Gives the two roles exactly their rights, each time the owner has migrated."""

from typing import Any

from django.apps import AppConfig
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from flexjob.database import rights


def grant_after_migrate(*, app_config: AppConfig, using: str, **_: Any) -> None:
    """Django sends this once for each app; the tables of one app at a time is enough."""
    if using != rights.OWNER:
        return
    models = app_config.get_models(include_auto_created=True)
    tables = [rights.intended(model) for model in models if rights.is_table(model)]
    tables.append(rights.TableRights("django_migrations", frozenset({"SELECT"})))
    with transaction.atomic(using=using):
        let_nobody_ignore_triggers(connections[using])
        grant_database(connections[using])
        grant_tables(connections[using], tables)


def let_nobody_ignore_triggers(connection: BaseDatabaseWrapper) -> None:
    """pgtrigger would let any session name the triggers it does not want, and asks at every row.

    Its own function is put back by each migration of a trigger, so this follows each migrate.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name)"
            " RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT false'"
        )


def grant_database(connection: BaseDatabaseWrapper) -> None:
    database = sql.Identifier(str(connection.settings_dict["NAME"]))
    with connection.cursor() as cursor:
        for statement in (
            "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
            "GRANT CONNECT ON DATABASE {database} TO {roles}",
            "REVOKE ALL ON SCHEMA public FROM PUBLIC",
            "GRANT USAGE ON SCHEMA public TO {roles}",
        ):
            cursor.execute(sql.SQL(statement).format(database=database, roles=_both_roles()))


def grant_tables(connection: BaseDatabaseWrapper, tables: list[rights.TableRights]) -> None:
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in tables:
            if table.table not in existing:  # migrated backwards
                continue
            name = sql.Identifier(table.table)
            cursor.execute(sql.SQL("REVOKE ALL ON {} FROM PUBLIC, {}").format(name, _both_roles()))
            for alias in (rights.APPLICATION, rights.READ_LOG):
                if allowed := table.of(alias):
                    cursor.execute(
                        sql.SQL("GRANT {} ON {} TO {}").format(
                            sql.SQL(", ").join(map(sql.SQL, sorted(allowed))),
                            name,
                            sql.Identifier(rights.role(alias)),
                        )
                    )


def _both_roles() -> sql.Composed:
    roles = (rights.role(rights.APPLICATION), rights.role(rights.READ_LOG))
    return sql.SQL(", ").join(map(sql.Identifier, roles))
