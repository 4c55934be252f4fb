"""Prognose: what is counted, for whom, and that every number opens exactly its cases."""

import re
from datetime import date

import pytest

from cases.access.viewer import viewer_for
from cases.history import change
from cases.people.models import Role, RuleProfile
from reports.forecast import queries, tables
from reports.forecast.queries import Imagined
from reports.forecast.rules import horizon
from tests.factories import (
    TEST,
    TODAY,
    make_employee,
    make_municipality,
    make_period,
    make_revurdering,
    recompute,
)
from tests.findings.test_exempt import exempt
from tests.nights.making import spoil
from tests.reports.test_lists import case_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
PAGE = "/kontrol/prognose/"


def dues(employee, *, purpose="Kontrol", **imagined):
    viewer = viewer_for(employee, as_of=TODAY, purpose=purpose)
    found = queries.ahead(viewer, Imagined(**imagined), as_of=TODAY)
    return [(one.round, one.arrives, one.due) for one in found.dues if one.due < horizon(TODAY)]


def test_a_running_benefit_is_due_again_each_year(anne, tina):
    case_of("Anna Løber", anne, date(2026, 2, 14))
    assert dues(tina) == [
        (1, date(2026, 12, 13), date(2027, 2, 13)),
        (2, date(2027, 12, 13), date(2028, 2, 13)),
    ]


def test_a_later_hand_over_moves_the_arrival_and_not_the_duty(anne, tina):
    case_of("Anna Løber", anne, date(2026, 2, 14))
    assert dues(tina, handover=11)[0] == (1, date(2027, 1, 13), date(2027, 2, 13))


def hand_over_at(months, *, until=None):
    with change(actor=TEST):
        RuleProfile.objects.create(
            municipality=make_municipality(),
            valid_from=date(2008, 3, 1),
            valid_to=until,
            handover_months=months,
            source="Byrådet",
        )


def arriving(viewer, month, **imagined):
    wanted = Imagined(**imagined)
    ahead = queries.ahead(viewer, wanted, as_of=TODAY)
    return [one.arrives for one in tables.forecast(ahead, wanted, as_of=TODAY).arriving(month)]


def test_the_next_round_is_handed_over_as_early_as_the_municipality_does(anne, tina):
    hand_over_at(6)
    case_of("Anna Løber", anne, date(2026, 9, 10))  # 12 months 9 September 2027
    assert arriving(viewer_for(tina, as_of=TODAY), date(2028, 3, 1)) == [date(2028, 3, 9)]


def test_an_earlier_hand_over_than_ones_own_brings_those_it_alone_reaches(anne, tina):
    hand_over_at(12)
    case_of("Anna Senere", anne, date(2027, 5, 10))  # 10 months 9 March 2028, 12 in May
    viewer = viewer_for(tina, as_of=TODAY)
    assert arriving(viewer, date(2028, 3, 1)) == []
    assert arriving(viewer, date(2028, 3, 1), handover=10) == [date(2028, 3, 9)]


def test_the_page_names_the_municipalitys_own_number_and_what_it_is_to_be(tina, client_of):
    hand_over_at(9, until=date(2027, 1, 1))
    html = html_of(client_of(tina).get(PAGE))
    assert "borgeren når 9 måneder (fra 1. januar 2027 10 måneder); den er" in html
    assert "Hvad nu hvis: 10 måneder" in html


def test_what_is_over_is_counted_once_and_the_next_round_too(anne, tina):
    case_of("Anna Sen", anne)  # 12 months 14 March 2026 and again 2027 and 2028
    assert [due for _, _, due in dues(tina)] == [
        date(2026, 3, 14), date(2027, 3, 14), date(2028, 3, 14)
    ]  # fmt: skip


def test_what_is_over_is_no_hand_over_to_come(anne, tina):
    case_of("Anna Sen", anne, date(2025, 11, 10))  # 12 months 9 November, and 10 in September
    viewer, november = viewer_for(tina, as_of=TODAY), date(2026, 11, 1)
    found = tables.forecast(
        queries.ahead(viewer, Imagined(), as_of=TODAY), Imagined(), as_of=TODAY
    )  # fmt: skip
    assert len(found.of(None)) == 1
    assert (found.arrivals.get(november, 0), found.arriving(november)) == (0, [])


def test_the_last_months_count_what_is_handed_over_for_later(anne, tina):
    case_of("Anna Løber", anne, date(2026, 6, 20))  # 10 months 19 April, and 12 in June 2028
    viewer = viewer_for(tina, as_of=TODAY)
    found = tables.forecast(queries.ahead(viewer, Imagined(), as_of=TODAY), Imagined(), as_of=TODAY)
    assert len(found.arriving(date(2028, 4, 1))) == 1
    assert found.of(date(2028, 4, 1)) == []


def test_what_is_begun_is_not_counted(anne, tina):
    case = case_of("Anna Løber", anne, date(2026, 2, 14))
    make_revurdering(case, opened_for=date(2027, 2, 13), started_on=date(2026, 11, 20))
    assert [number for number, _, _ in dues(tina)] == [2]


def test_a_benefit_that_ends_is_not_due(anne, tina):
    case = case_of("Anna Stopper", anne, date(2026, 2, 14))
    with change(actor=TEST):
        period = case.citizen.periods.get()
        period.end = date(2026, 12, 1)
        period.save(update_fields=["end"])
    recompute(case.citizen)
    assert dues(tina) == []


def test_a_leave_to_come_puts_it_off(anne, tina):
    case = case_of("Anna Orlov", anne, date(2026, 2, 14))
    make_period(case.citizen, date(2026, 12, 20), date(2027, 1, 18), kind="barsel")
    recompute(case.citizen)
    assert dues(tina)[0][2] == date(2027, 3, 15)


def test_a_teamchef_answers_for_their_own_jobcenter(anne, carla, tina):
    case_of("Anna Her", anne, date(2026, 2, 14))
    case_of("Bent Der", carla, date(2026, 2, 14))
    karl = make_employee("Karl", role=Role.QUALITY_CONTROL)
    assert (len(dues(tina)), len(dues(karl))) == (2, 4)
    assert len(dues(karl, jobcenter=carla.role_assignments.get().jobcenter_id)) == 2


def html_of(response):
    return response.content.decode().replace("\u00a0", " ")


def links(html):
    """Of the table: the number and the address behind it."""
    found = re.findall(r'<a href="(/kontrol/prognose/sager/[^"]+)">(\d+)</a>', html)
    return [(address.replace("&amp;", "&"), int(number)) for address, number in found]


@pytest.mark.parametrize(
    "query", ["", "?overdragelse=11", "?kapacitet=1", "?overdragelse=11&kapacitet=1"]
)
@pytest.mark.slow
def test_every_number_opens_exactly_its_cases(anne, tina, client_of, query):
    for start in (date(2026, 2, 14), date(2026, 2, 20), date(2026, 9, 1), date(2025, 3, 15)):
        case_of(f"Borger {start}", anne, start)
    case_of("Hemmelig", anne, date(2026, 2, 16), protected=True)
    client = client_of(tina)
    found = links(html_of(client.get(PAGE + query)))
    assert len(found) > 5
    for address, number in found:
        page = html_of(client.get(address))
        assert page.count("/sager/F-2026-") == number, address


@pytest.mark.slow
def test_whom_one_may_not_see_is_a_number_below(anne, client_of):
    case_of("Hemmelig", anne, date(2026, 2, 14), protected=True)
    karl = make_employee("Karl", role=Role.QUALITY_CONTROL)
    client = client_of(karl, purpose="Kontrol af frister")
    [(address, number), *_] = links(html_of(client.get(PAGE)))
    page = html_of(client.get(address))
    assert client.get(address, {"af": "²"}).status_code == 200  # a digit, and no number
    assert (number, "Hemmelig" in page) == (1, False)
    assert "1 sag med begrænset adgang" in page


@pytest.mark.slow
def test_the_page_says_it_in_a_sentence_and_for_print(anne, tina, client_of):
    case_of("Anna Løber", anne, date(2026, 2, 14))
    case_of("Anna Sen", anne)
    html = html_of(client_of(tina).get(PAGE + "?kapacitet=1"))
    assert (
        "skal 4 revurderinger påbegyndes i de næste 18 måneder; 1 er allerede over fristen" in html
    )
    assert "Tænkt eksempel – intet gemmes" in html


@pytest.mark.slow
def test_hatched_bars_are_explained(anne, tina, client_of):
    for number in range(20):
        case_of(f"Anna {number}", anne, date(2026, 2, 14))
    client = client_of(tina)
    assert "Skraveret: dem, der ikke nås, når der påbegyndes 1 om ugen." in html_of(
        client.get(PAGE + "?kapacitet=1")
    )
    assert "Skraveret" not in html_of(client.get(PAGE))


def test_the_numbers_as_csv(anne, tina, client_of):
    case_of("Anna Løber", anne, date(2026, 2, 14))
    body = client_of(tina).get("/kontrol/prognose/hent/").content.decode()
    assert body.splitlines()[0] == "\ufeffMåned;Skal påbegyndes;Overdrages"
    assert "Februar 2027;1;0" in body


def test_a_capacity_that_is_no_number_is_said(tina, client_of):
    assert "Skriv et helt tal, fx 8" in html_of(client_of(tina).get(PAGE + "?kapacitet=mange"))


def test_carla_sees_no_forecast(carla, client_of):
    assert client_of(carla).get(PAGE).status_code == 404


def test_what_is_due_today_is_due_this_month_and_was_handed_over_long_ago(anne, tina):
    case_of("Anna I Dag", anne, date(2025, 11, 23))
    for handover in (None, 11):
        assert dues(tina, handover=handover)[0] == (1, date(2026, 9, 22), TODAY)
    viewer = viewer_for(tina, as_of=TODAY)
    found = tables.forecast(queries.ahead(viewer, Imagined(), as_of=TODAY), Imagined(), as_of=TODAY)
    november = date(2026, 11, 1)
    assert (len(found.of(None)), len(found.of(november)), found.arrivals.get(november, 0)) == (
        0, 1, 0,
    )  # fmt: skip


def test_a_day_on_which_the_municipality_is_exempt_is_not_due(anne, tina):
    case_of("Anna Løber", anne, date(2025, 12, 10))  # 12 months 9 December 2026 and 2027
    assert [due.year for _, _, due in dues(tina)] == [2026, 2027]
    exempt()
    assert [due.year for _, _, due in dues(tina)] == [2027]


def test_an_early_hand_over_of_the_municipality_s_own_is_not_overlooked(anne, tina):
    with change(actor=TEST):
        RuleProfile.objects.create(
            municipality=make_municipality(), valid_from=date(2008, 3, 1), handover_months=3
        )
    case_of("Anna Ny", anne, date(2026, 10, 16))  # again handed over in January 2028
    viewer = viewer_for(tina, as_of=TODAY)
    found = queries.ahead(viewer, Imagined(), as_of=TODAY).dues
    assert [(one.round, one.arrives) for one in found] == [
        (1, date(2027, 1, 15)), (2, date(2028, 1, 15)),
    ]  # fmt: skip


@pytest.mark.slow
def test_one_who_cannot_be_computed_stops_nobody_elses_forecast(anne, tina, client_of):
    case_of("Anna Løber", anne, date(2026, 2, 14))
    spoilt = case_of("Bent Ukendt", anne, date(2026, 2, 14))
    spoil(spoilt.citizen)
    hidden = case_of("Carl Hemmelig", anne, date(2026, 2, 14), protected=True)
    spoil(hidden.citizen)
    assert [number for number, _, _ in dues(tina)] == [1, 1, 1, 2]
    karl = make_employee("Karl", role=Role.QUALITY_CONTROL)
    client = client_of(karl, purpose="Kontrol af frister")
    html = html_of(client.get(PAGE))
    [address] = re.findall(r'href="([^"]+)">2 borgere</a> kan ikke beregnes', html)
    html = html_of(client.get(address.replace("&amp;", "&")))
    assert (spoilt.number in html, hidden.number in html) == (True, False)
    assert "1 sag med begrænset adgang" in html
