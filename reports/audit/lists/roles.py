"""Who has been given which role, by whom, and every change of it since."""

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from cases.people.models import Role, RoleAssignment
from reports.audit.cells import Cells, Column, Kind, danish
from reports.audit.registry import Asked, AuditList, Names, Row

ONE_DAY = timedelta(days=1)
CHANGES = {"+": "Oprettet", "~": "Ændret", "-": "Slettet"}


def rows(asked: Asked) -> QuerySet[Any]:
    """Of one's own jobcentres, for one who holds the act there and not across them."""
    held = list(asked.viewer.roles_allowing(LIST.act))
    versions: QuerySet[Any] = RoleAssignment.history.all()
    if not any(one.jobcenter_id is None for one in held):
        versions = versions.filter(jobcenter__in=[one.jobcenter_id for one in held])
    if asked.filters.jobcenter:
        versions = versions.filter(jobcenter=asked.filters.jobcenter)
    return versions.filter(asked.filters.at_times("history_date")).order_by("history_id")


def cells(row: Row, asked: Asked, names: Names) -> Cells:
    at, change, who, role, place, start, end, entered, approved, refused, by, reason = row
    return (
        danish(at),
        CHANGES[change],
        who,
        Role(role).label,
        place or "På tværs",
        start,
        _last_day(end),
        _state(approved, refused),
        entered or "Serveren",
        names.of(by),
        reason or "",
    )


def _last_day(end: date) -> date:
    return end - ONE_DAY


def _state(approved: object, refused: object) -> str:
    if refused:
        return "Afvist"
    return "Godkendt" if approved else "Afventer godkendelse"


LIST = AuditList(
    key="roller",
    name="Roller og ændringer",
    about="Hver rolle, der er givet, forlænget, godkendt, afvist eller afsluttet, og hvem der gjorde"
    " det. Ingen borgere.",
    columns=(
        Column("tidspunkt", "Tidspunkt", Kind.MOMENT),
        Column("aendring", "Ændring"),
        Column("medarbejder", "Medarbejder"),
        Column("rolle", "Rolle"),
        Column("jobcenter", "{jobcenter}"),
        Column("fra", "Første dag", Kind.DAY),
        Column("til", "Sidste dag", Kind.DAY),
        Column("tilstand", "Tilstand"),
        Column("indtastet", "Indtastet af"),
        Column("af", "Ændret af"),
        Column("grund", "Grund"),
    ),
    takes=("jobcenter", "fra", "til"),
    rows=rows,
    fields=(
        "history_date",
        "history_type",
        "employee__name",
        "role",
        "jobcenter__name",
        "valid_from",
        "valid_to",
        "entered_by__name",
        "approved_at",
        "refused_at",
        "history_user_id",
        "history_change_reason",
    ),
    cells=cells,
    case=None,
    days="Ændret",
)
