from collections.abc import Set
from typing import ClassVar

import pytest
from simple_history.models import HistoricalChanges

from cases.models import Employee
from flexjob.database import rights


class Event(Employee):
    append_only: ClassVar[bool] = True

    class Meta:
        app_label = "pretend"
        proxy = True


class ReadLog(Employee):
    read_log: ClassVar[bool] = True

    class Meta:
        app_label = "pretend"
        proxy = True


class History(HistoricalChanges, Employee):  # type: ignore[misc]
    class Meta:
        app_label = "pretend"
        proxy = True


@pytest.mark.parametrize(
    ("model", "application", "read_log"),
    [
        (Employee, {"SELECT", "INSERT", "UPDATE", "DELETE"}, set()),
        (Event, {"SELECT", "INSERT"}, set()),
        (History, {"SELECT", "INSERT"}, set()),
        (ReadLog, {"SELECT"}, {"INSERT"}),
    ],
)
def test_rights_follow_from_what_the_model_says_it_is(
    model: type[Employee], application: Set[str], read_log: Set[str]
) -> None:
    table = rights.intended(model)
    assert (table.application, table.read_log) == (application, read_log)
