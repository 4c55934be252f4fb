"""The ready lists: each says whom it is about, what narrows it, and what a row of it holds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.casefile.models import CaseQuerySet
from cases.overview.events import actor_name
from cases.people.models import Employee
from reports.audit.cells import Cells, Column
from reports.audit.filters import Filters

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Asked:
    """`cases`: those that the list may be about, seen or only counted."""

    viewer: Viewer
    filters: Filters
    as_of: date
    cases: CaseQuerySet


@dataclass
class Names:
    """Who stands behind a code, looked up once for a whole file."""

    _by_key: dict[int, str] | None = field(default=None)

    def of(self, code: str) -> str:
        if self._by_key is None:
            self._by_key = dict(Employee.objects.values_list("pk", "name"))
        said = actor_name(code, self._by_key)
        return said[:1].upper() + said[1:]


@dataclass(frozen=True)
class AuditList:
    """`fields` are asked of each row of `rows`, after the citizen and the number of the case.

    `case`: the way from a row to its case, as `case__`; None where a list is about no case.
    """

    key: str
    name: str
    about: str
    columns: Sequence[Column]
    takes: Sequence[str]
    rows: Callable[[Asked], QuerySet[Any]]
    fields: Sequence[str]
    cells: Callable[[Row, Asked, Names], Cells]
    case: str | None = ""
    days: str = "Dato"
    act: Act = Act.EXPORT_LISTS

    @property
    def is_about_citizens(self) -> bool:
        return self.case is not None

    def columns_called(self, *, jobcenter: str) -> list[Column]:
        """In the words of the day."""
        return [
            Column(one.key, one.label.format(jobcenter=jobcenter), one.kind) for one in self.columns
        ]

    @property
    def needs_a_case(self) -> bool:
        return "sag" in self.takes


_lists: dict[str, AuditList] = {}


def register_list(added: AuditList) -> None:
    _lists[added.key] = added


def every_list() -> list[AuditList]:
    return list(_lists.values())


def list_named(key: str) -> AuditList | None:
    return _lists.get(key)
