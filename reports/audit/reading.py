"""The same rows read twice: once to log whom they are about, and once to send them.

A scrolling cursor of the database holds still while both are done, whatever is changed meanwhile,
and no transaction stands open while a slow reader takes the file. Here no more than some rows are
held at a time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet

AT_A_TIME = 2000
NAME = "revisionsliste"
Row = tuple[Any, ...]


class TwiceRead:
    def __init__(self, cursor: CursorWrapper | None) -> None:
        self._cursor = cursor

    @property
    def count(self) -> int:
        """Without a row being fetched."""
        if self._cursor is None:
            return 0
        self._cursor.execute(f"MOVE ABSOLUTE 0 IN {NAME}")
        self._cursor.execute(f"MOVE FORWARD ALL IN {NAME}")
        return int(self._cursor.rowcount)

    def __iter__(self) -> Iterator[Row]:
        """From the first row, each time."""
        if self._cursor is None:
            return
        self._cursor.execute(f"MOVE ABSOLUTE 0 IN {NAME}")
        while True:
            self._cursor.execute(f"FETCH FORWARD {AT_A_TIME} FROM {NAME}")
            some = self._cursor.fetchall()
            yield from some
            if len(some) < AT_A_TIME:
                return


@contextmanager
def read_twice(rows: QuerySet[Any]) -> Iterator[TwiceRead]:
    """`rows` names its columns: it is a `values_list`. The answer is good inside the block."""
    try:
        statement, parameters = rows.query.sql_with_params()
    except EmptyResultSet:  # nothing can match: there is nothing to ask
        yield TwiceRead(None)
        return
    with connection.cursor() as cursor:
        with transaction.atomic():
            # All of it will be read, so the plan must not be the one for the first few rows.
            cursor.execute("SET LOCAL cursor_tuple_fraction = 1")
            cursor.execute(f"DECLARE {NAME} SCROLL CURSOR WITH HOLD FOR {statement}", parameters)
        try:
            yield TwiceRead(cursor)
        finally:
            # The connection is used again; when it has broken, the cursor is gone with it.
            if connection.is_usable():
                cursor.execute(f"CLOSE {NAME}")
