"""A case is opened, or opened again, for one who may be known here already or elsewhere."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from cases.casefile import operations
from cases.casefile.models import Case
from cases.citizens.queries import current_cpr
from cases.people.models import Employee
from cases.readlog.writer import LogEntry
from tests.casefile.pages import UNUSED, opening, send, text
from tests.factories import TODAY, make_case, make_citizen, make_cpr, make_inhabil, make_jobcenter

pytestmark = pytest.mark.django_db


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


def test_two_dates_that_cannot_be_read_are_told_apart(hers: Client) -> None:
    shown = text(send(hers, "sag_ny", opened_on="x", visitationsdato="x"))
    assert "Sagen åbnes: Datoen kan ikke læses" in shown
    assert "Visitationsdato: Datoen kan ikke læses" in shown
