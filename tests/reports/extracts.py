"""An audit list as one employee gets it, row by row and by the name of each column."""

from typing import Any

from cases.access.viewer import viewer_for
from cases.people.models import Employee
from reports.audit.filters import Filters
from reports.audit.making import Making
from reports.audit.queries import Extract
from reports.audit.registry import list_named
from tests.factories import TODAY


def extract(
    employee: Employee, key: str, *, purpose: str = "Kontrol", with_cpr: bool = False, **chosen: Any
) -> Extract:
    listed = list_named(key)
    assert listed is not None
    viewer = viewer_for(employee, as_of=TODAY, purpose=purpose)
    return Extract(listed, viewer, Filters(**chosen), TODAY, with_cpr)


def told(found: Extract) -> list[dict[str, Any]]:
    keys = [column.key for column in found.columns]
    return [dict(zip(keys, found.cells(row), strict=True)) for row in found.rows]


def rows(employee: Employee, key: str, **chosen: Any) -> list[dict[str, Any]]:
    return told(extract(employee, key, **chosen))


def whole(making: Making) -> bytes:
    return b"".join(making.pieces())
