"""Every running clock: what quality control holds against the payment system's list."""

from typing import Any

from django.db.models import Q, QuerySet

from cases.deadlines import wording
from cases.deadlines.explanation import MarkKind
from reports.audit.cells import Cells, Column, Kind
from reports.audit.lists import on_a_case
from reports.audit.registry import Asked, AuditList, Names, Row


def rows(asked: Asked) -> QuerySet[Any]:
    """Of the current round, of which every citizen has one."""
    cases = on_a_case.narrowed(asked.cases.open(), asked.filters)
    runs = Q(citizen__findings__counted_days__gt=0) | Q(citizen__next_step__due__isnull=False)
    current = cases.filter(runs, citizen__findings__is_current=True)
    return current.filter(asked.filters.on_days("citizen__next_step__due")).order_by(
        *on_a_case.in_order()
    )


def cells(row: Row, asked: Asked, names: Names) -> Cells:
    number, days, m10, m12, m18, due, kind, as_of = on_a_case.rest(row)
    team = asked.viewer.terms.on(asked.as_of).team.definite
    step = wording.title(MarkKind(kind), team=team) if kind else ""
    return (*on_a_case.cells(row), number, days, m10, m12, m18, due, step, as_of)


LIST = AuditList(
    key="loebende-ure",
    name="Alle løbende ure",
    about="Åbne sager, hvor der er dage i vinduet eller venter en frist, med mærkerne i den løbende"
    " runde. Listen holdes op mod ydelsessystemets.",
    columns=(
        *on_a_case.COLUMNS,
        Column("runde", "Runde", Kind.NUMBER),
        Column("dage", "Dage i vinduet", Kind.NUMBER),
        Column("m10", wording.HAND_OVER, Kind.DAY),
        Column("m12", "12 måneder", Kind.DAY),
        Column("m18", "18 måneder", Kind.DAY),
        Column("frist", "Næste frist", Kind.DAY),
        Column("skridt", "Næste skridt"),
        Column("beregnet", "Beregnet pr.", Kind.DAY),
    ),
    takes=(*on_a_case.WHERE, "fra", "til"),
    rows=rows,
    fields=(
        *on_a_case.fields(""),
        *(f"citizen__findings__{name}" for name in ("round", "counted_days", "m10", "m12", "m18")),
        "citizen__next_step__due",
        "citizen__next_step__kind",
        "citizen__findings__as_of",
    ),
    cells=cells,
    days="Næste frist",
)
