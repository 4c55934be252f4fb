import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cases.casefile import operations
from cases.casefile.models import Case
from cases.citizens.models import Inhabilitet
from cases.citizens.queries import current_cpr
from cases.people.models import Employee, Role
from cases.readlog.writer import LogEntry
from tests.factories import (
    TODAY,
    give_role,
    make_case,
    make_citizen,
    make_cpr,
    make_employee,
    make_inhabil,
    make_jobcenter,
)

pytestmark = pytest.mark.django_db

ClientOf = Callable[..., Client]
ACTS = (
    "sag_oplysninger",
    "sag_luk",
    "sag_nyt_cpr",
    "sag_begraens",
    "sag_inhabil",
    "sag_visitationsdato",
)
UNUSED = make_cpr(7777)


def send(client: Client, url: str, *arguments: Any, **fields: Any) -> HttpResponse:
    form = {"submission_token": str(uuid.uuid4()), **fields}
    return client.post(reverse(url, args=arguments), form)


def text(response: HttpResponse) -> str:
    return response.content.decode().replace("\xa0", " ")


def opening(case_cpr: str, place: Employee, **more: str) -> dict[str, Any]:
    role = place.role_assignments.get()
    fields = {"cpr": case_cpr, "is_checked": "on", "place": role.pk, "opened_on": "i dag"}
    return {**fields, "ordning": "efter_2013", "refusion": "efter_2014", **more}


def approving(case: Case) -> dict[str, Any]:
    return {"answer": "godkend", "correction": case.visitationsdato_corrections.get().pk}


@pytest.fixture
def case(anne: Employee) -> Case:
    return make_case(owner=anne)


@pytest.fixture
def hers(anne: Employee, client_of: ClientOf) -> Client:
    return client_of(anne)


@pytest.mark.parametrize("url", ACTS)
@pytest.mark.slow
def test_anne_opens_the_page_and_carla_finds_nothing(
    url: str, case: Case, hers: Client, carla: Employee, client_of: ClientOf
) -> None:
    address = reverse(url, args=[case.number])
    assert case.citizen.name in text(hers.get(address))
    assert client_of(carla).get(address).status_code == 404


def test_a_citizen_new_here_needs_a_name(hers: Client, anne: Employee) -> None:
    assert "Skriv borgerens navn" in text(send(hers, "sag_ny", **opening(UNUSED, anne)))
    send(hers, "sag_ny", **opening(UNUSED, anne, name="Ny Borger"))
    case = Case.objects.get()
    assert (case.citizen.name, case.caseworker, case.opened_on) == ("Ny Borger", anne, TODAY)


def test_no_case_begins_before_the_citizen_is_born(hers: Client, anne: Employee) -> None:
    days = {"opened_on": "1.1.1900", "visitationsdato": "31.12.1969"}
    shown = text(
        send(hers, "sag_ny", **{**opening(make_cpr(1777), anne, name="Ny Borger"), **days})
    )
    assert shown.count("Borgeren er født") == 4  # each at its field and above the form
    assert not Case.objects.exists()


def test_a_failing_check_digit_is_asked_about_once(hers: Client, anne: Employee) -> None:
    fields = opening(UNUSED, anne, name="Ny Borger")
    fields.pop("is_checked")
    assert "Kontrolcifferet passer ikke" in text(send(hers, "sag_ny", **fields))
    assert not Case.objects.exists()


@pytest.mark.parametrize("mark", [{}, {"protected": True}, {"colleague": True}])
@pytest.mark.slow
def test_a_case_elsewhere_is_not_shown_nor_whether_it_is_restricted(
    mark: dict[str, bool], hers: Client, anne: Employee, carla: Employee
) -> None:
    citizen = make_citizen("Hemmelig", cpr_number=UNUSED, **mark)
    there = make_case(owner=carla, citizen=citizen)
    shown = text(send(hers, "sag_ny", **opening(UNUSED, anne, name="X")))
    assert "Sagen behandles i et andet jobcenter" in shown
    assert "så tal med teamchefen: sagen åbnes fra ydelseskontorets liste" in shown
    assert "Du kan ikke åbne en sag" not in shown
    assert "Hemmelig" not in shown
    assert there.number not in shown


def test_a_case_here_is_led_to(hers: Client, anne: Employee, case: Case) -> None:
    number = current_cpr(case.citizen)
    assert number is not None
    answer = send(hers, "sag_ny", **opening(number.digits, anne))
    assert answer["Location"] == reverse("sag", args=[case.number])


def test_nobody_opens_a_case_on_themselves(hers: Client, anne: Employee) -> None:
    own = make_cpr(Employee.objects.count())
    assert "Du kan ikke åbne en sag" in text(send(hers, "sag_ny", **opening(own, anne, name="X")))


def test_nobody_opens_a_case_they_are_inhabile_in(hers: Client, anne: Employee) -> None:
    citizen = make_citizen(cpr_number=UNUSED)
    make_inhabil(anne, citizen)
    assert "Du kan ikke åbne en sag" in text(send(hers, "sag_ny", **opening(UNUSED, anne)))


@pytest.mark.parametrize("closed_on", [None, date(2026, 6, 1)])
@pytest.mark.parametrize("place", ["Musvågevej", "Lærkevej"])
@pytest.mark.slow
def test_a_restricted_citizen_is_refused_as_one_elsewhere_and_logged_as_restricted(
    place: str,
    closed_on: date | None,
    hers: Client,
    anne: Employee,
    bo: Employee,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    citizen = make_citizen("Hemmelig", cpr_number=UNUSED, protected=True)
    there = make_case(
        owner=bo, citizen=citizen, jobcenter=make_jobcenter(place), closed_on=closed_on
    )
    written: list[LogEntry] = []
    monkeypatch.setattr("cases.readlog.buffer.write", written.extend)
    shown = text(send(hers, "sag_ny", **opening(UNUSED, anne, name="X")))
    assert "Sagen behandles i et andet jobcenter" in shown
    assert "så tal med teamchefen: sagen åbnes fra ydelseskontorets liste" in shown
    assert "Du kan ikke åbne en sag" not in shown
    assert Case.objects.get() == there
    refused = [(row.rule, row.case_number) for row in written if row.action == "afslag"]
    assert refused == [("aabn_sag:3", there.number)]


def test_the_one_who_kept_a_restricted_citizen_keeps_them_again(
    hers: Client, anne: Employee
) -> None:
    citizen = make_citizen(cpr_number=UNUSED, protected=True)
    make_case(owner=anne, citizen=citizen, closed_on=date(2026, 6, 1))
    operations.draw_case_number(as_of=TODAY)  # the factory's case has the first
    send(hers, "sag_ny", **opening(UNUSED, anne))
    assert Case.objects.open().get().caseworker == anne


def test_reopening_beside_a_case_elsewhere_tells_no_more_than_opening(
    hers: Client, anne: Employee, carla: Employee
) -> None:
    old = make_case(owner=anne, closed_on=date(2026, 6, 1))
    there = make_case(owner=carla, citizen=old.citizen, opened_on=TODAY)
    shown = text(send(hers, "sag_genaabn", old.number, reason="Fejl", version=1))
    assert "Sagen behandles i et andet jobcenter" in shown
    assert there.number not in shown


@pytest.mark.slow
def test_reopening_beside_an_open_case_here_leads_to_it(hers: Client, anne: Employee) -> None:
    old = make_case(owner=anne, closed_on=date(2026, 6, 1))
    now = make_case(owner=anne, citizen=old.citizen, opened_on=TODAY)
    assert now.number in text(send(hers, "sag_genaabn", old.number, reason="Fejl", version=1))


def test_closing_and_reopening(hers: Client, case: Case) -> None:
    send(hers, "sag_luk", case.number, closed_on="i dag", reason="Folkepension", version=1)
    assert "Genåbn sagen" in text(hers.get(reverse("sag_oplysninger", args=[case.number])))
    send(hers, "sag_genaabn", case.number, reason="Fejl", version=2)
    case.refresh_from_db()
    assert case.is_open


def test_two_people_closing_the_second_loses_nothing_typed(hers: Client, case: Case) -> None:
    fields = {"closed_on": "i dag", "reason": "Min egen grund", "version": 0}
    shown = text(send(hers, "sag_luk", case.number, **fields))
    assert "En anden har ændret sagen" in shown
    assert "Min egen grund" in shown
    assert "Det gælder nu" in shown
    send(hers, "sag_luk", case.number, **{**fields, "version": 1})
    case.refresh_from_db()
    assert case.close_reason == "Min egen grund"


def test_a_marked_citizen_is_closed_to_colleagues(
    hers: Client, case: Case, bo: Employee, client_of: ClientOf
) -> None:
    send(hers, "sag_begraens", case.number, is_protected="on", version=1)
    address = reverse("sag_oplysninger", args=[case.number])
    assert "Begrænset" in text(hers.get(address))
    assert client_of(bo).get(address).status_code == 404


@pytest.mark.slow
def test_one_registers_oneself_and_is_shut_out(hers: Client, case: Case, anne: Employee) -> None:
    send(hers, "sag_inhabil", case.number, employee=anne.pk, reason="Nabo")
    assert hers.get(reverse("sag_oplysninger", args=[case.number])).status_code == 404


def test_a_caseworker_registers_nobody_else(hers: Client, case: Case, bo: Employee) -> None:
    send(hers, "sag_inhabil", case.number, employee=bo.pk, reason="Nabo")
    assert not Inhabilitet.objects.exists()


def test_a_leader_elsewhere_shuts_nobody_out_here(
    hers: Client, case: Case, anne: Employee, bo: Employee
) -> None:
    give_role(anne, Role.TEAM_LEADER, jobcenter=make_jobcenter("Lærkevej"))
    send(hers, "sag_inhabil", case.number, employee=bo.pk, reason="Nabo")
    assert not Inhabilitet.objects.exists()


@pytest.mark.slow
def test_another_leader_lifts_it(case: Case, anne: Employee, client_of: ClientOf) -> None:
    first, second = (make_employee(name, role=Role.TEAM_LEADER) for name in ("Tove", "Troels"))
    send(client_of(first), "sag_inhabil", case.number, employee=anne.pk, reason="Nabo")
    row = Inhabilitet.objects.get()
    own = send(client_of(first), "sag_inhabil_ophaev", case.number, row.pk, reason="Flyttet")
    assert "En anden leder" in text(own)
    send(client_of(second), "sag_inhabil_ophaev", case.number, row.pk, reason="Flyttet")
    row.refresh_from_db()
    assert row.lifted_by == second


@pytest.mark.slow
def test_a_visitationsdato_is_corrected_by_two(
    hers: Client, case: Case, bo: Employee, client_of: ClientOf
) -> None:
    send(hers, "sag_visitationsdato", case.number, new_date="1.2.2024", reason="Tastefejl")
    assert "Du har selv foreslået" in text(
        send(hers, "sag_visitationsdato_svar", case.number, **approving(case))
    )
    his = client_of(bo)
    assert case.citizen.name in text(his.get(reverse("rettelser")))
    send(his, "sag_visitationsdato_svar", case.number, **approving(case))
    case.refresh_from_db()
    assert case.visitationsdato == date(2024, 2, 1)


def test_a_missing_visitationsdato_is_set(hers: Client, anne: Employee) -> None:
    case = make_case(owner=anne, visitationsdato=None)
    send(hers, "sag_visitationsdato", case.number, day="1.2.2024", version=1)
    case.refresh_from_db()
    assert case.visitationsdato == date(2024, 2, 1)


def test_no_visitationsdato_lies_before_the_citizen_is_born(
    hers: Client, case: Case, anne: Employee
) -> None:
    early = {"reason": "Tastefejl", "new_date": "31.12.1969"}
    corrected = text(send(hers, "sag_visitationsdato", case.number, **early))
    unset = make_case(owner=anne, visitationsdato=None)
    first = text(send(hers, "sag_visitationsdato", unset.number, day="31.12.1969", version=1))
    assert "Borgeren er født 1. januar 1970" in corrected
    assert "Borgeren er født 1. januar 1970" in first
    unset.refresh_from_db()
    assert (unset.visitationsdato, case.visitationsdato_corrections.count()) == (None, 0)


@pytest.mark.slow
def test_the_list_of_corrections_shows_no_restricted_citizen(
    hers: Client, bo: Employee, carla: Employee
) -> None:
    for owner, protected in ((bo, True), (carla, False)):
        hidden = make_case(owner=owner, citizen=make_citizen("Hemmelig", protected=protected))
        operations.propose_visitationsdato_correction(
            case=hidden, new_date=TODAY, reason="Fejl", proposed_by=owner
        )
    page = text(hers.get(reverse("rettelser")))
    assert "Hemmelig" not in page
    assert "1 sag med begrænset adgang" in page


def test_a_closed_case_offers_nothing_but_reopening(hers: Client, anne: Employee) -> None:
    case = make_case(owner=anne, closed_on=TODAY)
    page = text(hers.get(reverse("sag_oplysninger", args=[case.number])))
    assert "Genåbn sagen" in page
    assert "Nyt cpr-nummer" not in page
    assert "lukkede sagen" in text(hers.get(reverse("sag_nyt_cpr", args=[case.number])))


def test_marking_what_is_already_so_says_that_nothing_changed(hers: Client, case: Case) -> None:
    shown = text(send(hers, "sag_begraens", case.number, version=1))
    assert "Der er ikke ændret noget" in shown


@pytest.mark.slow
def test_the_proposer_is_not_asked_to_answer(
    hers: Client, case: Case, bo: Employee, client_of: ClientOf
) -> None:
    send(hers, "sag_visitationsdato", case.number, new_date="1.2.2024", reason="Tastefejl")
    address = reverse("sag_oplysninger", args=[case.number])
    assert "Svar på rettelsen" not in text(hers.get(address))
    assert "en anden skal svare" in text(hers.get(address))
    assert "Svar på rettelsen" in text(client_of(bo).get(address))


def test_two_dates_that_cannot_be_read_are_told_apart(hers: Client) -> None:
    shown = text(send(hers, "sag_ny", opened_on="x", visitationsdato="x"))
    assert "Sagen åbnes: Datoen kan ikke læses" in shown
    assert "Visitationsdato: Datoen kan ikke læses" in shown


@pytest.mark.slow
def test_the_corrections_are_sorted_and_fetched_as_a_sheet(
    hers: Client, bo: Employee, carla: Employee
) -> None:
    for name, owner in (("Åse", bo), ("Bent", bo), ("Hemmelig", carla)):
        waiting = make_case(owner=owner, citizen=make_citizen(name, protected=owner == carla))
        operations.propose_visitationsdato_correction(
            case=waiting, new_date=TODAY, reason="=Fejl", proposed_by=owner
        )
    page = text(hers.get(reverse("rettelser"), {"sorter": "-borger"}))
    assert page.index("Åse") < page.index("Bent")
    sheet = text(hers.get(reverse("rettelser_hent")))
    assert sheet.index("Bent") < sheet.index("Åse")
    assert ";'=Fejl;" in sheet
    assert "Hemmelig" not in sheet


@pytest.mark.slow
def test_no_case_is_opened_or_closed_on_a_day_to_come(
    hers: Client, anne: Employee, case: Case
) -> None:
    ahead = {"opened_on": "1.1.2031", "visitationsdato": "1.1.2090"}
    shown = text(send(hers, "sag_ny", **opening(UNUSED, anne, name="Ny Borger") | ahead))
    assert "Sagen åbnes: Datoen må ikke ligge efter i dag" in shown
    assert "Visitationsdato: Datoen må ikke ligge efter i dag" in shown
    fields = {"closed_on": "1.1.2040", "reason": "Pension", "version": 1}
    shown = text(send(hers, "sag_luk", case.number, **fields))
    assert "Sidste dag: Datoen må ikke ligge efter i dag" in shown
    assert Case.objects.get().is_open
