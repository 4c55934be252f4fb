"""Who sends lists, and what they call their columns."""

from typing import Any

from django.db import IntegrityError, transaction

from cases.constraints import violated
from cases.history import Actor, change
from cases.people.operations.versions import to_change
from reports.afstemning.models import ListSource


class NameTaken(Exception):
    pass


def add_source(*, values: dict[str, Any], actor: Actor) -> ListSource:
    """Raises NameTaken."""
    source = ListSource(**values)
    with change(actor=actor):
        _save(source)
    return source


def change_source(
    *, source: ListSource, version: int, values: dict[str, Any], actor: Actor
) -> ListSource:
    """Raises EditConflict, NameTaken."""
    with change(actor=actor):
        current = to_change(source, version=version)
        for name, value in values.items():
            setattr(current, name, value)
        _save(current)
    return current


def _save(source: ListSource) -> None:
    try:
        with transaction.atomic():
            source.save()
    except IntegrityError as error:
        if "name" in violated(error):
            raise NameTaken from error
        raise
