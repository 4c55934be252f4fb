"""Which database constraint said no: each has a readable name."""

from django.db import IntegrityError, connection


def violated(error: IntegrityError) -> str:
    """The constraint's name, or empty when a trigger or something else refused."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


def check_now() -> None:
    """Lets deferred constraints speak here, inside the operation that can explain them."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
