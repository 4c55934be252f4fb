"""Open cases past a deadline, each with the reason that was given."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from cases.deadlines import wording
from cases.deadlines.explanation import MarkKind
from cases.nextsteps.models import NextStep
from reports.audit.cells import Cells, Column, Kind
from reports.audit.lists import on_a_case
from reports.audit.registry import Asked, AuditList, Names, Row
from revurdering.models import Revurdering


def rows(asked: Asked) -> QuerySet[Any]:
    """The due day itself is still in time. The municipality's own 10 months are not the law's."""
    cases = on_a_case.narrowed(asked.cases.open(), asked.filters)
    late = cases.filter(
        citizen__next_step__due__lt=asked.as_of,
        citizen__next_step__kind__in=(NextStep.Kind.M12, NextStep.Kind.M18),
    )
    of_the_round = Revurdering.objects.filter(
        citizen=OuterRef("citizen"), round=OuterRef("citizen__next_step__round")
    )
    return (
        late.filter(asked.filters.on_days("citizen__next_step__due"))
        .annotate(
            reason=Subquery(of_the_round.values("lateness_reason")[:1]),
            begun=Subquery(of_the_round.values("started_on")[:1]),
        )
        .order_by(*on_a_case.in_order())
    )


def cells(row: Row, asked: Asked, names: Names) -> Cells:
    kind, number, due, begun, reason = on_a_case.rest(row)
    team = asked.viewer.terms.on(asked.as_of).team.definite
    step = wording.title(MarkKind(kind), team=team)
    late = on_a_case.days_after(asked.as_of, due)
    return (*on_a_case.cells(row), step, number, due, late, begun, reason or "")


LIST = AuditList(
    key="over-fristen",
    name="Over fristen, med årsag",
    about="Åbne sager, hvor en af lovens dage (12 måneder, eller 18 eller 6 efter tilflytning) er"
    " overskredet i dag, og den årsag, der er skrevet. En tom årsag mangler. Kommunens egen dag for at"
    " sende sagen til teamet tæller ikke med.",
    columns=(
        *on_a_case.COLUMNS,
        Column("skridt", "Mangler"),
        Column("runde", "Runde", Kind.NUMBER),
        Column("frist", "Frist", Kind.DAY),
        Column("over", "Dage over fristen", Kind.NUMBER),
        Column("paabegyndt", "Påbegyndt", Kind.DAY),
        Column("aarsag", "Årsag til forsinkelse"),
    ),
    takes=(*on_a_case.WHERE, "fra", "til"),
    rows=rows,
    fields=(
        *on_a_case.fields(""),
        "citizen__next_step__kind",
        "citizen__next_step__round",
        "citizen__next_step__due",
        "begun",
        "reason",
    ),
    cells=cells,
    days="Frist",
)
