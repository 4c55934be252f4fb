"""Revurderinger that were finished after the day by which they should have been."""

from datetime import date
from typing import Any

from django.db.models import Case, DateField, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from cases.deadlines.rulesets import PARAGRAF_74C
from cases.findings.models import Finding
from cases.findings.queries import rules_in_use
from reports.audit.cells import Cells, Column, Kind
from reports.audit.lists import on_a_case
from reports.audit.registry import Asked, AuditList, Names, Row
from revurdering.models import Revurdering


def had_no_18_months() -> date:
    """The first day of the sentence about them; before it a round was to be finished by m12."""
    return min(row.valid.start for row in PARAGRAF_74C.finish_after)


def rows(asked: Asked) -> QuerySet[Any]:
    """`finish_by` is `revurdering.rules.finish_by` in SQL; a test holds the two together.

    What falls on a day on which the municipality is exempt was nobody's duty.
    """
    cases = on_a_case.narrowed(asked.cases, asked.filters)
    round_of = Finding.objects.filter(citizen=OuterRef("citizen"), round=OuterRef("round"))
    finished = Revurdering.objects.filter(case__in=cases, finished_on__isnull=False).annotate(
        m12=Subquery(round_of.values("m12")[:1]), m18=Subquery(round_of.values("m18")[:1])
    )
    finished = finished.annotate(
        finish_by=Coalesce(
            F("m18"),
            Case(When(m12__lt=had_no_18_months(), then=F("m12")), output_field=DateField()),
        )
    )
    late = Q(finished_on__gt=F("finish_by"))
    for days in rules_in_use().exempt:
        late &= ~Q(finish_by__gte=days.start, finish_by__lt=days.end or date.max)
    return (
        finished.filter(late)
        .filter(asked.filters.on_days("finished_on"))
        .order_by(*on_a_case.in_order("case__"), "round")
    )


def cells(row: Row, asked: Asked, names: Names) -> Cells:
    number, m12, due, begun, finished, outcome, reason = on_a_case.rest(row)
    late = on_a_case.days_after(finished, due)
    said = Revurdering.Outcome(outcome).label if outcome else ""
    return (*on_a_case.cells(row), number, m12, due, begun, finished, late, said, reason)


LIST = AuditList(
    key="afsluttet-for-sent",
    name="Afsluttet for sent",
    about="Revurderinger, der er afsluttet efter den dag, de skulle være det: 18 måneder, eller 12 i"
    " runder fra før 1. januar 2010. Også på lukkede sager. Ikke dem, hvor dagen faldt, mens kommunen"
    " var undtaget fra § 74 c.",
    columns=(
        *on_a_case.COLUMNS,
        Column("runde", "Runde", Kind.NUMBER),
        Column("m12", "12 måneder", Kind.DAY),
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
