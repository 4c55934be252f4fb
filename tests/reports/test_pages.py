"""Revisionslister on the page: purpose, preview, the file, one's own lists, the export log."""

from itertools import count

import pytest

from reports.audit.models import Export, SavedList
from reports.audit.views import files
from tests.factories import make_team
from tests.reports.test_lists import case_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

LIST = "/kontrol/revisionslister/over-fristen/"
TOKENS = count(1)


@pytest.fixture
def client(karl, client_of):
    return client_of(karl, purpose="Kontrol af frister")


def post(client, path, **form):
    token = f"00000000-0000-0000-0003-{next(TOKENS):012d}"
    return client.post(path, {**form, "submission_token": token})


def html_of(response):
    return response.content.decode().replace("\u00a0", " ")


@pytest.mark.slow
def test_the_page_shows_five_rows_and_how_many_there_are(anne, client):
    for number in range(6):
        case_of(f"Borger {number}", anne)
    html = html_of(client.get(LIST))
    assert ("Borger 4" in html, "Borger 5" in html) == (True, False)
    assert "<h2>6 rækker</h2>" in html


@pytest.mark.slow
def test_a_page_costs_few_queries(anne, client, count_queries):
    for number in range(3):
        case_of(f"Borger {number}", anne)
    client.get(LIST)
    assert count_queries(lambda: client.get(LIST)) <= 15


def test_no_file_without_a_purpose(client):
    html = html_of(post(client, LIST + "bestil/", formaal=" ", format="xlsx"))
    assert "Skriv, hvad listen skal bruges til" in html
    assert not Export.objects.exists()


def test_no_cpr_number_in_the_purpose(client):
    html = html_of(post(client, LIST + "bestil/", formaal="Om 010170-1234", format="xlsx"))
    assert "Skriv formålet uden cpr-numre" in html


def ordered(client, **form):
    return post(client, LIST + "bestil/", formaal="Kvartalets kontrol", **form)


@pytest.mark.slow
def test_the_file_comes_of_the_order(anne, client):
    case_of("Anna Sen", anne)
    page = ordered(client, format="csv")
    export = Export.objects.get()
    assert page["Location"] == f"/kontrol/udtraek/{export.pk}/?format=csv"
    html = html_of(client.get(page["Location"]))
    assert f'content="0; url=/kontrol/udtraek/{export.pk}/csv/"' in html
    file = client.get(f"/kontrol/udtraek/{export.pk}/csv/")
    body = b"".join(file.streaming_content)
    assert body.startswith(b"\xef\xbb\xbfSag;Borger;")
    assert "Anna Sen" in body.decode()
    assert file["Content-Disposition"].startswith('attachment; filename="over-fristen-2026-11-22-')
    assert file["Cache-Control"] == "no-store"


@pytest.mark.slow
def test_the_file_begins_by_itself_only_once(anne, client):
    case_of("Anna Sen", anne)
    page = ordered(client, format="xlsx")["Location"]
    b"".join(client.get(page.split("?")[0] + "xlsx/").streaming_content)
    html = html_of(client.get(page))
    assert "http-equiv" not in html
    assert ": 1 række, kontrolsum" in html


@pytest.mark.slow
def test_a_list_longer_than_a_sheet_is_no_workbook(anne, client, monkeypatch):
    case_of("Anna Sen", anne)
    ordered(client, format="csv")
    monkeypatch.setattr(files, "MOST_ROWS", 0)
    page = client.get(f"/kontrol/udtraek/{Export.objects.get().pk}/xlsx/", follow=True)
    assert "flere rækker, end Excel kan vise" in html_of(page)


@pytest.mark.slow
def test_nobody_elses_order_is_fetched(anne, tina, client, client_of):
    ordered(client, format="csv")
    key = Export.objects.get().pk
    assert client_of(tina).get(f"/kontrol/udtraek/{key}/csv/").status_code == 404
    assert client_of(tina).get(f"/kontrol/udtraek/{key}/").status_code == 404


@pytest.mark.slow
def test_more_than_500_citizens_are_asked_about(anne, client, monkeypatch):
    monkeypatch.setattr(files, "ASK_ABOVE", 1)
    for name in ("Anna", "Bent"):
        case_of(name, anne)
    html = html_of(ordered(client, format="csv"))
    assert "Vil du hente en liste med 2 borgere?" in html
    assert not Export.objects.exists()
    assert ordered(client, format="csv", bekraeft="ja").status_code == 302


@pytest.mark.slow
def test_the_filters_of_the_page_are_those_of_the_file(anne, carla, client):
    case_of("Anna Her", anne)
    case_of("Bent Der", carla)
    jobcenter = carla.role_assignments.get().jobcenter
    post(client, f"{LIST}bestil/?jobcenter={jobcenter.pk}", formaal="Kontrol", format="csv")
    export = Export.objects.get()
    assert export.filters == "Enhed i kommunen: Lærkevej"
    body = b"".join(client.get(f"/kontrol/udtraek/{export.pk}/csv/").streaming_content).decode()
    assert ("Anna Her" in body, "Bent Der" in body) == (False, True)


def test_a_date_that_cannot_be_read_is_said(client):
    html = html_of(client.get(LIST + "?fra=31.6.2026"))
    assert "Datoen 31.6.2026 findes ikke" in html
    assert "Hent Excel" not in html


@pytest.mark.slow
def test_filters_that_no_row_can_pass_are_said(anne, carla, client):
    here, there = (one.role_assignments.get().jobcenter for one in (anne, carla))
    team = make_team(name="Team Vest", jobcenter=there)
    html = html_of(client.get(f"{LIST}?jobcenter={here.pk}&team={team.pk}"))
    assert "Teamet passer ikke med »Enhed i kommunen«" in html
    assert "Hent Excel" not in html
    html = html_of(client.get(f"{LIST}?fra=2.11.2026&til=1.11.2026"))
    assert "Den sidste dag skal være 2. november 2026 eller senere" in html
    assert "Hent Excel" in html_of(client.get(f"{LIST}?jobcenter={there.pk}&team={team.pk}"))


@pytest.mark.slow
def test_the_looks_are_of_a_case_that_one_writes(anne, client):
    page = "/kontrol/revisionslister/opslag-paa-en-borger/"
    case = case_of("Anna Set", anne)
    assert "Skriv sagens nummer" in html_of(client.get(page))
    assert "Sagen findes ikke" in html_of(client.get(page + "?sag=F-2026-9999"))
    assert "Hent Excel" in html_of(client.get(f"{page}?sag={case.number.lower()}"))


def test_an_own_list_is_kept_marked_and_taken_away(client):
    post(client, f"{LIST}gem/?fra=1.3.2026", navn="Siden marts")
    own = SavedList.objects.get()
    assert (own.list_key, own.query) == ("over-fristen", "?fra=2026-03-01")
    html = html_of(client.get(LIST + own.query))
    assert '?fra=2026-03-01" aria-current="page">Siden marts</a>' in html
    post(client, f"/kontrol/egne-lister/{own.pk}/slet/")
    assert not SavedList.objects.standing().exists()
    client.post(f"/kontrol/egne-lister/{own.pk}/fortryd/")
    assert SavedList.objects.standing().get() == own


def test_two_own_lists_have_two_names(client):
    for _ in range(2):
        page = post(client, f"{LIST}gem/?fra=1.3.2026", navn="Siden marts")
    assert "Du har allerede en liste" in html_of(client.get(page["Location"]))
    assert SavedList.objects.count() == 1


def test_quality_control_sees_everyones_exports_and_a_teamchef_their_own(tina, client, client_of):
    ordered(client, format="csv")
    assert "Kvartalets kontrol" in html_of(client.get("/kontrol/udtraek/"))
    assert "Kvartalets kontrol" not in html_of(client_of(tina).get("/kontrol/udtraek/"))


def test_the_log_of_exports_costs_the_same_at_any_length(client, count_queries):
    for _ in range(3):
        ordered(client, format="csv")
    client.get("/kontrol/udtraek/")
    assert count_queries(lambda: client.get("/kontrol/udtraek/")) <= 10


def test_ctrl_k_leads_to_the_lists(client):
    html = client.post("/soeg/forslag/", {"q": "revision"}).content.decode()
    assert 'data-href="/kontrol/revisionslister/#formaal"' in html


def test_carla_sees_none_of_it(carla, client_of):
    hers = client_of(carla)
    for path in ("/kontrol/", LIST, "/kontrol/udtraek/"):
        assert hers.get(path).status_code == 404
    assert b"revisionslister" not in hers.post("/soeg/forslag/", {"q": "revision"}).content


def test_the_menu_has_kontrol_for_those_who_may(anne, client, tina, client_of):
    assert 'data-shortcut="g k"' in html_of(client.get("/kontrol/"))
    assert 'data-shortcut="g k"' in html_of(client_of(tina).get("/kontrol/"))
    assert 'data-shortcut="g k"' not in html_of(client_of(anne).get("/sager/"))
