from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cases.history import change
from cases.people import operations
from cases.people.models import DatedTerm, Jobcenter, RuleProfile, Team
from tests.factories import TEST, make_case, make_jobcenter, make_team

pytestmark = pytest.mark.django_db

Send = Callable[..., HttpResponse]
PAGES = ["administration", "organisation", "medarbejdere", "ord", "aendringer", "godkendelser"]
FORMS = [
    "medarbejder_ny",
    "jobcenter_nyt",
    "regelprofil_ny",
    "ord_nyt",
    "paamindelser",
    "adgangskode_skift",
]


@pytest.fixture(autouse=True)
def municipality(db: None) -> None:
    operations.set_up_municipality(code=101, actor=TEST)


def text(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.mark.parametrize("name", [*PAGES, *FORMS])
@pytest.mark.slow
def test_every_page_opens(admin: Client, name: str) -> None:
    assert admin.get(reverse(name)).status_code == 200


@pytest.mark.parametrize(
    "kind", ["roller", "medarbejdere", "jobcentre", "team", "ord", "stedfortraedere"]
)
@pytest.mark.slow
def test_every_kind_of_change_opens(admin: Client, kind: str) -> None:
    make_team()
    assert admin.get(reverse("aendringer"), {"hvad": kind}).status_code == 200


def test_a_jobcenter_and_a_team_are_added_and_renamed(admin: Client, send: Send) -> None:
    send(admin, "jobcenter_nyt", name="Musvågevej", code="MV")
    jobcenter = Jobcenter.objects.get()
    send(admin, "team_nyt", jobcenter.pk, name="Team 1", kind="sagsbehandling")
    team = Team.objects.get(name="Team 1")
    send(admin, "team_omdoeb", team.pk, name="Team Nord", version=operations.version_of(team))
    assert "Team Nord" in text(admin.get(reverse("organisation")))


def test_a_name_is_taken_once(admin: Client, send: Send) -> None:
    make_jobcenter("Musvågevej")
    shown = text(send(admin, "jobcenter_nyt", name="Musvågevej", code="MV"))
    assert "Der er allerede en med det navn" in shown


@pytest.mark.slow
def test_a_team_with_open_cases_is_not_closed(admin: Client, send: Send) -> None:
    team = make_team()
    make_case(team=team)
    send(admin, "team_nedlaeg", team.pk)
    team.refresh_from_db()
    assert team.closed_on is None


def test_a_team_for_a_jobcenter_just_closed_keeps_what_was_typed(admin: Client, send: Send) -> None:
    place = make_jobcenter("Lærkevej")
    send(admin, "jobcenter_nedlaeg", place.pk)
    again = send(admin, "jobcenter_nedlaeg", place.pk)
    assert again["Location"] == reverse("organisation")
    assert "Sanne nedlagde Lærkevej" in admin.get(again["Location"]).content.decode()
    answer = send(admin, "team_nyt", place.pk, name="Team Nord", kind="sagsbehandling")
    shown = answer.content.decode()
    assert (answer.status_code, "Team Nord" in shown) == (409, True)
    assert "Sanne nedlagde Lærkevej" in shown


def test_a_rule_profile_takes_over_on_its_day(admin: Client, send: Send) -> None:
    send(admin, "regelprofil_ny", first_day="1.1.2027", handover_months="9", source="Udvalget")
    assert RuleProfile.objects.filter(valid_to="2027-01-01", handover_months=10).exists()


def test_a_word_takes_over_on_its_day(admin: Client, send: Send) -> None:
    words = {"singular": "fagteam", "definite": "fagteamet", "plural": "fagteam"}
    send(admin, "ord_nyt", key="team", first_day="1.1.2027", source="Udvalget", **words)
    assert DatedTerm.objects.get(singular="fagteam").valid_to is None
    assert "fagteamet" in text(admin.get(reverse("ord")))


def test_without_a_rule_profile_it_says_what_holds(admin: Client) -> None:
    with change(actor=TEST):
        RuleProfile.objects.get().delete()
    assert "Der er ingen regelprofil" in text(admin.get(reverse("organisation")))


def test_changes_are_newest_first_and_turned_around(admin: Client) -> None:
    make_jobcenter("Først")
    make_jobcenter("Sidst")
    newest = text(admin.get(reverse("aendringer"), {"hvad": "jobcentre"}))
    assert newest.index("Sidst") < newest.index("Først")
    oldest = text(admin.get(reverse("aendringer"), {"hvad": "jobcentre", "sorter": "hvornaar"}))
    assert oldest.index("Først") < oldest.index("Sidst")


def test_changes_are_fetched_as_a_sheet(admin: Client) -> None:
    make_jobcenter("Musvågevej")
    sheet = text(admin.get(reverse("aendringer_hent"), {"hvad": "jobcentre"}))
    assert sheet.startswith("\ufeffHvornår;Hvem;Hvad;Hvorfor")
    assert "Oprettet: Musvågevej" in sheet
