"""What else stands in the log: log-ins, refusals, roles and settings. Never what was typed."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.casefile.models import Case
from cases.history import change
from cases.people.models import Employee, Role, RuleProfile
from cases.readlog.models import ReadLogRow
from tests.factories import (
    PASSWORD,
    TEST,
    TODAY,
    give_role,
    make_case,
    make_employee,
    make_municipality,
)

pytestmark = [pytest.mark.usefixtures("committed", "today")]


@pytest.fixture
def anne(committed: None) -> Employee:
    return make_employee("Anne", password=PASSWORD)


def log_in(client: Client, username: str, password: str) -> int:
    form = {"username": username, "password": password}
    return client.post(reverse("login"), form).status_code


def latest() -> dict[str, Any]:
    return ReadLogRow.objects.values("actor", "action", "criterion", "outcome").latest("seq")


def row(employee: Employee | None, action: str, outcome: str = "ja") -> dict[str, Any]:
    actor = f"medarbejder:{employee.pk}" if employee else "ukendt"
    return {"actor": actor, "action": action, "criterion": "", "outcome": outcome}


def test_a_log_in_and_a_log_out(client: Client, anne: Employee) -> None:
    log_in(client, "anne", PASSWORD)
    assert latest() == row(anne, "log_ind")
    client.post(reverse("logout"))
    assert latest() == row(anne, "log_ud")


def test_a_wrong_password_names_the_one_whose_it_was_not(client: Client, anne: Employee) -> None:
    log_in(client, "anne", "forkert")
    assert latest() == row(anne, "log_ind_fejlet", "nej")


@pytest.mark.slow
def test_an_unknown_user_name_is_not_kept(client: Client, anne: Employee) -> None:
    log_in(client, "610170-1234", PASSWORD)
    assert latest() == row(None, "log_ind_fejlet", "nej")


def test_a_log_in_while_locked_out_is_logged_too(client: Client, anne: Employee) -> None:
    statuses = [log_in(client, "anne", "forkert") for _ in range(6)]
    assert statuses[-1] == 429
    assert ReadLogRow.objects.filter(action="log_ind_fejlet").count() == 6


def test_a_wrong_code_and_a_wrong_present_password_are_logged(
    client: Client, anne: Employee
) -> None:
    new = {"new_password": "et helt nyt kodeord", "repeated_password": "et helt nyt kodeord"}
    new["submission_token"] = str(uuid.uuid4())
    code = {"username": "anne", "one_time_code": "c8x-forkert", **new}
    client.post(reverse("adgangskode"), code)
    assert latest() == row(anne, "log_ind_fejlet", "nej") | {"criterion": "engangskode"}
    log_in(client, "anne", PASSWORD)
    client.post(reverse("adgangskode_skift"), {"present_password": "forkert", **new})
    assert latest() == row(anne, "log_ind_fejlet", "nej") | {"criterion": "nuværende adgangskode"}


def test_a_refusal_names_the_act_the_rule_and_the_role(
    anne: Employee, carla: Employee, client_of: Callable[..., Client]
) -> None:
    case: Case = make_case(owner=anne)
    client_of(carla).get(reverse("opslag", args=[case.number]))
    refused = ReadLogRow.objects.latest("seq")
    assert (refused.action, refused.rule, refused.outcome) == ("afslag", "se_egne_opslag:5", "nej")
    assert (refused.citizen_id, refused.role) == (case.citizen_id, "sagsbehandler")


def test_reopening_beside_a_case_elsewhere_is_logged_as_a_refusal(
    anne: Employee, carla: Employee, client_of: Callable[..., Client]
) -> None:
    old = make_case(owner=anne, closed_on=TODAY)
    there = make_case(owner=carla, citizen=old.citizen, opened_on=TODAY)
    form = {"submission_token": str(uuid.uuid4()), "reason": "Fejl", "version": 1}
    client_of(anne).post(reverse("sag_genaabn", args=[old.number]), form)
    refused = ReadLogRow.objects.get(action="afslag")
    assert (refused.rule, refused.case_number) == ("genaabn_sag:5", there.number)


def test_a_look_carries_role_jobcenter_purpose_and_request(
    anne: Employee, client_of: Callable[..., Client]
) -> None:
    case = make_case(owner=anne)
    karl = make_employee("Karl", role=Role.QUALITY_CONTROL)
    client_of(karl, purpose="Stikprøve").get(reverse("opslag", args=[case.number]))
    look = ReadLogRow.objects.latest("seq")
    assert (look.role, look.jobcenter, look.purpose) == ("kvalitetskontrol", "", "Stikprøve")
    assert (look.case_number, look.ip) == (case.number, "127.0.0.1")
    assert look.request_id is not None


def test_a_role_given_by_a_command_is_logged(anne: Employee) -> None:
    give_role(anne, Role.TEAM_LEADER)
    assert latest() == {
        "actor": TEST.code,
        "action": "rolle",
        "criterion": f"teamchef medarbejder:{anne.pk}",
        "outcome": "ja",
    }


def test_a_changed_setting_is_logged(committed: None) -> None:
    municipality = make_municipality()
    with change(actor=TEST):
        profile = RuleProfile.objects.create(
            municipality=municipality, valid_from=TODAY, source="Byrådet"
        )
    assert (latest()["action"], latest()["criterion"]) == (
        "indstilling",
        f"ruleprofile:{profile.pk}",
    )
