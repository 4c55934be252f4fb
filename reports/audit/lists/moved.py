"""Dates that moved because facts or rules changed, and what moved them."""

from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from cases.casefile.models import Case
from cases.findings.models import Move
from reports.audit.cells import Cells, Column, Kind, danish
from reports.audit.lists import on_a_case
from reports.audit.registry import Asked, AuditList, Names, Row


def rows(asked: Asked) -> QuerySet[Any]:
    """A move is the citizen's; it is told on their newest case, and by whoever may see that one."""
    newest = Case.objects.filter(citizen=OuterRef("citizen")).order_by(
        F("closed_on").desc(nulls_first=True), "-opened_on", "-pk"
    )
    cases = on_a_case.narrowed(asked.cases, asked.filters)
    told = cases.annotate(newest=Subquery(newest.values("pk")[:1])).filter(pk=F("newest"))
    # From the case to its citizen's moves: one join, in the order of the cases.
    moves = told.filter(citizen__moves__isnull=False)
    return moves.filter(asked.filters.at_times("citizen__moves__recorded_at")).order_by(
        *on_a_case.in_order(), "citizen__moves__id"
    )


def cells(row: Row, asked: Asked, names: Names) -> Cells:
    at, number, mark, old, new, cause, actor = on_a_case.rest(row)
    moved = on_a_case.days_after(new, old)
    when = danish(at)
    label = Move.Mark(mark).label
    return (
        *on_a_case.cells(row), when, number, label, old, new, moved, cause, names.of(actor)
    )  # fmt: skip


LIST = AuditList(
    key="flyttede-frister",
    name="Flyttede frister",
    about="Hver gang et mærke har fået en anden dato, fordi perioder eller regler er rettet; aldrig"
    " fordi tiden gik.",
    columns=(
        *on_a_case.COLUMNS,
        Column("flyttet", "Flyttet", Kind.MOMENT),
        Column("runde", "Runde", Kind.NUMBER),
        Column("maerke", "Mærke"),
        Column("foer", "Før", Kind.DAY),
        Column("nu", "Nu", Kind.DAY),
        Column("dage", "Dage senere", Kind.NUMBER),
        Column("aarsag", "Årsag"),
        Column("af", "Af"),
    ),
    takes=(*on_a_case.WHERE, "fra", "til"),
    rows=rows,
    fields=(
        *on_a_case.fields(""),
        *(
            f"citizen__moves__{name}"
            for name in ("recorded_at", "round", "mark", "old_date", "new_date", "cause", "actor")
        ),
    ),
    cells=cells,
    days="Flyttet",
)
