"""Audit lists: one's own order, and one's own lists; quality control's here."""

from datetime import date
from typing import Any

from cases.casefile.models import Case
from cases.history import change
from cases.people.models import Employee, Jobcenter, Role
from reports.audit import operations
from reports.audit.filters import Filters
from reports.audit.models import ExportFile, SavedList
from reports.audit.registry import list_named
from reports.recovery import operations as recoveries
from reports.recovery.models import Recovery
from tests.factories import TEST, TODAY

LIST = "loebende-ure"


def quality_control() -> Employee:
    found = Employee.objects.filter(role_assignments__role=Role.QUALITY_CONTROL).first()
    assert found is not None
    return found


def export(case: Case) -> dict[str, Any]:
    """One that has been fetched: its page starts nothing by itself."""
    listed = list_named(LIST)
    assert listed is not None
    ordered = operations.order(
        employee=quality_control(),
        listed=listed,
        filters=Filters(),
        in_words="Intet filter",
        purpose="Kvartalets kontrol",
        with_cpr=False,
        as_of=TODAY,
    )
    operations.begin_file(
        export=ordered, file_format=ExportFile.Format.XLSX, rows=1, logged=1, restricted=0
    )
    return {"key": ordered.pk}


def export_as_csv(case: Case) -> dict[str, Any]:
    return {**export(case), "file_format": "csv"}


def saved_list(case: Case) -> dict[str, Any]:
    with change(actor=TEST):
        made = SavedList.objects.create(owner=quality_control(), name="Prøve", list_key=LIST)
    return {"key": made.pk}


def recovery(case: Case) -> dict[str, Any]:
    """The teamchef's jobcenter, some months back."""
    leader = Employee.objects.filter(role_assignments__role=Role.TEAM_LEADER).first()
    assert leader is not None
    jobcenter = leader.role_assignments.get().jobcenter
    assert jobcenter is not None
    found = Recovery.objects.filter(jobcenter=jobcenter).first()
    return {"key": (found or _started(jobcenter, leader)).pk}


def _started(jobcenter: Jobcenter, leader: Employee) -> Recovery:
    return recoveries.start(
        jobcenter=jobcenter,
        key_date=date(2026, 5, 1),
        target_date=date(2027, 3, 1),
        employee=leader,
        as_of=TODAY,
    )


ARGUMENTS = {
    "genopretning": recovery,
    "genopretning_hent": recovery,
    "genopretning_sager": recovery,
    "revisionsliste": lambda _: {"key": LIST},
    "revisionsliste_bestil": lambda _: {"key": LIST},
    "egen_liste_gem": lambda _: {"key": LIST},
    "egen_liste_slet": saved_list,
    "egen_liste_fortryd": saved_list,
    "udtraek_klar": export,
    "udtraek_hent": export_as_csv,
}
FORMS = {"revisionsliste_bestil": lambda _: {"formaal": "Kvartalets kontrol"}}
QUERIES = {"prognose_sager": "maaned=2026-12"}
LISTS = {
    ("prognose_sager", "GET"),
    ("genopretning_sager", "GET"),
    ("revisionslister", "GET"),
    ("revisionsliste", "GET"),
    ("udtraek_hent", "GET"),
}
