"""What stands in the addresses of the reconciliation and the coverage proof."""

from typing import Any

from cases.casefile.models import Case
from cases.intake.models import IntakeRun
from cases.people.models import Employee, Role
from reports.afstemning.models import Afstemning
from tests.factories import TODAY
from tests.reports.afstemning.lists import make_source


def source(_: Case) -> dict[str, Any]:
    return {"key": make_source().pk}


def sent_list(_: Case) -> dict[str, Any]:
    """The payment office's; only they who sent it go on with it."""
    sender = Employee.objects.filter(role_assignments__role=Role.PAYMENT_OFFICE).first()
    assert sender is not None
    run = IntakeRun.objects.create(
        actor="prøve", employee=sender, source="KMD", file_name="liste.csv", is_held=True
    )
    found = Afstemning.objects.create(
        source=make_source(),
        staged=run,
        file_name="liste.csv",
        checksum="0",
        list_day=TODAY,
        covers_from=TODAY,
        employee=sender,
    )
    return {"key": found.pk}


def this_quarter(_: Case) -> dict[str, Any]:
    return {"aar": 2026, "nummer": 4}


def an_answer(case: Case) -> dict[str, Any]:
    """Nobody's: it is said to be taken back already."""
    return {"number": case.number, "key": 1}


ARGUMENTS = {
    "sag_spoergsmaal_fortryd": an_answer,
    "daekning_kvartal": this_quarter,
    "daekning_begrund": this_quarter,
    "daekning_underskriv": this_quarter,
    "afstemning_kilde": source,
    "afstemning_gennemgang": sent_list,
    "afstemning_afgoer": sent_list,
    "afstemning_gem": sent_list,
    "afstemning_kasser": sent_list,
    "afstemning_rul_tilbage": sent_list,
    "afstemning_overtag": sent_list,
}
