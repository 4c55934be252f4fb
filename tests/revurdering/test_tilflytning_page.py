"""Tilflyttet borger, on its pages."""

import uuid
from datetime import date

import pytest

from revurdering import operations
from revurdering.models import Revurdering
from tests.factories import TEST, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("today")]


def register(case):
    operations.register_tilflytning(
        case=case, number=1, on=date(2026, 8, 1), why="Sagen kom i oktober", as_of=TODAY,
        actor=TEST, version=None,
    )  # fmt: skip


def page(case, end="", number=1):
    return f"/sager/{case.number}/revurdering/{number}/tilflytning/{end}"


def post(client, address, **form):
    form = {"submission_token": str(uuid.uuid4()), **form}
    return client.post(address, form, follow=True).content.decode()


def typed(on="1.8.2026", why="Sagen kom i oktober", **more):
    return {"dato": on, "aarsag": why, **more}


def test_two_clicks_from_the_tab_and_the_receipt_says_what_moved(case, anne, client_of):
    client = client_of(anne)
    assert page(case) in client.get(f"/sager/{case.number}/revurdering/").content.decode()
    assert "6 måneder efter flytningen (LAS § 74 c, stk. 1, 5. pkt.)" in client.get(
        page(case)
    ).content.decode().replace("&nbsp;", " ")
    told = post(client, page(case), **typed())
    assert "Afslut senest flytter fra 14. september 2026 til 1. februar 2027." in told
    assert (": Sagen kom i oktober</span>" in told, page(case, "ret/") in told) == (
        True, True,
    )  # fmt: skip


def test_a_correction_and_a_withdrawal_say_what_they_moved(case, anne, client_of):
    register(case)
    client = client_of(anne)
    told = post(client, page(case, "ret/"), **typed("2.8.2026", grund="Tastefejl", version=1))
    assert "flytter fra 1. februar 2027 til 2. februar 2027." in told
    assert page(case, "tilbage/") in client.get(page(case, "ret/")).content.decode()
    told = post(client, page(case, "tilbage/"), grund="Forkert sag", version=2)
    assert "flytter fra 2. februar 2027 til 14. september 2026." in told


def test_what_is_wrong_stands_at_its_field(case, anne, client_of):
    client = client_of(anne)
    for form, told in [
        (typed("15.9.2026"), "En flytning efter den dag kan ikke være grunden"),
        (typed("14.3.2026"), "Flytningen ændrer ikke fristen"),
        (typed("23.11.2026"), "Datoen skal være 22. november 2026 eller tidligere"),
        (typed(why=""), "Skriv, hvorfor flytningen er grunden"),
        (typed(why="Se 010190-1234"), "Skriv grunden uden cpr-numre"),
    ]:
        assert told in post(client, page(case), **form)
    assert not Revurdering.objects.exists()


def test_the_teamchef_may_and_the_team_is_not_offered_it(case, tina, vera, client_of):
    tab = f"/sager/{case.number}/revurdering/"
    assert page(case) in client_of(tina).get(tab).content.decode()
    assert page(case) not in client_of(vera).get(tab).content.decode()
    post(client_of(vera), page(case), **typed())
    assert not Revurdering.objects.exists()


def test_of_two_at_once_the_second_is_told_and_loses_nothing(case, anne, client_of):
    client = client_of(anne)
    register(case)
    told = post(client, page(case), **typed("2.8.2026", "Min grund"))
    assert ("En anden var først" in told, "Min grund" in told) == (True, True)
    operations.withdraw_tilflytning(
        case=case, number=1, reason="Forkert sag", as_of=TODAY, actor=TEST, version=1
    )
    told = post(client, page(case, "tilbage/"), grund="Min anden grund", version=1)
    assert ("trak flytningen tilbage" in told, "Min anden grund" in told) == (True, True)


def test_one_that_was_begun_meanwhile_is_told_and_saved_when_sent_again(case, anne, client_of):
    operations.start(case=case, on=TODAY, as_of=TODAY, actor=TEST)
    client = client_of(anne)
    told = post(client, page(case), **typed())
    assert ("En anden har ændret" in told, 'value="1"' in told) == (True, True)
    assert "Afslut senest flytter" in post(client, page(case), **typed(version=1))


def test_the_reasoning_of_the_day_names_the_move_and_the_law(case, anne, client_of):
    register(case)
    for address in ("hvorfor/1/m18/", "hvorfor/1/m18/udskriv/"):
        told = client_of(anne).get(f"/sager/{case.number}/{address}").content.decode()
        assert "Grund: Sagen kom i oktober" in told
        assert "LAS § 74 c, stk. 1, 5. pkt." in told.replace("&nbsp;", " ")
