"""Jobformidler, ordning and refusion: a list opens a case without asking about any of them."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.access import door
from cases.access.rules import Act
from cases.access.viewer import viewer_for
from cases.casefile import operations
from cases.casefile.models import Case
from cases.people.models import Employee, Role
from tests.casefile.test_pages import ClientOf, send, text
from tests.factories import TEST, TODAY, make_case, make_employee, make_inhabil, make_jobcenter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

AS_OPENED = {"ordning": "efter_2013", "refusion": "efter_2014"}
OLD = {"ordning": "foer_2013", "refusion": "overgang", "reason": "Fleksjob fra 2009"}


@pytest.fixture
def case(anne: Employee) -> Case:
    return make_case(owner=anne)


@pytest.fixture
def jonas() -> Employee:
    return make_employee("Jonas", role=Role.JOBFORMIDLER)


@pytest.fixture
def hers(anne: Employee, client_of: ClientOf) -> Client:
    return client_of(anne)


def correct(case: Case, to: Employee | None, **more: str) -> Case:
    given = {**AS_OPENED, "reason": "", **more}
    return operations.correct_case(
        case=case, jobformidler=to, version=case.version, actor=TEST, as_of=TODAY, **given
    )


def test_the_chosen_jobformidler_sees_the_case(
    case: Case, hers: Client, anne: Employee, jonas: Employee
) -> None:
    assert not door.may(viewer_for(jonas, as_of=TODAY), case=case, act=Act.SEE_CASE)
    send(hers, "sag_oplysninger_ret", case.number, jobformidler=jonas.pk, version=1, **AS_OPENED)
    assert door.may(viewer_for(jonas, as_of=TODAY), case=case, act=Act.SEE_CASE)
    written = case.history.latest("history_id")
    assert (written.jobformidler, written.history_user_id) == (jonas, f"medarbejder:{anne.pk}")


def test_ordning_and_refusion_are_put_right_with_a_reason(case: Case) -> None:
    with pytest.raises(operations.ReasonMissing):
        correct(case, None, **{**OLD, "reason": " "})
    correct(case, None, **OLD)
    case.refresh_from_db()
    assert (case.ordning, case.refusion, case.version) == ("foer_2013", "overgang", 2)
    assert case.history.latest("history_id").history_change_reason == "Fleksjob fra 2009"


def test_nothing_corrected_is_told(case: Case) -> None:
    with pytest.raises(operations.NothingToCorrect):
        correct(case, None)


def test_only_one_who_may_see_the_case_can_get_it(case: Case, jonas: Employee) -> None:
    make_inhabil(jonas, case.citizen)
    with pytest.raises(operations.JobformidlerBarred):
        correct(case, jonas)
    elsewhere = make_jobcenter("Lærkevej")
    for stranger in (
        make_employee("Bo"),
        make_employee("Kim", role=Role.JOBFORMIDLER, jobcenter=elsewhere),
    ):
        with pytest.raises(operations.NotAJobformidlerThere):
            correct(case, stranger)


@pytest.mark.slow
def test_anne_opens_the_page_and_carla_finds_nothing(
    case: Case, hers: Client, carla: Employee, client_of: ClientOf
) -> None:
    page = reverse("sag_oplysninger_ret", args=[case.number])
    assert case.citizen.name in text(hers.get(page))
    assert client_of(carla).get(page).status_code == 404


@pytest.mark.slow
def test_the_second_to_save_sees_both_and_keeps_what_was_typed(
    case: Case, hers: Client, jonas: Employee
) -> None:
    send(hers, "sag_oplysninger_ret", case.number, jobformidler=jonas.pk, version=1, **AS_OPENED)
    refused = text(send(hers, "sag_oplysninger_ret", case.number, version=1, **OLD))
    assert "En anden har ændret sagen" in refused
    assert "<dd>Jonas</dd>" in refused.replace("\n", "")
    assert "Fleksjob fra 2009" in refused
    again = send(hers, "sag_oplysninger_ret", case.number, version=2, jobformidler=jonas.pk, **OLD)
    assert again.status_code == 302
    case.refresh_from_db()
    assert (case.jobformidler, case.ordning) == (jonas, "foer_2013")


@pytest.mark.slow
def test_the_page_says_what_is_missing_at_its_field(case: Case, hers: Client) -> None:
    without = text(
        send(hers, "sag_oplysninger_ret", case.number, version=1, **{**OLD, "reason": ""})
    )
    assert "Skriv, hvorfor ordningen eller refusionen rettes" in without
    same = text(send(hers, "sag_oplysninger_ret", case.number, version=1, **AS_OPENED))
    assert "Der er ikke rettet noget" in same
