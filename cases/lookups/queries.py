"""The looks at one case: who saw it, when, and what of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from cases.casefile.models import Case
from cases.people.models import Employee
from cases.readlog.models import ReadLogRow

SORTABLE = {
    "tid": ("seq",),
    "hvem": ("name", "seq"),
    "handling": ("action", "seq"),
}
NEWEST_FIRST = "-tid"


@dataclass(frozen=True)
class Wanted:
    """The filters of the page; empty ones leave nothing out."""

    actor: str = ""
    action: str = ""
    first_day: date | None = None
    last_day: date | None = None
    sort: str = NEWEST_FIRST


@dataclass(frozen=True)
class Look:
    at: datetime
    who: str
    role: str
    action: str
    fields: Sequence[str] = field(default_factory=tuple)
    purpose: str = ""


def looks_at(case: Case, *, only_by: Employee | None = None) -> QuerySet[ReadLogRow]:
    """All rows about the citizen on this case; those on a case elsewhere belong to that case."""
    rows = ReadLogRow.objects.filter(citizen_id=case.citizen_id).filter(
        Q(case_number=case.number) | Q(case_number="")
    )
    return rows.filter(actor=_code(only_by.pk)) if only_by else rows


def wanted_looks(rows: QuerySet[ReadLogRow], wanted: Wanted) -> QuerySet[ReadLogRow]:
    chosen = Q()
    if wanted.actor:
        chosen &= Q(actor=wanted.actor)
    if wanted.action:
        chosen &= Q(action=wanted.action)
    if wanted.first_day:
        chosen &= Q(at__gte=_midnight(wanted.first_day))
    if wanted.last_day:
        chosen &= Q(at__lt=_midnight(wanted.last_day + timedelta(days=1)))
    return rows.filter(chosen).annotate(name=_name_of_actor()).order_by(*_order(wanted.sort))


def people_in(rows: QuerySet[ReadLogRow]) -> list[tuple[str, str]]:
    """Code and name of each who looked, by name."""
    found = rows.order_by("actor").values_list("actor", flat=True).distinct()
    names = {_code(pk): name for pk, name in Employee.objects.values_list("pk", "name")}
    return sorted(((code, names.get(code, code)) for code in found), key=lambda pair: pair[1])


def look(row: ReadLogRow, *, at: datetime) -> Look:
    """`at`: the row's time on the clock of those who read it."""
    return Look(
        at=at,
        who=row.name or _spoken(row.actor),  # type: ignore[attr-defined]
        role=row.role,
        action=row.get_action_display(),
        fields=row.field_groups,
        purpose=row.purpose,
    )


def _order(sort: str) -> list[str]:
    minus = "-" if sort.startswith("-") else ""
    columns = SORTABLE.get(sort.removeprefix("-"), SORTABLE["tid"])
    return [f"{minus}{column}" for column in columns]


def _name_of_actor() -> Subquery:
    code = Concat(Value("medarbejder:"), Cast("pk", CharField()))
    named = Employee.objects.annotate(code=code).filter(code=OuterRef("actor"))
    return Subquery(named.values("name")[:1])


def _code(employee_id: int) -> str:
    return f"medarbejder:{employee_id}"


def _spoken(actor: str) -> str:
    """`kommando:genberegn` → "Kommandoen genberegn"."""
    kind, _, name = actor.partition(":")
    return {"kommando": f"Kommandoen {name}", "job": f"Jobbet {name}"}.get(kind, "Ukendt")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
