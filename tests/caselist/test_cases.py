"""Sager: filters, order, paging, what it costs and what it does not show."""

from datetime import date, timedelta

import pytest

from cases.access.viewer import viewer_for
from cases.caselist import queries
from cases.caselist.filters import Filters
from cases.people.models import Role
from tests.factories import TODAY, make_case, make_citizen, make_employee, make_running_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def case_of(name, owner, start=date(2026, 2, 14), **flags):
    return make_running_case(name, start, owner=owner, **flags)


def html_of(client, query=""):
    return client.get(f"/sager/{query}").content.decode().replace("\u00a0", " ")


def order(html, *names):
    return sorted(names, key=html.index)


@pytest.mark.slow
def test_a_caseworker_begins_with_her_own(anne, bo, client_of):
    case_of("Anna Min", anne)
    case_of("Bodil Bos", bo)
    html = html_of(client_of(anne))
    assert "Anna Min" in html
    assert "Bodil Bos" not in html
    assert "Bodil Bos" in html_of(client_of(anne), "?sagsbehandler=alle")


@pytest.mark.slow
def test_the_most_urgent_stands_first(anne, client_of):
    case_of("Sen Frist", anne, date(2026, 10, 1))
    case_of("Over Frist", anne, date(2025, 3, 15))
    case_of("Snart Frist", anne, date(2026, 2, 14))
    html = html_of(client_of(anne))
    names = order(html, "Sen Frist", "Over Frist", "Snart Frist")
    assert names == ["Over Frist", "Snart Frist", "Sen Frist"]


@pytest.mark.slow
def test_names_stand_in_danish_order(anne, client_of):
    for name in ("Aase Å", "Zita Z", "Ærø Æ", "Østen Ø"):
        case_of(name, anne)
    html = html_of(client_of(anne), "?sorter=navn")
    assert order(html, "Aase Å", "Zita Z", "Ærø Æ", "Østen Ø")[0] == "Zita Z"
    assert order(html, "Aase Å", "Ærø Æ", "Østen Ø")[-1] == "Aase Å"


@pytest.mark.slow
def test_a_case_without_any_deadline_is_still_listed(anne, client_of):
    make_case(citizen=make_citizen("Ny Borger"), owner=anne)
    assert "Ny Borger" in html_of(client_of(anne))


@pytest.mark.parametrize(
    ("state", "start", "expected"),
    [
        ("over", date(2025, 3, 15), True),
        ("over", date(2026, 2, 14), False),
        ("30", date(2026, 2, 14), True),
        ("30", date(2026, 10, 1), False),
        ("til-teamet", TODAY - timedelta(days=320), True),
        ("til-teamet", date(2026, 2, 14), False),
        ("ikke-begyndt", date(2025, 3, 15), True),
        ("ikke-begyndt", date(2026, 2, 14), False),
        ("flyttet", date(2026, 2, 14), False),
    ],
)
@pytest.mark.slow
def test_a_state_shows_those_in_it(anne, client_of, state, start, expected):
    case_of("Anna Eksempel", anne, start)
    assert ("Anna Eksempel" in html_of(client_of(anne), f"?tilstand={state}")) is expected


@pytest.mark.slow
def test_closed_cases_are_shown_only_when_asked_for(anne, client_of):
    make_case(citizen=make_citizen("Lukket Borger"), owner=anne, closed_on=date(2026, 6, 1))
    assert "Lukket Borger" not in html_of(client_of(anne))
    assert "Lukket Borger" in html_of(client_of(anne), "?tilstand=lukkede")


def test_a_protected_citizen_is_counted_and_not_named(anne, bo, client_of):
    case_of("Hemmelig Person", bo, protected=True)
    html = html_of(client_of(anne), "?sagsbehandler=alle")
    assert "Hemmelig Person" not in html
    assert "1 sag med begrænset adgang" in html


@pytest.mark.slow
def test_free_text_is_posted_and_found(anne, client_of):
    case_of("Anna Eksempel", anne)
    case_of("Bodil Andet", anne)
    html = client_of(anne).post("/sager/", {"q": "eksem"}).content.decode()
    assert "Anna Eksempel" in html
    assert "Bodil Andet" not in html


def test_free_text_in_the_address_is_not_read(anne, client_of):
    case_of("Anna Eksempel", anne)
    assert "Anna Eksempel" in html_of(client_of(anne), "?q=noget-andet")


def test_an_empty_list_says_which_filter_to_remove(anne, client_of):
    html = html_of(client_of(anne), "?tilstand=over")
    assert "Ingen sager passer til »Over fristen«" in html


def test_carla_sees_none_of_it(anne, carla, client_of):
    case_of("Anna Eksempel", anne)
    assert "Anna Eksempel" not in html_of(client_of(carla), "?sagsbehandler=alle")


@pytest.mark.slow
def test_50_rows_cost_as_many_queries_as_one(anne, client_of, count_queries):
    client = client_of(anne)
    case_of("Anna Eksempel", anne)
    one = count_queries(lambda: html_of(client))
    for number in range(5):
        case_of(f"Borger {number}", anne)
    assert count_queries(lambda: html_of(client)) == one <= 15


def test_a_page_after_the_last_shows_the_last(anne):
    """As when cases have left the list since the address was kept."""
    case_of("Anna Eksempel", anne, date(2025, 3, 15))
    case_of("Bodil Eksempel", anne)
    anne_today = viewer_for(anne, as_of=TODAY)
    found = queries.listing(anne_today, Filters(antal=1, side=999), as_of=TODAY)
    assert [case.citizen.name for case in found.cases] == ["Bodil Eksempel"]
    assert (found.side, found.pages, found.total) == (2, 2, 2)


def test_the_file_opens_in_excel_and_ends_with_the_hidden(anne, bo, client_of):
    case_of("=Formel()", anne)
    case_of("Hemmelig Person", bo, protected=True)
    response = client_of(anne).get("/sager/eksport/?sagsbehandler=alle")
    text = response.content.decode("utf-8")
    assert text.startswith("\ufeffSag;Borger;")
    assert ";'=Formel();" in text
    assert text.endswith("1 sag med begrænset adgang\r\n")


@pytest.mark.parametrize("query", ["?sagsbehandler=alle", "?sagsbehandler=alle&tilstand=over"])
@pytest.mark.slow
def test_the_total_is_the_rows_and_the_hidden_are_told_apart(anne, bo, client_of, query):
    for number in range(3):
        case_of(f"Borger {number}", anne, date(2025, 3, 15))
    case_of("Hemmelig Person", bo, date(2025, 3, 15), protected=True)
    html = html_of(client_of(anne), query)
    assert "<strong>3 sager</strong>" in html
    assert html.count("data-row>") == 3
    assert "1 sag med begrænset adgang" in html


def test_an_empty_list_without_filters_leads_nowhere_but_says_whom_to_ask(client_of):
    central = make_employee("Carl", role=Role.CENTRAL_ADMINISTRATION)
    html = html_of(client_of(central))
    assert "tal med teamchefen" in html
    assert "Se alle sager" not in html
