"""Quality control's page: the jobcentres beside each other, each number with its cases."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from cases.people.models import Role
from reports.charts.timeliness import Finished
from reports.figures.month import Month
from reports.multiples import findings
from reports.multiples.page import build
from reports.status.operations import set_places
from tests.factories import TEST, TODAY, give_role, make_employee, make_jobcenter
from tests.reports.test_team_page import links
from tests.reports.town import Town, make_town

NOVEMBER = Month(date(2026, 11, 1))


@pytest.fixture
def control(client_of: Callable[..., Client]) -> Client:
    return client_of(make_employee("Karl", role=Role.QUALITY_CONTROL), purpose="Kontrol")


@pytest.fixture
def towns() -> list[Town]:
    bo = make_employee("Bo", role=None)
    give_role(bo, Role.CASEWORKER, jobcenter=make_jobcenter("Lærkevej"))
    small = Town(bo)
    small.citizen("Zz Forfalder", since=date(2025, 12, 1))
    return [make_town(make_employee("Anne")), small]


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
@pytest.mark.slow
def test_every_number_opens_its_cases_in_few_questions(
    towns: list[Town], control: Client, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    address = "/maanedsstatus/?maaned=2026-11"
    found = links(control.get(address).content.decode())
    assert len(found) > 20
    for link, number in found.items():
        assert f"<strong>{number}\u00a0" in control.get(link).content.decode(), link
    assert count_queries(lambda: control.get(address)) <= 15


@pytest.mark.django_db
def test_the_drawings_stand_on_the_same_axes(towns: list[Town]) -> None:
    jobcentres = [town.owner.role_assignments.get().jobcenter for town in towns]
    assert all(jobcentres)
    set_places(jobcenter=jobcentres[0], valid_from=TODAY, places=9, actor=TEST)  # type: ignore[arg-type]
    drawn = build(NOVEMBER, jobcentres, today=TODAY)  # type: ignore[arg-type]
    assert [one.key for one in drawn] == ["rettidighed", "uger", "maaneder"]
    for group in drawn:
        first, second = [
            [text.text for text in panel.chart.texts if text.anchor == "end" and text.x < 40]
            for panel in group.panels
        ]
        assert first == second, group.key
        assert group.table.header[1:] == ("Musvågevej", "Lærkevej")
    places = [any(path.kind == "places" for path in one.chart.paths) for one in drawn[1].panels]
    assert places == [True, False]


@pytest.mark.django_db
def test_a_month_that_has_gone_has_the_timeliness_alone(towns: list[Town]) -> None:
    jobcentres = [town.owner.role_assignments.get().jobcenter for town in towns]
    drawn = build(Month(date(2026, 8, 1)), jobcentres, today=TODAY)  # type: ignore[arg-type]
    assert [one.key for one in drawn] == ["rettidighed"]


def done(in_time: int, every: int) -> Finished:
    return Finished(NOVEMBER, in_time, every)


@pytest.mark.parametrize(
    ("latest", "title"),
    [
        (
            [("A", done(5, 10)), ("B", done(9, 10))],
            "gik fra 50 pct. i A til 90 pct. i B i november",
        ),
        ([("A", done(9, 10)), ("B", done(18, 20))], "var 90 pct. i november i alle jobcentre"),
        (
            [("A", done(8, 10)), ("B", done(16, 20)), ("C", done(1, 9))],
            "var 80 pct. i november i de 2 af 3 jobcentre, der kan måles",
        ),
        (
            [("A", done(9, 10)), ("B", done(9, 9))],
            "for få til at sammenligne jobcentrene i november",
        ),
    ],
)
def test_the_title_compares_those_that_have_enough(
    latest: list[tuple[str, Finished]], title: str
) -> None:
    assert findings.timeliness(latest).endswith(title)


def test_the_title_names_all_who_share_the_highest_place() -> None:
    counts = [("A", 3), ("B", 3), ("C", 1)]
    assert findings.most("Flest er i", counts, none="Ingen") == "Flest er i A og B: 3 af 7"
    assert findings.most("Flest er i", [("A", 0)], none="Ingen") == "Ingen"
