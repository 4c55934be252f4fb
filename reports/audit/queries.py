"""What one viewer gets of an audit list under some filters: rows, columns, counts, a preview."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from cases.access import door, rules
from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.casefile.models import Case
from cases.citizens import cpr
from cases.citizens.encryption import unseal
from cases.citizens.models import CprNumber
from reports.audit.cells import Cells, Column
from reports.audit.filters import Filters
from reports.audit.models import Export
from reports.audit.registry import Asked, AuditList, Names, Row

PREVIEW = 5
CPR = Column("cpr", "Cpr-nummer")
AFTER = "borger"
CPR_FIELDS = ("cpr_ciphertext", "cpr_version")


@dataclass(frozen=True)
class Extract:
    """A list as one viewer asks for it. Nothing is read until it is asked."""

    listed: AuditList
    viewer: Viewer
    filters: Filters
    as_of: date
    with_cpr: bool = False
    names: Names = field(default_factory=Names)

    @property
    def columns(self) -> list[Column]:
        every = self._every_column
        return [every[place] for place in self._places]

    @property
    def _every_column(self) -> list[Column]:
        label = self.viewer.terms.on(self.as_of).jobcenter.label
        found = self.listed.columns_called(jobcenter=label)
        if self.with_cpr:
            found.insert(self._place_of_cpr, CPR)
        return found

    @cached_property
    def _places(self) -> list[int]:
        """Of the columns that were chosen. Who asked for the numbers gets them."""
        chosen = {*self.filters.kolonner, CPR.key}
        every = enumerate(self._every_column)
        return [place for place, one in every if not self.filters.kolonner or one.key in chosen]

    @property
    def rows(self) -> QuerySet[Any]:
        """The citizen, the number of the case, and what the list asks for, in the list's order."""
        found = self.listed.rows(self._asked(hidden=False))
        return found.values_list(*self._fields) if not self.with_cpr else self._sealed(found)

    @property
    def restricted(self) -> int:
        """Cases that are counted and not shown. Asked of one case it would tell who it is."""
        case = self.listed.case
        if case is None or self.listed.needs_a_case:
            return 0
        hidden = self.listed.rows(self._asked(hidden=True)).order_by()
        found: int = hidden.aggregate(found=Count(f"{case}pk", distinct=True))["found"]
        return found

    @property
    def is_of_a_case(self) -> bool:
        """Whether the case that was named is one that the viewer may ask this of."""
        return self._asked(hidden=False).cases.filter(number=self.filters.sag).exists()

    def count(self) -> int:
        return self.listed.rows(self._asked(hidden=False)).order_by().count()

    def count_citizens(self) -> int:
        """Of a list about none there are none."""
        if self.listed.case is None:
            return 0
        name = "citizen_id" if self.listed.needs_a_case else f"{self.listed.case}citizen_id"
        rows = self.listed.rows(self._asked(hidden=False)).order_by()
        found: int = rows.aggregate(found=Count(name, distinct=True))["found"]
        return found

    def cells(self, row: Row) -> Cells:
        every = self._every_cell(row)
        return every if not self.filters.kolonner else [every[place] for place in self._places]

    def _every_cell(self, row: Row) -> Cells:
        if not self.with_cpr:
            return self.listed.cells(row, self._told, self.names)
        *own, ciphertext, version = row
        cells = list(self.listed.cells(tuple(own), self._told, self.names))
        cells.insert(self._place_of_cpr, _number(row[0], ciphertext, version))
        return cells

    def preview(self) -> list[Row]:
        return list(self.rows[:PREVIEW])

    @property
    def fields_shown(self) -> tuple[str, ...]:
        """For the read log."""
        groups = ("identitet", "opslag") if self.listed.needs_a_case else ("identitet", "frister")
        return (*groups, "cpr") if self.with_cpr else groups

    @property
    def _told(self) -> Asked:
        return Asked(self.viewer, self.filters, self.as_of, Case.objects.none())

    def _asked(self, *, hidden: bool) -> Asked:
        find = door.restricted_cases if hidden else door.visible_cases
        cases = find(self.viewer, act=self.listed.act)
        return Asked(self.viewer, self.filters, self.as_of, cases)

    @property
    def _fields(self) -> tuple[str, ...]:
        case = self.listed.case
        if case is None:
            return tuple(self.listed.fields)
        if self.listed.needs_a_case:
            return ("citizen_id", "shown_number", *self.listed.fields)
        return (f"{case}citizen_id", f"{case}number", *self.listed.fields)

    def _sealed(self, found: QuerySet[Any]) -> QuerySet[Any]:
        """The number entered last is the citizen's own."""
        latest = CprNumber.objects.filter(citizen=OuterRef(self._fields[0])).order_by("-id")
        sealed: QuerySet[Any] = found.annotate(
            cpr_ciphertext=Subquery(latest.values("ciphertext")[:1]),
            cpr_version=Subquery(latest.values("key_version")[:1]),
        )
        return sealed.values_list(*self._fields, *CPR_FIELDS)

    @property
    def _place_of_cpr(self) -> int:
        keys = [column.key for column in self.listed.columns]
        return keys.index(AFTER) + 1


def may_have_cpr(viewer: Viewer, listed: AuditList) -> bool:
    """Every role that opens the list must also open the number: none reaches further by another."""
    held = list(viewer.roles_allowing(listed.act))
    sees = all(rules.is_allowed(one.role, Act.SEE_FULL_CPR) for one in held)
    return listed.is_about_citizens and bool(held) and sees


def jobcentres_within(viewer: Viewer, listed: AuditList) -> set[int] | None:
    """Those that the list reaches; None is all of them."""
    held = [one.jobcenter_id for one in viewer.roles_allowing(listed.act)]
    return {key for key in held if key} if all(held) else None


def exports_seen_by(viewer: Viewer) -> QuerySet[Export]:
    """Everyone's, or one's own."""
    found = Export.objects.select_related("employee").prefetch_related("files")
    if Act.SEE_ALL_EXPORTS in viewer.acts:
        return found
    return found.filter(employee=viewer.employee)


def _number(citizen_id: object, ciphertext: Any, version: int | None) -> str:
    if ciphertext is None or version is None:
        return ""
    return cpr.parse(unseal(ciphertext, bound_to=str(citizen_id), version=version)).formatted


def citizens_in(rows: Iterable[Row]) -> Iterator[tuple[Any, str]]:
    """Each citizen on each case once: the rows of one case follow one another."""
    latest: tuple[Any, str] | None = None
    for row in rows:
        found = (row[0], row[1])
        if found != latest:
            latest = found
            yield found
