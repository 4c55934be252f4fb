"""What the lists about cases have in common: the first columns, the filters, and the order."""

from datetime import date
from typing import Any

from django.db.models.functions import Left, Length

from cases.casefile.models import CaseQuerySet
from reports.audit.cells import Cell, Column, Kind
from reports.audit.filters import Filters
from reports.audit.registry import Row

COLUMNS = (
    Column("sag", "Sag"),
    Column("borger", "Borger"),
    Column("foedt", "Fødselsdato", Kind.DAY),
    Column("jobcenter", "{jobcenter}"),
    Column("team", "Team"),
    Column("sagsbehandler", "Sagsbehandler"),
)
FIELDS = (
    "citizen__name", "citizen__birth_date", "jobcenter__name", "team__name", "caseworker__name"
)  # fmt: skip
WHERE = ("jobcenter", "team")


def fields(case: str) -> tuple[str, ...]:
    return tuple(f"{case}{name}" for name in FIELDS)


def cells(row: Row) -> tuple[Cell, ...]:
    """Of what `FIELDS` asked for, after the citizen's key and the number of the case."""
    return row[1:7]


def rest(row: Row) -> tuple[Any, ...]:
    return row[7:]


def narrowed(cases: CaseQuerySet, filters: Filters) -> CaseQuerySet:
    if filters.jobcenter:
        cases = cases.filter(jobcenter=filters.jobcenter)
    return cases.filter(team=filters.team) if filters.team else cases


def in_order(case: str = "") -> tuple[Any, ...]:
    """F-2026-0412 before F-2026-10000, as the index of cases has them."""
    number = f"{case}number"
    return Left(number, 7), Length(number), number


def days_after(day: date | None, due: date | None) -> int | None:
    return (day - due).days if day and due else None
