"""What stands in the addresses of administration: an employee, a role, a unit."""

from typing import Any

from cases.casefile.models import Case
from cases.people import operations
from cases.people.models import Employee, RoleAssignment
from tests.factories import give_role, make_team


def employee(_: Case) -> dict[str, Any]:
    return {"key": Employee.objects.get(name="Ida").pk}


def deactivated(_: Case) -> dict[str, Any]:
    return {"key": Employee.objects.get(name="Dan").pk}


def waiting_role(case: Case) -> dict[str, Any]:
    role: RoleAssignment = give_role(
        Employee.objects.get(name="Ida"), "sagsbehandler", approved=False
    )
    return {"key": role.pk}


def asked_code(case: Case) -> dict[str, Any]:
    """Ida's, asked for by Celia: every administrator and Ida's teamchef may answer."""
    ida, celia = (Employee.objects.get(name=name) for name in ("Ida", "Celia"))
    give_role(ida, "sagsbehandler")
    return {"key": operations.ask_for_code(employee=ida, asked_by=celia).pk}


def jobcenter(case: Case) -> dict[str, Any]:
    return {"key": case.jobcenter_id}


def team(case: Case) -> dict[str, Any]:
    return {"key": make_team(jobcenter=case.jobcenter).pk}


ARGUMENTS = {
    "medarbejder": employee,
    "medarbejder_ret": employee,
    "medarbejder_engangskode": employee,
    "medarbejder_deaktiver": employee,
    "medarbejder_genaktiver": deactivated,
    "rolle_ny": employee,
    "rolle_forlaeng": waiting_role,
    "rolle_afslut": waiting_role,
    "godkendelse": waiting_role,
    "engangskode": asked_code,
    "jobcenter_omdoeb": jobcenter,
    "jobcenter_nedlaeg": jobcenter,
    "team_nyt": jobcenter,
    "team_omdoeb": team,
    "team_nedlaeg": team,
}
