"""Revurderinger that were finished after the day by which they should have been."""

from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from cases.findings.models import Finding
from cases.findings.queries import rules_in_use
from reports.audit.cells import Cells, Column, Kind
from reports.audit.lists import on_a_case
from reports.audit.registry import Asked, AuditList, Names, Row
from revurdering.finishing import with_finish_by
from revurdering.models import Revurdering


def rows(asked: Asked) -> QuerySet[Any]:
    """What falls on a day on which the municipality is exempt was nobody's duty."""
    cases = on_a_case.narrowed(asked.cases, asked.filters)
    round_of = Finding.objects.filter(citizen=OuterRef("citizen"), round=OuterRef("round"))
    finished = Revurdering.objects.filter(case__in=cases, finished_on__isnull=False).annotate(
        m12=Subquery(round_of.values("m12")[:1]), m18=Subquery(round_of.values("m18")[:1])
    )
    marked = finished.annotate(mark=Coalesce("m18", "m12"))
    judged = with_finish_by(marked, moved_on=F("tilflytning_on"))
    late = Q(finished_on__gt=F("finish_by"))
    for days in rules_in_use().exempt:
        end = days.end or date.max
        late &= ~Q(mark__gte=days.start, mark__lt=end)
        late &= ~Q(finish_by__gte=days.start, finish_by__lt=end)
    return judged.filter(late, asked.filters.on_days("finished_on")).order_by(
        *on_a_case.in_order("case__"), "round"
    )


def cells(row: Row, asked: Asked, names: Names) -> Cells:
    number, m12, moved_on, due, begun, finished, outcome, reason = on_a_case.rest(row)
    late = on_a_case.days_after(finished, due)
    said = Revurdering.Outcome(outcome).label if outcome else ""
    return (*on_a_case.cells(row), number, m12, moved_on, due, begun, finished, late, said, reason)


LIST = AuditList(
    key="afsluttet-for-sent",
    name="Afsluttet for sent",
    about="Revurderinger, der er afsluttet efter den dag, de skulle være det: 18 måneder (ved"
    " tilflytning op til 6 måneder efter flytningen), eller 12 i runder fra før 1. januar 2010. Også på"
    " lukkede sager. Ikke dem, hvor dagen faldt, mens kommunen var undtaget fra § 74 c.",
    columns=(
        *on_a_case.COLUMNS,
        Column("runde", "Runde", Kind.NUMBER),
        Column("m12", "12 måneder", Kind.DAY),
        Column("tilflyttet", "Tilflyttet", Kind.DAY),
        Column("frist", "Skulle være afsluttet", Kind.DAY),
        Column("paabegyndt", "Påbegyndt", Kind.DAY),
        Column("afsluttet", "Afsluttet", Kind.DAY),
        Column("for_sent", "Dage for sent", Kind.NUMBER),
        Column("udfald", "Udfald"),
        Column("aarsag", "Årsag til forsinkelse"),
    ),
    takes=(*on_a_case.WHERE, "fra", "til"),
    rows=rows,
    fields=(
        *on_a_case.fields("case__"),
        "round",
        "m12",
        "tilflytning_on",
        "finish_by",
        "started_on",
        "finished_on",
        "outcome",
        "lateness_reason",
    ),
    cells=cells,
    case="case__",
    days="Afsluttet",
)
