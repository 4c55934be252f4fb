"""A municipality that hands over at nine months: nothing says ten of its marks."""

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from cases.access.viewer import viewer_for
from cases.casefile.models import Case
from cases.feeds.ical import calendar
from cases.feeds.queries import entries
from cases.findings.everyone import recompute_everyone
from cases.findings.models import Finding, Move
from cases.history import change
from cases.mail import composing
from cases.mail.models import Mail
from cases.people.models import Employee, RuleProfile
from cases.reminders.models import Obligation
from reports.figures.month import Month
from reports.figures.scope import Scope
from reports.multiples import page as multiples
from reports.teampage import page as team_page
from tests.factories import TEST, TODAY, make_municipality, make_running_case
from tests.mail.morning import MONDAY, at, night
from tests.reports.extracts import extract

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TEN = re.compile(r"\b(10|ti)[ \u00a0](måned|mdr)")
REACHED = date(2026, 11, 13)  # nine months on; ten come in December


@pytest.fixture
def case(anne: Employee) -> Case:
    """Reckoned at ten months first, so that the hand-over has moved."""
    found = make_running_case("Anna Eksempel", date(2026, 2, 14), owner=anne)
    with change(actor=TEST):
        RuleProfile.objects.create(
            municipality=make_municipality(),
            valid_from=date(2008, 3, 1),
            handover_months=9,
            source="Byrådet",
        )
    recompute_everyone(as_of=TODAY, actor=TEST)
    assert Finding.objects.get().m10 == REACHED
    return found


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode().replace("\u00a0", " ")


SAID = {
    "anne": {
        "/sager/{number}/": "9 mdr.: 13. november 2026",
        "/sager/{number}/hvorfor/1/m10/": "9 måneder: send sagen til",
        "/sager/{number}/hvorfor/1/m10/udskriv/": "ledighedsydelse i 9 måneder inden for 18",
        "/sager/{number}/perioder/": "",
        "/sager/{number}/historik/": "Send til teamet, runde 1",
        "/sager/?tilstand=til-teamet": "Anna Eksempel",
        "/min-dag/": "9 måneder nået 13. november 2026",
    },
    "yrsa": {"/min-dag/": "9 måneder nået 13. november 2026", "/profil/mail/": "Send til teamet"},
    "vera": {"/beskeder/": "dagen er nået", "/beskeder/hent/": "dagen er nået"},
    "tina": {"/kontrol/prognose/": "den dag, hvor borgeren når 9 måneder;"},
    "karl": {
        "/kontrol/revisionslister/loebende-ure/": "Send til teamet",
        "/kontrol/revisionslister/flyttede-frister/": "Send til teamet",
    },
    "sigrid": {
        "/administration/organisation/": "9 måneder",
        "/administration/paamindelser/": "Dage før sagen sendes til teamet",
    },
}


def test_no_page_says_ten(
    case: Case, request: pytest.FixtureRequest, client_of: Callable[..., Client]
) -> None:
    people = {name: request.getfixturevalue(name) for name in SAID}
    night(TODAY)
    for name, pages in SAID.items():
        client = client_of(people[name], purpose="Kontrol af frister" if name == "karl" else "")
        for address, said in pages.items():
            page = text_of(client, address.format(number=case.number))
            assert said in page, address
            imagined = page.replace("Hvad nu hvis: 10 måneder", "")
            assert not TEN.search(imagined), (address, TEN.search(imagined))


@pytest.mark.usefixtures("today")
def test_neither_do_files_calendars_and_mails(
    case: Case, anne: Employee, karl: Employee, yrsa: Employee, tmp_path: Path, settings: Any
) -> None:
    settings.MAIL_JOURNAL = str(tmp_path / "sendte-mails.jsonl")
    night(MONDAY)
    assert Obligation.objects.filter(recipient=yrsa, kind="m10").exists()
    composing.compose(at=at(7))
    said = [mail.text + mail.html for mail in Mail.objects.all()]
    ical = calendar(
        entries(viewer_for(anne, as_of=TODAY), team=None),
        name="Anne", at=datetime(2026, 11, 22, 10), url_of=lambda number: number,
    ).decode()  # fmt: skip
    assert f"SUMMARY:9 mdr. – sag {case.number}" in ical
    headings = [column.label for column in extract(karl, "loebende-ure").columns]
    assert "Send til teamet" in headings
    assert said
    assert not TEN.search(" ".join([*said, ical, *headings]))


@pytest.mark.usefixtures("case")
def test_a_moved_mark_has_a_name_that_is_true_before_and_after() -> None:
    [move] = Move.objects.all()
    assert (move.old_date, move.new_date) == (date(2026, 12, 13), REACHED)
    assert move.get_mark_display() == "Send til teamet"


@pytest.mark.usefixtures("today")
def test_the_charts_of_a_month_are_dark_from_nine(case: Case, tina: Employee) -> None:
    here, month = case.jobcenter, Month(date(2026, 11, 1))
    place = team_page.Place(here, month, TODAY)
    page = team_page.build(viewer_for(tina, as_of=TODAY), place, Scope(month, TODAY, here.pk))
    [own] = [chart for chart in page.charts if chart.key == "maaneder"]
    [side_by_side] = [
        one for one in multiples.build(month, [here], today=TODAY) if one.key == "maaneder"
    ]
    assert own.title == "1 sag er mellem 9 og 12 måneder: de næste 3 måneders arbejde"
    assert "9: til teamet" in [text.text for text in own.texts]
    assert side_by_side.title.startswith("Flest sager mellem 9 og 12 måneder er i")
    assert side_by_side.panels[0].said.replace("\u00a0", " ") == "1 fra 9 måneder"
