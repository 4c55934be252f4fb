"""What the application's role and the read log's role may do with each table.

A model says what it is and the rights follow:

- an ordinary model: the application reads and writes it;
- history kept by simple-history, or `append_only = True`: it is read and added to;
- `read_log = True`: the application reads it, and only the read log's role adds to it.

Both roles own nothing and may do nothing else. Keys are identity columns, so no right
to a sequence is needed; foreign keys are checked with the owner's rights.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from simple_history.models import HistoricalChanges

APPLICATION = "default"
READ_LOG = "readlog"
OWNER = "migration"

EVERY_RIGHT = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


@dataclass(frozen=True)
class TableRights:
    table: str
    application: frozenset[str]
    read_log: frozenset[str] = frozenset()

    def of(self, alias: str) -> frozenset[str]:
        return self.application if alias == APPLICATION else self.read_log


def intended(model: type[models.Model]) -> TableRights:
    table = model._meta.db_table
    if getattr(model, "read_log", False):
        return TableRights(table, frozenset({"SELECT"}), frozenset({"INSERT"}))
    if getattr(model, "append_only", False) or issubclass(model, HistoricalChanges):
        return TableRights(table, frozenset({"SELECT", "INSERT"}))
    return TableRights(table, frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"}))


def all_intended() -> list[TableRights]:
    models = filter(is_table, apps.get_models(include_auto_created=True))
    return [
        *map(intended, models),
        TableRights("django_migrations", frozenset({"SELECT"})),
    ]


def is_table(model: type[models.Model]) -> bool:
    return model._meta.managed and not model._meta.proxy and not model._meta.swapped


def role(alias: str) -> str:
    return str(connections[alias].settings_dict["USER"])


def faults(alias: str) -> list[str]:
    """Every way in which the role behind this alias has other rights than intended."""
    connection = connections[alias]
    return [*_faults_of_role(connection), *_faults_of_tables(connection, all_intended())]


def _faults_of_role(connection: BaseDatabaseWrapper) -> Iterable[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,"
            " has_schema_privilege(rolname, 'public', 'CREATE'), rolreplication,"
            " has_database_privilege(rolname, current_database(), 'CREATE'),"
            " has_database_privilege(rolname, current_database(), 'TEMPORARY')"
            " FROM pg_roles WHERE rolname = current_user"
        )
        name, *found = cursor.fetchone()
    attributes = (
        "er superbruger",
        "omgår rækkesikkerhed",
        "kan oprette roller",
        "kan oprette databaser",
        "kan oprette tabeller",
        "kan kopiere hele serveren",
        "kan oprette skemaer",
        # One named as a history table would stand before it, and its triggers look there.
        "kan oprette midlertidige tabeller",
    )
    for attribute, present in zip(attributes, found, strict=True):
        if present:
            yield f"{name} {attribute}"


def _faults_of_tables(
    connection: BaseDatabaseWrapper, tables: Iterable[TableRights]
) -> Iterable[str]:
    wanted = {table.table: table.of(connection.alias) for table in tables}
    actual = _actual_rights(connection)
    for table in sorted(wanted.keys() - actual.keys()):
        yield f"tabellen {table} findes ikke; kør migrate"
    for table, (owned, rights) in sorted(actual.items()):
        intended_rights = wanted.get(table, frozenset())
        if owned:
            yield f"{role(connection.alias)} ejer {table}"
        elif surplus := rights - intended_rights:
            yield f"{role(connection.alias)} må {_listed(surplus)} på {table}"
        elif missing := intended_rights - rights:
            yield f"{role(connection.alias)} må ikke {_listed(missing)} på {table}; kør migrate"


def _actual_rights(connection: BaseDatabaseWrapper) -> dict[str, tuple[bool, frozenset[str]]]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT relname, pg_has_role(relowner, 'MEMBER'),
                   array(SELECT kind FROM unnest(%s::text[]) AS kind
                         WHERE has_table_privilege(class.oid, kind)
                            OR (kind IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES')
                                AND has_any_column_privilege(class.oid, kind)))
            FROM pg_class AS class
            WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
            """,
            [list(EVERY_RIGHT)],
        )
        return {table: (owned, frozenset(rights)) for table, owned, rights in cursor.fetchall()}


def _listed(rights: Iterable[str]) -> str:
    return ", ".join(sorted(rights))
