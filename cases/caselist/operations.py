"""A view is saved, renamed and removed, and the latest of these is taken back."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from cases.caselist.models import SavedView
from cases.history import Actor, change
from cases.people.models import Employee

MOST_VIEWS = 20
UNDONE = "Fortrudt"


class NameTaken(Exception):
    """The owner has another view of that name."""


class TooManyViews(Exception):
    """The owner has as many as a page can show."""


class NothingToUndo(Exception):
    """The latest change is itself an undoing, or there is none."""


def save_view(*, owner: Employee, name: str, query: str) -> SavedView:
    """Raises NameTaken or TooManyViews."""
    with change(actor=Actor.employee(owner)):
        Employee.objects.select_for_update().get(pk=owner.pk)
        if SavedView.objects.standing().filter(owner=owner).count() >= MOST_VIEWS:
            raise TooManyViews
        with _one_of_each_name():
            return SavedView.objects.create(owner=owner, name=name, query=query)


def rename_view(*, owner: Employee, key: int, name: str) -> SavedView:
    """Raises SavedView.DoesNotExist or NameTaken."""
    with change(actor=Actor.employee(owner)):
        view = _locked(owner, key)
        view.name = name
        with _one_of_each_name():
            view.save(update_fields=["name"])
        return view


def remove_view(*, owner: Employee, key: int) -> SavedView:
    """Raises SavedView.DoesNotExist."""
    with change(actor=Actor.employee(owner)):
        view = _locked(owner, key)
        view.is_removed = True
        view.save(update_fields=["is_removed"])
        return view


def undo(*, owner: Employee, key: int) -> SavedView:
    """As it was before the latest change; one just saved is removed.

    Raises SavedView.DoesNotExist, NothingToUndo, or NameTaken when the name is in use again.
    """
    with change(actor=Actor.employee(owner), reason=UNDONE):
        view = SavedView.objects.select_for_update().get(owner=owner, pk=key)
        latest, *earlier = view.history.order_by("-history_id")[:2]
        if latest.history_change_reason == UNDONE:
            raise NothingToUndo
        if earlier:
            view.name, view.is_removed = earlier[0].name, earlier[0].is_removed
        else:
            view.is_removed = True
        with _one_of_each_name():
            view.save(update_fields=["name", "is_removed"])
        return view


def _locked(owner: Employee, key: int) -> SavedView:
    return SavedView.objects.standing().select_for_update().get(owner=owner, pk=key)


@contextmanager
def _one_of_each_name() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as taken:
        raise NameTaken from taken
