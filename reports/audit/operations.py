"""An audit list is ordered, each file made of it is noted, and one's own lists are kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import IntegrityError, transaction

from cases.history import Actor, change
from cases.people.models import Employee
from reports.audit.filters import Filters
from reports.audit.models import Export, ExportFile, SavedList
from reports.audit.registry import AuditList

MOST_LISTS = 20
UNDONE = "Fortrudt"


class NameTaken(Exception):
    """The owner has another list of that name."""


class TooManyLists(Exception):
    """The owner has as many as a page can show."""


class NothingToUndo(Exception):
    """The list stands, or has another's name now."""


def order(
    *,
    employee: Employee,
    listed: AuditList,
    filters: Filters,
    in_words: str,
    purpose: str,
    with_cpr: bool,
    as_of: date,
    on_server: bool = False,
) -> Export:
    """The database refuses one without a purpose."""
    return Export.objects.create(
        employee=employee,
        list_key=listed.key,
        purpose=purpose,
        query=filters.query,
        filters=in_words[:400],
        with_cpr=with_cpr,
        as_of=as_of,
        on_server=on_server,
    )


def begin_file(
    *, export: Export, file_format: str, rows: int, logged: int, restricted: int
) -> ExportFile:
    with change(actor=Actor.employee(export.employee)):
        return ExportFile.objects.create(
            export=export, format=file_format, rows=rows, logged=logged, restricted=restricted
        )


def end_file(*, file: ExportFile, checksum: str) -> None:
    with change(actor=Actor.employee(file.export.employee)):
        file.checksum = checksum
        file.save(update_fields=["checksum"])


def save_list(*, owner: Employee, name: str, list_key: str, query: str) -> SavedList:
    """Raises NameTaken or TooManyLists."""
    with change(actor=Actor.employee(owner)):
        Employee.objects.select_for_update().get(pk=owner.pk)
        if SavedList.objects.standing().filter(owner=owner).count() >= MOST_LISTS:
            raise TooManyLists
        with _one_of_each_name():
            return SavedList.objects.create(owner=owner, name=name, list_key=list_key, query=query)


def remove_list(*, owner: Employee, key: int) -> SavedList:
    """Raises SavedList.DoesNotExist."""
    with change(actor=Actor.employee(owner)):
        found = SavedList.objects.standing().select_for_update().get(owner=owner, pk=key)
        found.is_removed = True
        found.save(update_fields=["is_removed"])
        return found


def restore_list(*, owner: Employee, key: int) -> SavedList:
    """Raises SavedList.DoesNotExist, NothingToUndo, or NameTaken when the name is in use again."""
    with change(actor=Actor.employee(owner), reason=UNDONE):
        found = SavedList.objects.select_for_update().get(owner=owner, pk=key)
        if not found.is_removed:
            raise NothingToUndo
        found.is_removed = False
        with _one_of_each_name():
            found.save(update_fields=["is_removed"])
        return found


@contextmanager
def _one_of_each_name() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as taken:
        raise NameTaken from taken
