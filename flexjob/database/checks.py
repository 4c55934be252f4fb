"""`manage.py check --database default --database readlog` says what is wrong with the rights."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error

from flexjob.database import rights


def check_rights(*, databases: Sequence[str] | None, **_: Any) -> list[CheckMessage]:
    return [
        Error(fault, hint="Se flexjob/database/roles.sql og driftsvejledningen.", id="flexjob.E001")
        for alias in (rights.APPLICATION, rights.READ_LOG)
        if alias in (databases or ())
        for fault in rights.faults(alias)
    ]
