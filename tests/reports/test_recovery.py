"""Genopretning: split once on the key date, told from what is done since, open to those who answer."""

import re
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.people.models import Role
from reports.figures import catalogue
from reports.figures import queries as figures
from reports.figures.month import Month
from reports.figures.scope import Scope
from reports.recovery import operations, queries, tables
from reports.recovery.models import Recovery, RecoveryCase
from reports.recovery.queries import GROUPS, chosen
from reports.recovery.rules import Member, burn_down
from tests.factories import TODAY, make_employee, make_jobcenter, make_revurdering
from tests.reports.test_lists import case_of

KEY, TARGET = date(2026, 10, 1), date(2027, 3, 1)
PAGE = "/kontrol/genopretning/"
TOKENS = count(1)
some = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
near = st.one_of(st.none(), st.integers(1, 300).map(lambda days: KEY + timedelta(days=days)))
member = st.builds(
    Member, case=st.integers(1, 99), caseworker=st.one_of(st.none(), st.integers(1, 3)),
    was_overdue=st.booleans(), due=st.integers(-200, 300).map(lambda days: KEY + timedelta(days=days)),
    finished_on=near, closed_on=near, is_late=st.booleans(),
)  # fmt: skip
PARTS = [group for group in GROUPS if group not in ("alle", "over", "ikke-over")]


@some
@given(st.lists(member, max_size=20))
@pytest.mark.slow
def test_everyone_is_in_exactly_one_group(members):
    for one in members:
        assert sum(GROUPS[group][1](one, TODAY) for group in PARTS) == 1


@some
@given(st.lists(member, max_size=20))
@pytest.mark.slow
def test_the_line_never_rises_and_ends_with_those_who_are_left(members):
    points = burn_down(members, key_date=KEY, target=TARGET, as_of=TODAY)
    left = [point.left for point in points if point.left is not None]
    assert left == sorted(left, reverse=True)
    assert left[-1] == len(chosen(members, "over-aaben", as_of=TODAY))
    assert (points[0].planned, points[-1].planned) == (len(chosen(members, "over", as_of=TODAY)), 0)


def test_the_line_goes_on_when_the_target_is_past():
    late = Member(1, None, True, KEY, None, None)
    points = burn_down([late], key_date=KEY, target=date(2026, 11, 1), as_of=TODAY)
    assert [(point.day, point.left, point.planned) for point in points[-1:]] == [(TODAY, 1, 0)]


def start(tina, key_date=KEY):
    return operations.start(
        jobcenter=make_jobcenter(),
        key_date=key_date,
        target_date=TARGET,
        employee=tina,
        as_of=TODAY,
    )


def names(recovery, group):
    members = chosen(queries.members(recovery, as_of=TODAY), group, as_of=TODAY)
    return sorted(
        RecoveryCase.objects.filter(case__in=[one.case for one in members]).values_list(
            "case__citizen__name", flat=True
        )
    )


@pytest.mark.django_db
def test_cases_are_split_as_they_stood_on_the_key_date(anne, carla, tina):
    case_of("Anna Over", anne)
    case_of("Bent Inden", anne, date(2026, 2, 14))
    case_of("Carla Elsewhere", carla)
    started = case_of("Dora Begyndt", anne)  # begun in time, and to be finished 14 September
    make_revurdering(started, opened_for=date(2026, 3, 14), started_on=date(2026, 3, 1))
    recovery = start(tina)
    assert names(recovery, "over") == ["Anna Over", "Dora Begyndt"]
    assert names(recovery, "ikke-over") == ["Bent Inden"]


@pytest.mark.django_db
def test_who_had_no_benefit_on_the_day_is_not_on_it(anne, tina):
    case_of("Anna Senere", anne, date(2026, 10, 2))
    assert queries.members(start(tina), as_of=TODAY) == []


@pytest.mark.django_db
def test_progress_is_read_from_what_is_finished_since(anne, tina):
    case = case_of("Anna Over", anne)
    recovery = start(tina)
    assert names(recovery, "over-aaben") == ["Anna Over"]
    make_revurdering(
        case, opened_for=date(2026, 3, 14), started_on=date(2026, 4, 1),
        finished_on=date(2026, 10, 20),
    )  # fmt: skip
    assert names(recovery, "over-afsluttet") == ["Anna Over"]
    assert names(recovery, "over-aaben") == []


@pytest.mark.django_db
def test_what_is_open_is_late_as_the_month_status_says_it(anne, tina):
    """12 months passed on 13 October, and only one of them has been begun."""
    start_on = date(2025, 10, 14)
    case_of("Anna Ikke Begyndt", anne, start_on)
    begun = case_of("Dora Begyndt", anne, start_on)
    make_revurdering(begun, opened_for=date(2026, 10, 13), started_on=date(2026, 10, 10))
    case_of("Bent Inden", anne, date(2026, 2, 14))
    recovery = start(tina)
    assert len(names(recovery, "ikke-over")) == 3
    scope = Scope(Month.of(TODAY), TODAY)
    over = {one.case_id for one in figures.counted(scope, [catalogue.OPEN_LATE])}
    members = queries.members(recovery, as_of=TODAY)
    slipped = chosen(members, "ikke-over-for-sent", as_of=TODAY)
    assert {one.case for one in slipped} == over
    assert [one.shown_due(as_of=TODAY) for one in slipped] == [date(2026, 10, 13)]
    assert names(recovery, "ikke-over-aaben") == ["Bent Inden", "Dora Begyndt"]


@pytest.mark.django_db
def test_one_key_date_a_jobcenter_and_never_one_to_come(anne, tina):
    start(tina)
    with pytest.raises(operations.AlreadyStarted):
        start(tina)
    with pytest.raises(operations.DatesOutOfOrder):
        start(tina, key_date=TODAY + timedelta(days=1))


@pytest.mark.django_db
def test_who_has_what_stands_in_danish_order(tina):
    for name in ("Åse", "Zita", "Ærø", "Aage", "Bo"):
        case_of(f"Borger {name}", make_employee(name))
    found = start(tina)
    members = queries.members(found, as_of=TODAY)
    rows = tables.work(found, members, queries.names(members), as_of=TODAY)["rows"]
    assert [row["cells"][0]["text"] for row in rows] == ["Bo", "Zita", "Ærø", "Aage", "Åse"]


def html_of(response):
    return response.content.decode().replace("\u00a0", " ")


def sent(client, **form):
    token = f"00000000-0000-0000-0005-{next(TOKENS):012d}"
    return client.post(PAGE, {**form, "submission_token": token})


@pytest.mark.django_db
def test_a_teamchef_starts_one_for_their_own_jobcenter(anne, carla, tina, client_of):
    case_of("Anna Over", anne)
    client = client_of(tina)
    form = {"skaering": "1.10.2026", "maal": "1.3.2027"}
    elsewhere = carla.role_assignments.get().jobcenter_id
    assert "Vælg et jobcenter" in html_of(sent(client, jobcenter=elsewhere, **form))
    answer = sent(client, jobcenter=make_jobcenter().pk, **form)
    recovery = Recovery.objects.get()
    assert answer["Location"] == f"{PAGE}{recovery.pk}/"
    html = html_of(client.get(answer["Location"]))
    assert "1 af 1 sag over fristen mangler; planen er 1 i dag og ingen 1. marts 2027" in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"skaering": "1.12.2026", "maal": "1.3.2027"}, "må ikke ligge efter i dag"),
        ({"skaering": "1.10.2026", "maal": "1.10.2026"}, "skal ligge efter skæringsdatoen"),
    ],
)
def test_dates_out_of_order_are_said(tina, client_of, form, said):
    assert said in html_of(sent(client_of(tina), jobcenter=make_jobcenter().pk, **form))


@pytest.mark.django_db
@pytest.mark.slow
def test_every_number_opens_exactly_its_cases(anne, bo, tina, client_of):
    case_of("Anna Over", anne)
    case_of("Bent Inden", bo, date(2026, 2, 14))
    case_of("Dora Over", anne)
    case_of("Hemmelig", anne, protected=True)
    client = client_of(tina)
    html = html_of(client.get(f"{PAGE}{start(tina).pk}/"))
    found = re.findall(rf'<a href="({PAGE}\d+/sager/[^"]+)">(\d+)</a>', html)
    assert len(found) >= 6
    for address, number in found:
        page = html_of(client.get(address.replace("&amp;", "&")))
        assert page.count("/sager/F-2026-") == int(number), address


@pytest.mark.django_db
def test_quality_control_follows_all_and_starts_none(anne, tina, client_of):
    case_of("Hemmelig", anne, protected=True)
    recovery = start(tina)
    client = client_of(make_employee("Karl", role=Role.QUALITY_CONTROL), purpose="Stikprøve")
    assert "Start en genopretning" not in html_of(client.get(PAGE))
    page = html_of(client.get(f"{PAGE}{recovery.pk}/sager/?gruppe=over"))
    assert ("Hemmelig" in page, "1 sag med begrænset adgang" in page) == (False, True)
    assert sent(client, skaering="1.10.2026").status_code == 404


@pytest.mark.django_db
def test_the_line_as_csv(anne, tina, client_of):
    case_of("Anna Over", anne)
    body = client_of(tina).get(f"{PAGE}{start(tina).pk}/hent/").content.decode()
    assert body.splitlines()[1] == "1.10.2026;1;1,0"


@pytest.mark.django_db
def test_carla_sees_no_recovery(carla, tina, client_of):
    assert client_of(carla).get(f"{PAGE}{start(tina).pk}/").status_code == 404
