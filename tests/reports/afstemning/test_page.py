"""Sent, looked through, decided with few clicks, closed; and shown to nobody else."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.people.models import Employee, Role
from cases.people.operations import version_of
from cases.periods.models import Period
from reports.afstemning import page as pages
from reports.afstemning.forms import SOURCE_FIELDS
from reports.afstemning.models import Afstemning, AfstemningLine, ListSource
from tests.factories import make_employee, make_jobcenter
from tests.reports.afstemning.lists import HEADER, make_person, make_source, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
ClientOf = Callable[[Employee], Client]


@pytest.fixture
def office(client_of: ClientOf) -> Client:
    make_source()
    return client_of(make_employee("Yrsa", role=Role.PAYMENT_OFFICE))


def post(client: Client, url: str, **form: Any) -> Any:
    return client.post(url, form | {"submission_token": str(uuid4())}, follow=True)


def send(client: Client, *rows: str, dag: str = "22.11.2026", **more: str) -> str:
    content = "\n".join([HEADER, *rows]).encode()
    form = {
        "fil": SimpleUploadedFile("liste.csv", content),
        "kilde": make_source().pk,
        "dag": dag,
        **more,
    }
    return text(post(client, "/afstemning/", **form))


def text(response: Any) -> str:
    return str(response.content.decode().replace("\xa0", " ").replace("&nbsp;", " "))


def address() -> str:
    return f"/afstemning/{Afstemning.objects.get().pk}/"


@pytest.mark.slow
def test_a_quarter_is_reconciled_from_list_to_receipt_and_back(office: Client) -> None:
    citizen = make_person(1, ("2026-01-01", ""), name="Ida Fiktiv")
    make_person(2, ("2026-01-01", ""))
    page = send(office, row(1, "2026-02-01"), row(2), row(3, name="Nora Ny"))
    assert "1 person stemmer." in page
    assert "2 skal afgøres:" in page
    assert "Intet er ændret endnu" in page
    page = text(office.get(f"{address()}?gruppe=andre_datoer"))
    assert "Ida Fiktiv" in page
    assert "Frist 31 dage senere" in page
    line = AfstemningLine.objects.get(citizen_id=citizen.pk)
    post(office, f"{address()}afgoer/", raekke=f"{line.pk}:listen")
    assert "1 person mangler at blive afgjort. Intet er gemt" in text(
        post(office, f"{address()}gem/")
    )
    assert Period.objects.get(citizen=citizen).start.month == 1
    new = AfstemningLine.objects.get(is_new=True)
    post(office, f"{address()}afgoer/", valgt=[new.pk], valg="vores")
    page = text(post(office, f"{address()}gem/"))
    assert "1 person er rettet efter listen, 1 beholdt vores" in page
    assert Period.objects.get(citizen=citizen).start.month == 2
    assert "rullet tilbage" in text(post(office, f"{address()}rul-tilbage/"))
    assert Period.objects.get(citizen=citizen).start.month == 1


@pytest.mark.slow
def test_an_older_list_is_refused_until_it_is_asked_for(office: Client) -> None:
    make_person(1, ("2026-01-01", ""))
    send(office, row(1))
    post(office, f"{address()}gem/")
    page = send(office, row(1), dag="1.10.2026")
    assert "Listen er ældre end den seneste, der er fra 22. november 2026" in page
    assert "Filen er afstemt" in send(office, row(1))
    assert "1 person stemmer." in send(office, row(1), dag="1.10.2026", igen="on")


def test_a_list_with_other_headings_says_which_are_missing(office: Client) -> None:
    form = {"fil": SimpleUploadedFile("l.csv", b"CPR-nr;Navn;a;b\n"), "kilde": make_source().pk}
    page = text(post(office, "/afstemning/", **form, dag="22.11.2026"))
    assert "»startdato«" in page
    assert "under Kilder" in page


def test_a_source_is_told_once(client_of: ClientOf) -> None:
    client = client_of(make_employee("Yrsa", role=Role.PAYMENT_OFFICE))
    form = {
        "name": "KY",
        "cpr": "CPR-Nummer",
        "citizen_name": "Navn",
        "first_day": "Fra",
        "last_day": "Fra",
        "place": "",
        "jobcenter": make_jobcenter().pk,
        "months_back": "0",
    }
    assert "samme overskrift" in text(post(client, "/afstemning/kilder/ny/", **form))
    post(client, "/afstemning/kilder/ny/", **form | {"last_day": "Til"})
    source = ListSource.objects.get()
    assert (source.cpr, source.last_day) == ("cpr-nummer", "til")
    assert "En anden kilde" in text(
        post(client, "/afstemning/kilder/ny/", **form | {"last_day": "Til"})
    )


@pytest.mark.slow
def test_the_second_of_two_who_correct_a_source_sees_both(client_of: ClientOf) -> None:
    client, source = client_of(make_employee("Yrsa", role=Role.PAYMENT_OFFICE)), make_source()
    url, shown = f"/afstemning/kilder/{source.pk}/", version_of(source)
    form = {
        **{name: getattr(source, name) for name in SOURCE_FIELDS},
        "jobcenter": source.jobcenter_id,
    }
    post(client, url, **form | {"last_day": "Slut", "version": shown})
    page = text(post(client, url, **form | {"last_day": "Ophør", "version": shown}))
    assert "mens du skrev" in page
    assert "»slut«" in page
    assert 'value="Ophør"' in page
    post(client, url, **form | {"last_day": "Ophør", "version": version_of(source)})
    assert ListSource.objects.get().last_day == "ophør"


def test_the_restricted_are_named_by_their_row_only(office: Client) -> None:
    make_person(1, ("2026-01-01", ""), name="Hemmelig Borger", protected=True)
    page = send(office, row(1, "2026-03-01", name="Hemmelig Borger"))
    assert "1 person med begrænset adgang" in page
    assert "række 2." in page
    assert "Hemmelig" not in page


@pytest.mark.slow
def test_only_the_one_who_sent_the_list_goes_on_with_it(
    office: Client, client_of: ClientOf
) -> None:
    send(office, row(1))
    other = client_of(make_employee("Ole", role=Role.PAYMENT_OFFICE))
    assert other.get(address()).status_code == 404
    assert post(other, f"{address()}gem/").status_code == 404


@pytest.mark.slow
def test_a_full_page_costs_few_queries_and_pages_go_on(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "ROWS", 3)
    for serial in range(1, 5):
        make_person(serial, ("2026-01-01", ""))
    send(office, *(row(serial, "2026-02-01") for serial in range(1, 6)))
    url = address()
    with CaptureQueriesContext(connection) as asked:
        page = text(office.get(f"{url}?gruppe=andre_datoer&sorter=frist"))
    assert "side=2" in page
    assert len(asked) <= 15, "\n".join(one["sql"][:150] for one in asked)


def test_a_box_opens_those_it_counts_also_when_some_are_decided(office: Client) -> None:
    for serial, name in ((1, "Ida Fiktiv"), (2, "Ole Fiktiv")):
        make_person(serial, ("2026-01-01", ""), name=name)
    send(office, row(1, "2026-02-01"), row(2, "2026-02-01"))
    line = AfstemningLine.objects.earliest("line")
    page = text(post(office, f"{address()}afgoer/", raekke=f"{line.pk}:vores"))
    assert ">2</span>" in page.split(">andre datoer<")[0].rsplit("<li", 1)[1]
    box = page.split(">andre datoer<")[0].rsplit('href="', 1)[1].split('"')[0]
    page = text(office.get(box.replace("&amp;", "&")))
    assert "Ida Fiktiv" in page
    assert "Ole Fiktiv" in page


@pytest.mark.slow
def test_an_open_list_is_found_however_many_came_after_it(office: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("cases.paging.ROWS", 2)
    send(office, row(1))
    link = f'href="{address()}"'
    for serial in (2, 3):
        send(office, row(serial))
        latest = Afstemning.objects.order_by("at").last()
        assert latest is not None
        post(office, f"/afstemning/{latest.pk}/kasser/")
    page = text(office.get("/afstemning/"))
    assert link in page
    assert "Side 1 af 2" in page
