"""Audit lists: one's own order, and one's own lists; quality control's here."""

from typing import Any

from cases.casefile.models import Case
from cases.history import change
from cases.people.models import Employee, Role
from reports.audit import operations
from reports.audit.filters import Filters
from reports.audit.models import ExportFile, SavedList
from reports.audit.registry import list_named
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


ARGUMENTS = {
    "revisionsliste": lambda _: {"key": LIST},
    "revisionsliste_bestil": lambda _: {"key": LIST},
    "egen_liste_gem": lambda _: {"key": LIST},
    "egen_liste_slet": saved_list,
    "egen_liste_fortryd": saved_list,
    "udtraek_klar": export,
    "udtraek_hent": export_as_csv,
}
FORMS = {"revisionsliste_bestil": lambda _: {"formaal": "Kvartalets kontrol"}}
LISTS = {("revisionslister", "GET"), ("revisionsliste", "GET"), ("udtraek_hent", "GET")}
