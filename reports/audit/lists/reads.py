"""Every look at one citizen: who, when, what of it, and for what purpose."""

from typing import Any

from django.db.models import CharField, QuerySet, Value

from cases.access.rules import Act
from cases.lookups.queries import looks_at
from cases.people.models import Role
from cases.readlog.models import ReadLogRow
from reports.audit.cells import Cells, Column, Kind, danish
from reports.audit.registry import Asked, AuditList, Names, Row


def rows(asked: Asked) -> QuerySet[Any]:
    case = asked.cases.filter(number=asked.filters.sag).select_related("citizen").first()
    number, name = (case.number, case.citizen.name) if case else ("", "")
    told = (looks_at(case) if case else ReadLogRow.objects.none()).annotate(
        shown_number=Value(number, output_field=CharField()),
        shown_name=Value(name, output_field=CharField()),
    )
    return told.filter(asked.filters.at_times("at")).order_by("seq")


def cells(row: Row, asked: Asked, names: Names) -> Cells:
    _, number, name, at, actor, role, jobcenter, action, groups, purpose, outcome = row
    when = danish(at)
    said = ReadLogRow.Action(action).label
    held = Role(role).label if role in Role.values else role
    allowed = ReadLogRow.Outcome(outcome).label
    return (
        number, name, when, names.of(actor), held, jobcenter, said, ", ".join(groups), purpose,
        allowed,
    )  # fmt: skip


LIST = AuditList(
    key="opslag-paa-en-borger",
    name="Opslag på en borger",
    about="Alle, der har set på borgerens sag, også på lister, ved søgning og i udtræk. Skriv sagens"
    " nummer.",
    columns=(
        Column("sag", "Sag"),
        Column("borger", "Borger"),
        Column("tidspunkt", "Tidspunkt", Kind.MOMENT),
        Column("hvem", "Hvem"),
        Column("rolle", "Rolle"),
        Column("jobcenter", "{jobcenter}, kode"),
        Column("hvad", "Hvad"),
        Column("oplysninger", "Oplysninger"),
        Column("formaal", "Formål"),
        Column("adgang", "Fik adgang"),
    ),
    takes=("sag", "fra", "til"),
    rows=rows,
    fields=(
        "shown_name",
        "at",
        "actor",
        "role",
        "jobcenter",
        "action",
        "field_groups",
        "purpose",
        "outcome",
    ),
    cells=cells,
    days="Set",
    act=Act.SEE_READ_LOG,
)
