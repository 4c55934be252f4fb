"""The lists of administration sort, filter and are fetched as sheets; what is chosen stands in the URL."""

from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cases.administration import listing
from cases.people import operations
from cases.people.models import Employee, Municipality, Role, RuleProfile
from tests.factories import TEST, give_role, make_jobcenter, make_team

pytestmark = pytest.mark.django_db


def text(response: HttpResponse) -> str:
    return response.content.decode()


def in_order(page: str, *words: str) -> bool:
    places = [page.index(word) for word in words]
    return places == sorted(places)


def lines(response: HttpResponse) -> list[str]:
    return text(response).removeprefix("\ufeff").splitlines()


@pytest.fixture
def words(db: None) -> None:
    operations.set_up_municipality(code=101, actor=TEST)


@pytest.mark.usefixtures("words")
def test_words_are_sorted_filtered_and_fetched(admin: Client) -> None:
    falling = text(admin.get(reverse("ord"), {"sorter": "-ord", "begreb": "team"}))
    rising = text(admin.get(reverse("ord"), {"sorter": "ord", "begreb": "team"}))
    sheet = lines(admin.get(reverse("ord_hent"), {"sorter": "ord", "begreb": "team"}))
    first, *_, last = [line.split(";")[1] for line in sheet[1:]]
    assert sheet[0] == "Begreb;Ord;Bestemt form;Gælder;Kilde"
    assert {line.split(";")[0] for line in sheet[1:]} == {"Team"}
    assert in_order(rising, f"<td>{first}</td>", f"<td>{last}</td>")
    assert in_order(falling, f"<td>{last}</td>", f"<td>{first}</td>")
    assert len(lines(admin.get(reverse("ord_hent"), {"gaelder": "nu"}))) == 4


@pytest.mark.usefixtures("words")
@pytest.mark.slow
def test_the_organisation_is_sorted_filtered_and_fetched(admin: Client) -> None:
    north, south = make_jobcenter("Nord"), make_jobcenter("Syd")
    for name in ("Ål", "Zebra"):
        make_team(name=name, jobcenter=north)
    closed = make_team(name="Gammelt", jobcenter=south)
    operations.close_unit(unit=closed, closed_on=closed.history.get().history_date, actor=TEST)
    page = text(admin.get(reverse("organisation"), {"sorter": "-team", "jobcenter": north.pk}))
    assert in_order(page, "Ål</th>", "Zebra</th>")
    assert "<h2>Syd" not in page
    assert "Gammelt" not in text(admin.get(reverse("organisation"), {"status": "aktive"}))
    sheet = lines(admin.get(reverse("organisation_hent"), {"status": "nedlagte"}))
    assert [line.split(";")[:5] for line in sheet[1:]] == [
        ["Syd", south.code, "", "Gammelt", closed.get_kind_display()]
    ]


def test_what_waits_is_sorted_filtered_paged_and_fetched(
    admin: Client, anne: Employee, bo: Employee, sanne: Employee, monkeypatch: pytest.MonkeyPatch
) -> None:
    for employee in (bo, anne):
        give_role(employee, Role.VISITATIONSTEAM, approved=False)
    operations.ask_for_code(employee=anne, asked_by=sanne)
    url = reverse("godkendelser")
    falling = text(admin.get(url, {"rolle_sorter": "-navn", "hvad": "roller"}))
    assert in_order(falling, "Bo</th>", "Anne</th>")
    assert "<h3>Engangskoder</h3>" not in falling
    sheet = lines(admin.get(reverse("godkendelser_hent"), {"rolle_sorter": "navn"}))
    found = [tuple(line.split(";")[:2]) for line in sheet[1:]]
    assert found == [("Roller", "Anne"), ("Roller", "Bo"), ("Engangskoder", "Anne")]
    monkeypatch.setattr(listing, "ROWS_A_PAGE", 1)
    second = text(admin.get(url, {"rolle_sorter": "navn", "rolle_side": "2"}))
    assert "Bo</th>" in second
    assert "rolle_side=1" in second


@pytest.mark.usefixtures("words")
def test_rule_profiles_are_sorted_apart_from_the_teams(admin: Client) -> None:
    kept, first = Municipality.objects.get(), {"valid_from": date(2027, 1, 1)}
    profile = RuleProfile(municipality=kept, handover_months=9, source="Byrådet", **first)
    operations.add_rule_profile(profile=profile, actor=TEST)

    def page(**asked: str) -> str:
        return text(admin.get(reverse("organisation"), asked)).partition("<h2>Regelprofil")[2]

    newest, oldest = "Byrådet", "Handleplan 2008"
    assert in_order(page(), newest, oldest)
    assert in_order(page(profil_sorter="gaelder"), oldest, newest)
    assert in_order(page(profil_sorter="overdrages", sorter="-team"), newest, oldest)
    assert "?sorter=-team&amp;profil_sorter=kilde" in page(sorter="-team")
