"""The page: send, look through, save once, read the receipt."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.citizens.models import Citizen
from cases.citizens.restrictions import mark_restricted
from cases.intake import upload, views
from cases.intake.models import IntakeRow, IntakeRun
from cases.people.models import Employee, Role
from cases.periods.models import Period
from tests.factories import (
    TEST,
    make_case,
    make_citizen,
    make_employee,
    make_inhabil,
    make_jobcenter,
    make_period,
)
from tests.intake.lists import HEADER, number, review, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
ClientOf = Callable[[Employee], Client]


@pytest.fixture
def office(client_of: ClientOf) -> Client:
    make_jobcenter()
    return client_of(make_employee("Yrsa", role=Role.PAYMENT_OFFICE))


def send(office: Client, *rows: str, content: bytes | None = None) -> Any:
    content = "\n".join([HEADER, *rows]).encode() if content is None else content
    form = {"fil": SimpleUploadedFile("liste.csv", content), "kilde": "KMD"}
    return office.post("/indlaesning/", form | {"submission_token": str(uuid4())}, follow=True)


def save(office: Client, token: str = "", **fields: str) -> Any:
    run = IntakeRun.objects.get()
    form = {"submission_token": token or str(uuid4()), **fields}
    return office.post(f"/indlaesning/{run.pk}/gem/", form, follow=True)


def text_of(response: Any) -> str:
    return str(response.content.decode().replace("\xa0", " ").replace("&nbsp;", " "))


def test_a_list_is_looked_through_before_anything_is_saved(office: Client) -> None:
    page = text_of(send(office, row(1, name="Erik Eksempel")))
    assert "Intet er gemt endnu" in page
    assert "Erik Eksempel" in page
    assert "Gem 1 periode" in page
    assert not Citizen.objects.exists()


def test_saving_answers_with_a_receipt(office: Client) -> None:
    send(office, row(1))
    assert "1 periode er gemt" in text_of(save(office))
    assert Period.objects.get().history.get().history_user_id.startswith("medarbejder:")


def test_the_receipt_shows_no_groups_of_rows_that_are_gone(office: Client) -> None:
    send(office, row(1))
    assert "Ingen perioder er nye" not in text_of(save(office))


@pytest.mark.slow
def test_a_list_that_only_confirms_can_be_saved_and_then_corrects(office: Client) -> None:
    citizen = make_citizen(cpr_number=number(1))
    make_case(citizen=citizen)
    make_period(citizen, date(2026, 1, 1), date(2026, 6, 30))
    page = text_of(send(office, row(1, "2026-01-01", "2026-06-30")))
    assert "1 periode bekræftes" in page
    assert "Gem listen" in page
    assert "1 periode er bekræftet. Ingen frister er flyttet" in text_of(save(office))
    assert review(row(1, "2026-01-01", "2026-07-31")).counts["aendrede"] == 1


@pytest.mark.slow
def test_the_receipt_lists_the_names_that_differ(office: Client) -> None:
    make_case(citizen=make_citizen("Registreret Navn", cpr_number=number(1)))
    send(office, row(1, name="Navn Paa Listen"))
    receipt = save(office)
    assert receipt.status_code == 200
    assert "på listen »Navn Paa Listen«" in text_of(receipt)
    assert IntakeRow.objects.count() == 1


@pytest.mark.slow
def test_the_rows_are_gone_once_saved(office: Client) -> None:
    send(office, row(1), row(2, "31-6-2026"))
    save(office, spring_over="1")
    assert [kept.outcome for kept in IntakeRow.objects.all()] == ["fejl"]


@pytest.mark.slow
def test_saving_twice_has_one_effect(office: Client) -> None:
    send(office, row(1))
    token = str(uuid4())
    assert "1 periode er gemt" in text_of(save(office, token))
    assert "1 periode er gemt" in text_of(save(office, token))
    assert "allerede gemt" in text_of(save(office))
    assert Period.objects.count() == 1


@pytest.mark.slow
def test_bad_rows_must_be_left_out_by_hand(office: Client) -> None:
    page = text_of(send(office, row(1), row(2, "31-6-2026")))
    assert "Datoen 31.6.2026 findes ikke" in page
    assert "Intet er gemt" in text_of(save(office))
    assert not Citizen.objects.exists()
    assert "1 række er sprunget over" in text_of(save(office, spring_over="1"))


@pytest.mark.slow
def test_what_would_move_is_told_before_it_is_saved(office: Client) -> None:
    send(office, row(1, "2025-01-01"))
    save(office)
    IntakeRun.objects.all().delete()
    page = text_of(send(office, row(1, "2025-01-01", "2025-06-30")))
    assert "frister flytter sig" in page
    assert Period.objects.get().end is None


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "Filen er tom"),
        (b"PK\x03\x04rest", "Excel-filen kan ikke læses"),
        (b"cpr;navn;jobcenter;fra;type\n", "Filen mangler kolonnen »til«"),
        (b"x" * 6_000_000, "større end 5 MB"),
    ],
)
@pytest.mark.slow
def test_a_wrong_file_is_refused_on_the_form(office: Client, content: bytes, says: str) -> None:
    assert says in text_of(send(office, content=content))
    assert not IntakeRun.objects.exists()


def test_a_list_of_headings_only_is_not_called_readable(office: Client) -> None:
    page = text_of(send(office))
    assert "Listen har ingen rækker. Hent den igen" in page
    assert "Alle rækker kan læses" not in page


def test_too_many_rows_are_sent_to_the_command(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MOST_ROWS", 1)
    assert "kommandoen indlaes_perioder" in text_of(send(office, row(1), row(2)))


def test_a_form_without_file_says_what_to_choose(office: Client) -> None:
    page = office.post("/indlaesning/", {"submission_token": str(uuid4())})
    assert "Vælg den fil, du vil indlæse" in text_of(page)


def test_a_restricted_citizen_is_shown_by_row_number_only(office: Client) -> None:
    make_case(citizen=make_citizen("Hemmelig Person", cpr_number=number(1), protected=True))
    page = text_of(send(office, row(1, name="Hemmelig Person")))
    assert "Hemmelig" not in page
    assert "Borger med begrænset adgang" in page
    assert "1 sag med begrænset adgang" in page


def test_one_marked_while_the_list_waits_is_hidden_at_the_next_look(office: Client) -> None:
    citizen = make_citizen("Hemmelig Person", cpr_number=number(1))
    make_case(citizen=citizen)
    assert "Hemmelig" in text_of(send(office, row(1, name="Hemmelig Person")))
    mark_restricted(citizen=citizen, is_protected=True, is_colleague=False, version=1, actor=TEST)
    page = text_of(office.get(f"/indlaesning/{IntakeRun.objects.get().pk}/"))
    assert "Hemmelig" not in page
    assert "Borger med begrænset adgang" in page


@pytest.mark.slow
def test_of_one_they_are_inhabil_towards_they_read_only_what_they_sent(office: Client) -> None:
    citizen = make_citizen("Registreret Navn", cpr_number=number(1))
    case = make_case(citizen=citizen)
    make_inhabil(Employee.objects.get(name="Yrsa"), citizen)
    page = text_of(send(office, row(1, name="Navn Paa Listen")))
    assert "Navn Paa Listen" in page
    assert "Registreret Navn" not in page
    assert case.number not in page


@pytest.mark.slow
def test_a_list_is_seen_only_by_who_sent_it(office: Client, client_of: ClientOf) -> None:
    send(office, row(1))
    other = client_of(make_employee("Yngve", role=Role.PAYMENT_OFFICE))
    assert other.get(f"/indlaesning/{IntakeRun.objects.get().pk}/").status_code == 404


def test_a_caseworker_finds_no_such_page(client_of: ClientOf, anne: Employee) -> None:
    assert client_of(anne).get("/indlaesning/").status_code == 404


@pytest.mark.slow
def test_a_discarded_list_leaves_nothing(office: Client) -> None:
    send(office, row(1))
    run = IntakeRun.objects.get()
    office.post(f"/indlaesning/{run.pk}/kasser/", {"submission_token": str(uuid4())})
    assert not IntakeRow.objects.exists()


def test_no_upload_touches_the_disk(settings: Any) -> None:
    assert [
        f"{upload.InMemoryUpload.__module__}.{upload.InMemoryUpload.__name__}"
    ] == settings.FILE_UPLOAD_HANDLERS


@pytest.mark.slow
def test_the_review_asks_few_questions(office: Client, django_assert_max_num_queries: Any) -> None:
    send(office, *(row(serial) for serial in range(1, 120)))
    url = f"/indlaesning/{IntakeRun.objects.get().pk}/"
    with django_assert_max_num_queries(15):
        office.get(url)
