"""A case keeps the words of its date; the municipality's own word changes its pages."""

from datetime import date

import pytest

from cases.people import operations
from cases.people.models import DatedTerm, Role
from cases.people.terms import words
from tests.factories import TEST, TODAY, make_employee, make_running_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

REFORM = date(2026, 7, 1)
DAY_BEFORE = date(2026, 6, 30)
DESCRIPTION = "samlet beskrivelse af personens forudsætninger for at arbejde"


def case_of(anne, *, closed_on=None):
    return make_running_case("Anna Eksempel", date(2026, 2, 14), owner=anne, closed_on=closed_on)


def enter(key, singular, definite, plural):
    term = DatedTerm(
        key=key, singular=singular, definite=definite, plural=plural,
        valid_from=date(2026, 9, 1), source="Byrådet",
    )  # fmt: skip
    operations.add_term(term=term, actor=TEST)


def html_of(client, address):
    return client.get(address).content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("day", "jobcenter", "team", "plan"),
    [
        (date(2006, 1, 1), "jobcenter", "visitationsteam", "ressourceprofil"),
        (date(2012, 12, 31), "jobcenter", "visitationsteam", "ressourceprofil"),
        (date(2013, 1, 1), "jobcenter", "rehabiliteringsteam", "rehabiliteringsplan"),
        (DAY_BEFORE, "jobcenter", "rehabiliteringsteam", "rehabiliteringsplan"),
        (REFORM, "enhed i kommunen", "visitationsteam", DESCRIPTION),
    ],
)
def test_each_day_has_its_words(day, jobcenter, team, plan, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = words(as_of=day)
    assert (found.jobcenter.singular, found.team.singular, found.plan.singular) == (
        jobcenter,
        team,
        plan,
    )


@pytest.mark.parametrize(
    ("closed_on", "label", "team", "plan"),
    [
        (DAY_BEFORE, "Jobcenter", "rehabiliteringsteam", "rehabiliteringsplan"),
        (REFORM, "Enhed i kommunen", "visitationsteam", DESCRIPTION),
        (None, "Enhed i kommunen", "visitationsteam", DESCRIPTION),
    ],
)
@pytest.mark.slow
def test_a_case_keeps_the_words_of_its_date(anne, client_of, closed_on, label, team, plan):
    case = case_of(anne, closed_on=closed_on)
    html = html_of(client_of(anne), f"/sager/{case.number}/oplysninger/")
    assert html.count(f"<dt>{label}</dt>") == 2  # the identity bar and the table
    assert f"{team}, {plan}" in html


@pytest.mark.parametrize("address", ["", "revurdering/", "hvorfor/1/m10/"])
@pytest.mark.slow
def test_the_pages_of_an_open_case_call_the_team_what_the_municipality_does(
    anne, client_of, address
):
    case = case_of(anne)
    client = client_of(anne)
    assert "til visitationsteamet" in html_of(client, f"/sager/{case.number}/{address}")
    enter("team", "fagudvalg", "fagudvalget", "fagudvalg")
    html = html_of(client, f"/sager/{case.number}/{address}")
    assert "til fagudvalget" in html
    assert "visitationsteamet" not in html


def test_the_list_and_its_file_use_the_words_of_today(anne, client_of):
    case_of(anne)
    enter("team", "fagudvalg", "fagudvalget", "fagudvalg")
    enter("jobcenter", "afdeling", "afdelingen", "afdelinger")
    client = client_of(anne)
    html, file = html_of(client, "/sager/"), html_of(client, "/sager/eksport/")
    assert all("Send sagen til fagudvalget" in text for text in (html, file))
    assert ("Afdeling" in html, ";Afdeling;" in file) == (True, True)


def test_a_list_of_closed_cases_keeps_each_ones_words(anne, client_of):
    case_of(anne, closed_on=DAY_BEFORE)
    html = html_of(client_of(anne), "/sager/?tilstand=lukkede")
    assert "Send sagen til rehabiliteringsteamet" in html


def test_no_word_is_kept_from_one_page_to_the_next(anne, client_of):
    case = case_of(anne)
    client = client_of(anne)
    before = html_of(client, f"/sager/{case.number}/oplysninger/")
    enter("jobcenter", "afdeling", "afdelingen", "afdelinger")
    after = html_of(client, f"/sager/{case.number}/oplysninger/")
    assert ("<dt>Afdeling</dt>" in before, "<dt>Afdeling</dt>" in after) == (False, True)
    assert words(as_of=TODAY).jobcenter.label == "Afdeling"


def test_the_label_beside_a_unit_is_todays_in_the_forms_of_administration_too(client_of):
    admin = make_employee("Sanne", role=Role.SYSTEM_ADMINISTRATOR)
    client = client_of(admin)
    operations.set_up_municipality(code=101, actor=TEST)
    pages = ["/administration/organisation/", "/administration/medarbejdere/"]
    sheet = client.get("/administration/organisation/hent/").content.decode()
    assert "Enhed i kommunen;Kode;Enhed i kommunen nedlagt" in sheet.replace('"', "")
    for page in [*pages, f"/administration/medarbejdere/{admin.pk}/ny-rolle/"]:
        html = html_of(client, page)
        assert ("Enhed i kommunen" in html, ">Jobcenter<" in html) == (True, False), page


def test_a_case_is_opened_in_a_unit_with_todays_label(anne, client_of):
    html = html_of(client_of(anne), "/sager/ny/")
    assert ("Enhed i kommunen" in html, "Jobcenter" in html.split("<main")[1]) == (True, False)
