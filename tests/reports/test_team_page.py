"""The teamchef's page: what is on it, for whom, and that each of its numbers opens exactly its cases."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from cases.access.viewer import viewer_for
from cases.people.models import Role
from reports.figures.month import Month
from reports.models import MonthStatus, ReasonApproval
from reports.status import operations
from revurdering import operations as revurdering
from tests.factories import (
    TEST,
    TODAY,
    give_role,
    make_case,
    make_employee,
    make_good_night,
    make_jobcenter,
)
from tests.reports.town import M12, Town, make_town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
LogIn = Callable[..., Client]
OCTOBER = Month(date(2026, 10, 1))


@pytest.fixture
def town() -> Town:
    make_good_night()
    return make_town(make_employee("Anne"))


@pytest.fixture
def leader(client_of: LogIn) -> Client:
    return client_of(make_employee("Tina", role=Role.TEAM_LEADER))


def page(name: str = "side", month: str = "2026-11", **more: object) -> str:
    where = {"jobcenter": make_jobcenter().pk, "maaned": month, **more}
    return reverse(f"maanedsstatus_{name}", kwargs=where)


LINK = re.compile(r'<a[^>]*href="([^"]*/tal/[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def links(html: str) -> dict[str, int]:
    """Every link to a list, and the number it stands under."""
    found = {}
    for address, inner in LINK.findall(html):
        text = re.sub(r"<span class=\"sr-only\">.*?</span>", "", inner, flags=re.DOTALL)
        number = re.search(r"\d+", unescape(re.sub(r"<[^>]+>", "", text)))
        if number:
            found[unescape(address)] = int(number.group())
    return found


@pytest.mark.parametrize("month", ["2026-11", "2026-10"])
@pytest.mark.slow
def test_every_number_on_the_page_opens_exactly_its_cases(
    town: Town, leader: Client, month: str
) -> None:
    found = links(leader.get(page(month=month)).content.decode())
    assert len(found) > 20
    for address, number in found.items():
        html = leader.get(address).content.decode()
        assert f"<strong>{number}\u00a0" in html, address
        assert html.count('<th scope="row">') == number, address


@pytest.mark.slow
def test_the_page_says_what_is_so_and_asks_a_few_questions(
    town: Town, leader: Client, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    html = leader.get(page()).content.decode()
    assert "1 af 2 revurderinger blev afsluttet til tiden i november, men 3 er over fristen" in html
    assert "Det kræver din handling" in html
    assert "Mangler årsag" in html
    assert "Aa Overskredet" not in html  # a case is named by its number
    assert "pct." not in html.partition("<main")[2].partition("chart-grid")[0]  # fewer than ten
    assert count_queries(lambda: leader.get(page())) <= 15


@pytest.mark.slow
def test_a_month_that_has_gone_has_no_numbers_of_today(town: Town, leader: Client) -> None:
    html = leader.get(page(month="2026-08")).content.decode()
    assert "forfalder inden for 30 dage" not in html
    assert "Fordeling på medarbejdere" not in html
    assert "Rettidighed" in html or "afsluttet til tiden i august" in html


@pytest.mark.slow
def test_quality_control_sees_no_employee(town: Town, client_of: LogIn) -> None:
    control = client_of(make_employee("Karl", role=Role.QUALITY_CONTROL), purpose="Kontrol")
    html = control.get(page()).content.decode()
    assert "Fordeling på medarbejdere" not in html
    assert "Godkend årsagen" not in html
    assert "Forsinkede uden godkendt årsag" in html  # it is not theirs to act


@pytest.mark.slow
def test_only_the_leader_narrows_a_list_to_an_employee(
    town: Town, leader: Client, client_of: LogIn
) -> None:
    address = f"{page('tal', tal='over-fristen')}?hos={town.owner.pk}"
    assert "hos Anne" in leader.get(address).content.decode()
    team = client_of(make_employee("Vera", role=Role.VISITATIONSTEAM))
    assert "hos Anne" not in team.get(address).content.decode()


@pytest.mark.slow
def test_another_jobcenters_page_is_not_there(town: Town, client_of: LogIn) -> None:
    other = make_employee("Lis", role=None)
    give_role(other, Role.TEAM_LEADER, jobcenter=make_jobcenter("Lærkevej"))
    assert client_of(other).get(page()).status_code == 404


@pytest.mark.parametrize("month", ["2026-13", "i-dag", "2027-01", "2008-03", "2026-1"])
@pytest.mark.slow
def test_a_month_that_cannot_be_is_not_there(leader: Client, month: str) -> None:
    address = f"/maanedsstatus/{make_jobcenter().pk}/{month}/"
    assert leader.get(address).status_code == 404


@pytest.mark.slow
def test_a_week_past_the_calendar_narrows_nothing(leader: Client) -> None:
    assert leader.get(page("tal", tal="uge") + "?uge=9999-12-31").status_code == 200


@pytest.mark.slow
def test_a_reason_is_written_and_approved_as_it_stands(town: Town, leader: Client) -> None:
    case = town.cases["Aa Overskredet"]
    form = {"sag": case.number, "runde": 1, "aarsag": "Ventede på attest"}
    leader.post(page("aarsag"), {**form, "submission_token": TOKENS[0]})
    assert town.record("Aa Overskredet").lateness_reason == "Ventede på attest"
    leader.post(
        page("aarsag_godkend"), {**form, "aarsag": "En anden", "submission_token": TOKENS[1]}
    )
    assert not ReasonApproval.objects.exists()
    assert case.number in leader.get(page()).content.decode().partition('id="handling"')[2]
    leader.post(page("aarsag_godkend"), {**form, "submission_token": TOKENS[2]})
    assert ReasonApproval.objects.get().by.name == "Tina"
    handled = leader.get(page()).content.decode().partition('id="handling"')[2]
    assert case.number not in handled.partition("</section>")[0]


TOKENS = [f"00000000-0000-0000-0000-00000000000{n}" for n in range(4)]


@pytest.mark.slow
def test_the_reason_of_a_closed_case_is_written_and_approved(town: Town, leader: Client) -> None:
    name, since = "Ll Lukket sent", date(2026, 11, 10)
    case = town.citizen(name, started_on=M12, finished_on=date(2026, 11, 5), closed_on=since)
    form = {
        "sag": case.number,
        "runde": 1,
        "aarsag": "Ventede",
        "version": town.record(name).version,
    }
    leader.post(page("aarsag"), {**form, "submission_token": TOKENS[0]})
    assert town.record(name).lateness_reason == "Ventede"
    leader.post(page("aarsag_godkend"), {**form, "submission_token": TOKENS[1]})
    assert ReasonApproval.objects.get().case == case


@pytest.mark.slow
def test_those_whom_the_team_does_not_see_are_not_said_to_be_explained(client_of: LogIn) -> None:
    Town(make_employee("Anne")).citizen("Jj Beskyttet", protected=True)
    team = client_of(make_employee("Vera", role=Role.VISITATIONSTEAM))
    html = team.get(page()).content.decode()
    assert "Af dem, du kan se, har alle" in html
    assert "1\u00a0revurdering med begrænset adgang" in html


@pytest.mark.slow
def test_then_and_now_of_a_month_that_runs_is_judged_today(town: Town, leader: Client) -> None:
    town.citizen("Ll Forfalder i morgen", since=date(2025, 11, 27))
    found = links(leader.get(page("dengang")).content.decode())
    assert len(found) == 8
    for address, number in found.items():
        assert f"<strong>{number}\u00a0" in leader.get(address).content.decode(), address


@pytest.mark.slow
def test_a_sent_month_says_what_is_corrected_since(town: Town, leader: Client) -> None:
    for name in ("Bb Påbegyndt i tide", "Dd Afsluttet sent"):
        town.explain(name)
    team = make_employee("Vera", role=Role.VISITATIONSTEAM)
    viewer = viewer_for(team, as_of=TODAY)
    revurdering.give_lateness_reason(
        case=town.cases["Aa Overskredet"], number=1, reason="Attest", as_of=TODAY, actor=TEST
    )
    operations.send(viewer=viewer, jobcenter=make_jobcenter(), month=OCTOBER, as_of=TODAY)
    html = leader.get(page(month="2026-10")).content.decode()
    assert "De er, som de blev sendt." in html
    town.citizen("Ll Kom til")
    html = leader.get(page(month="2026-10")).content.decode()
    assert "Rettet, siden status blev sendt: åbne over fristen 4, nu 5." in html


@pytest.mark.slow
def test_the_team_sends_with_the_reasons_that_were_missing(town: Town, client_of: LogIn) -> None:
    team = client_of(make_employee("Vera", role=Role.VISITATIONSTEAM))
    address = page("skema", month="2026-10")
    html = team.get(address).content.decode()
    names = sorted(set(re.findall(r'name="(aarsag-[^"]+)"', html)))
    assert len(names) == 3  # Aa, Bb, and Dd that was finished in November; Jj is restricted
    refused = team.post(address, {"submission_token": TOKENS[0]})
    assert "Skriv, hvorfor revurderingen er forsinket" in refused.content.decode()
    form = {**dict.fromkeys(names, "Ventede"), "submission_token": TOKENS[1]}
    form["bemaerkning"] = "Attesten kom sent"
    assert team.post(address, form).status_code == 302
    status = MonthStatus.objects.get()
    assert (status.month, status.numbers["over-fristen"]) == (date(2026, 10, 1), 4)
    assert "Send månedsstatus" not in team.get("/min-dag/").content.decode()
    operations.withdraw(status=status, by=status.sent_by)
    assert "Attesten kom sent</textarea>" in team.get(address).content.decode()


@pytest.mark.slow
def test_the_leader_confirms_once(town: Town, leader: Client) -> None:
    assert "Bekræft månedsstatus for oktober 2026" in leader.get("/min-dag/").content.decode()
    address = page("bekraeft", month="2026-10")
    refused = leader.post(address, {"submission_token": TOKENS[0]}, follow=True)
    missing = f"mangler en årsag: {town.cases['Aa Overskredet'].number}, "
    assert missing in refused.content.decode()
    for name in ("Aa Overskredet", "Bb Påbegyndt i tide", "Jj Beskyttet", "Dd Afsluttet sent"):
        case = town.cases[name]
        record = case.citizen.revurderinger.first()
        leader.post(
            page("aarsag", month="2026-10"),
            {
                "sag": case.number, "runde": 1, "aarsag": "Ventede", "submission_token": name_token(name),
                "version": record.version if record else "",
            },
        )  # fmt: skip
    leader.post(address, {"submission_token": TOKENS[2]})
    assert [step.kind for step in MonthStatus.objects.get().steps.all()] == ["godkendt"]
    chain = leader.get(page(month="2026-10")).content.decode().partition("status-chain")[2]
    assert chain.partition("</ol>")[0].count("status-chain__step--done") == 3  # and two to come
    assert "Bekræft månedsstatus" not in leader.get("/min-dag/").content.decode()


def name_token(name: str) -> str:
    return f"00000000-0000-0000-0001-{ord(name[0]):012}"


@pytest.mark.slow
def test_quality_control_sees_who_is_missing_and_the_committee_no_small_number(
    town: Town, client_of: LogIn
) -> None:
    make_case(jobcenter=make_jobcenter("Lærkevej"))
    control = client_of(make_employee("Karl", role=Role.QUALITY_CONTROL), purpose="Kontrol")
    html = control.get("/maanedsstatus/").content.decode()
    assert "Status mangler fra Lærkevej, Musvågevej" in html
    html = control.get("/maanedsstatus/udvalg/2026-10/").content.decode()
    assert "Godkendt status mangler fra Lærkevej og Musvågevej" in html
