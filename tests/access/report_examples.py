"""What stands in the addresses of the month status: the cast's jobcenter, and the month before TODAY."""

from datetime import date
from typing import Any

from cases.casefile.models import Case
from cases.people.models import Employee, Role
from reports.models import MonthStatus, ReasonRequest
from tests.factories import TEST, TODAY, change, make_jobcenter

MONTH = "2026-10"


def month(_: Case) -> dict[str, Any]:
    return {"jobcenter": make_jobcenter().pk, "maaned": MONTH}


def sent_status(_: Case) -> dict[str, Any]:
    sender = Employee.objects.filter(role_assignments__role=Role.VISITATIONSTEAM).earliest("pk")
    status = MonthStatus.objects.create(
        jobcenter=make_jobcenter(), month=date(2026, 9, 1), sent_by=sender, numbers={}, rule_set={}
    )
    return {"key": status.pk}


def asked(case: Case) -> dict[str, Any]:
    by = Employee.objects.filter(role_assignments__role=Role.TEAM_LEADER).earliest("pk")
    with change(actor=TEST):
        made = ReasonRequest.objects.create(case=case, round=1, asked_on=TODAY, asked_by=by)
    return {**month(case), "key": made.pk}


ARGUMENTS = {
    **dict.fromkeys(
        (
            "maanedsstatus_side", "maanedsstatus_skema", "maanedsstatus_bekraeft",
            "maanedsstatus_dengang", "maanedsstatus_aarsag", "maanedsstatus_aarsag_godkend",
            "maanedsstatus_bed",
        ),
        month,
    ),
    "maanedsstatus_tal": lambda case: {**month(case), "tal": "sager"},
    "maanedsstatus_hent": lambda case: {**month(case), "blok": "rettidighed"},
    "maanedsstatus_alle_hent": lambda _: {"maaned": MONTH, "blok": "rettidighed"},
    "maanedsstatus_udvalg": lambda _: {"maaned": MONTH},
    "maanedsstatus_udvalg_luk": lambda _: {"maaned": MONTH},
    "maanedsstatus_pladser": lambda _: {"jobcenter": make_jobcenter().pk},
    "maanedsstatus_traek_tilbage": sent_status,
    "maanedsstatus_videre": sent_status,
    "maanedsstatus_bed_fortryd": asked,
}  # fmt: skip
REASON = {"runde": 1, "aarsag": "Ventede på en attest"}
FORMS = {
    "maanedsstatus_aarsag": lambda case: {"sag": case.number, **REASON},
    "maanedsstatus_aarsag_godkend": lambda case: {"sag": case.number, **REASON},
    "maanedsstatus_bed": lambda case: {"sag": case.number, "runde": 1},
}
LISTS = {("maanedsstatus_tal", "GET")}
