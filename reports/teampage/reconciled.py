"""The latest list from the payment system that was reconciled, and whether its quarter is signed.

Both are the whole municipality's, so they are told only to those who may see the coverage. One
query: the sum of a quarter that is not signed stands on its own page.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import ExtractQuarter, ExtractYear, JSONObject
from django.urls import reverse
from django.utils import timezone

from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.danish import dates, numbers
from reports.afstemning.models import Afstemning
from reports.coverage.models import SignedQuarter
from reports.quarters import Quarter

SIGNED = JSONObject(
    on_list="on_list", running="running", exempt="exempt", at="signed_at", by="signed_by__name",
    rolled_back_at="afstemning__rolled_back_at",
)  # fmt: skip


@dataclass(frozen=True)
class Reconciled:
    """`list_url` is empty for all but the one who has the list."""

    what: str
    list_url: str
    quarter: str
    quarter_url: str
    standing: str


def latest(viewer: Viewer, *, as_of: date) -> Reconciled | None:
    """Of the lists until that day; None when no list is approved, or for one who may not see it."""
    if Act.SEE_COVERAGE not in viewer.acts:
        return None
    signed = SignedQuarter.objects.filter(
        year=ExtractYear(OuterRef("list_day")), quarter=ExtractQuarter(OuterRef("list_day"))
    )
    approved = Afstemning.objects.filter(state=Afstemning.State.APPROVED, list_day__lte=as_of)
    found = (
        approved.select_related("source")
        .annotate(signed=Subquery(signed.values(one=SIGNED)))
        .order_by("-list_day", "-approved_at")
        .first()
    )
    return _told(viewer, found) if found else None


def _told(viewer: Viewer, found: Any) -> Reconciled:
    """`found` carries the signature of its quarter."""
    quarter = Quarter.of(found.list_day)
    people = numbers.counted(found.people, "person", "personer")
    may_open = Act.RECONCILE in viewer.acts and found.employee_id == viewer.employee.pk
    return Reconciled(
        what=f"listen fra {found.source.name} af {dates.long(found.list_day)}, {people}",
        list_url=reverse("afstemning_gennemgang", args=[found.pk]) if may_open else "",
        quarter=f"Dækningen i {quarter.label}",
        quarter_url=reverse("daekning_kvartal", args=quarter.address),
        standing=_standing(found.signed),
    )


def _standing(signed: dict[str, Any] | None) -> str:
    if signed is None:
        return "er ikke underskrevet"
    at = datetime.fromisoformat(signed["at"])
    on = at.astimezone(timezone.get_default_timezone()).date()
    gone = ". Listen bag underskriften er rullet tilbage" if signed["rolled_back_at"] else ""
    return (
        f"er underskrevet {dates.long(on)} af {signed['by']}:"
        f" {numbers.number(signed['on_list'])} på listen ="
        f" {numbers.number(signed['running'])} med løbende ur +"
        f" {numbers.number(signed['exempt'])} undtaget med grund{gone}"
    )
