"""Many rows and their history in one statement: what the trigger asks for, without objects."""

from collections.abc import Mapping
from typing import Any

from django.db import connection, models

from cases.history.actor import current_actor, current_reason

ADDED, CHANGED = "+", "~"


def write_with_history(
    model: type[models.Model],
    *,
    statement: str,
    params: Mapping[str, Any],
    history_type: str,
) -> int:
    """`statement` inserts or updates rows of `model` and ends with `RETURNING` all its columns.

    Inside `change(...)`; answers with the number of rows written.
    """
    history = model.history.model  # type: ignore[attr-defined]
    kept = {field.column for field in history._meta.local_concrete_fields}
    columns = [f.column for f in model._meta.local_concrete_fields if f.column in kept]
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH written AS ({statement}) "
            f"INSERT INTO {history._meta.db_table} ({names}, history_date, history_type, "
            "history_user_id, history_change_reason) "
            f"SELECT {names}, now(), %(history_type)s, %(actor)s, %(reason)s FROM written",
            {
                **params,
                "history_type": history_type,
                "actor": current_actor().code,
                "reason": current_reason(),
            },
        )
        return int(cursor.rowcount)
