"""An audit list of everyone, logged and written: that its memory is flat.

A process of its own for each: the first 10,000 rows, and all of them. The bytes are counted and
thrown away, as a server throws away what it has sent.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.db import connections, transaction
from django.db.models import QuerySet

from benchmarks import country, measuring
from benchmarks.measuring import Measured, Ratio
from cases.access.viewer import viewer_for
from cases.people.models import Employee, Role
from cases.readlog.buffer import ReadLogBuffer
from cases.readlog.writer import LogEntry
from reports.audit import operations
from reports.audit.filters import Filters
from reports.audit.making import Making
from reports.audit.queries import Extract
from reports.audit.registry import list_named
from tests.factories import make_employee

LIMIT = 1.2
FEW = 10_000
USERNAME = "bench.kontrol"
FORMATS = ("xlsx", "csv")


class Beginning(Extract):
    """The first rows of the list."""

    most: int

    @property
    def rows(self) -> QuerySet[Any]:
        return super().rows[: self.most]


def run() -> list[Ratio]:
    with transaction.atomic():
        make_employee("Bench Kontrol", role=Role.QUALITY_CONTROL)
    return [ratio for file_format in FORMATS for ratio in _ratios(file_format)]


def _ratios(file_format: str) -> list[Ratio]:
    few = _measured(partial(write, file_format, FEW))
    every = _measured(partial(write, file_format, None))
    name = f"revisionsliste som {file_format}"
    return [
        Ratio(f"{name} af alle ({every.seconds:.1f} s), hukommelse", every.megabytes, None, " MB"),
        Ratio(f"{name}, hukommelse mod {FEW} rækker", every.megabytes / few.megabytes, LIMIT),
    ]


def write(file_format: str, most: int | None) -> int:
    """How many bytes."""
    employee = Employee.objects.get(username=USERNAME)
    extract = _extract(employee, most)
    export = operations.order(
        employee=employee,
        listed=extract.listed,
        filters=extract.filters,
        in_words="Intet filter",
        purpose="Måling",
        with_cpr=False,
        as_of=extract.as_of,
    )
    log = ReadLogBuffer(sender=lambda: LogEntry(actor=extract.viewer.actor.code))
    making = Making(export, extract, file_format, log, datetime(2026, 11, 22, 10, 0))  # noqa: DTZ001
    return sum(len(piece) for piece in making.pieces())


def _extract(employee: Employee, most: int | None) -> Extract:
    listed = list_named("loebende-ure")
    assert listed is not None
    viewer = viewer_for(employee, as_of=country.AS_OF, purpose="Måling")
    if most is None:
        return Extract(listed, viewer, Filters(), country.AS_OF)
    beginning = Beginning(listed, viewer, Filters(), country.AS_OF)
    object.__setattr__(beginning, "most", most)
    return beginning


def _measured(work: Callable[[], object]) -> Measured:
    return measuring.in_a_process(work, str(connections["default"].settings_dict["NAME"]))
