"""Udskyd: until when, by whom, seen by whom, and taken back."""

from collections import Counter
from datetime import date, timedelta

import pytest

from cases.access.viewer import viewer_for
from cases.history import change
from cases.myday import queries
from cases.myday.models import Snooze
from cases.myday.rules import Facts, Split, split_of
from cases.nextsteps.models import NextStep
from cases.nextsteps.operations import refresh
from cases.people.models import Role
from tests.factories import TEST, TODAY, make_employee, make_revurdering
from tests.myday.test_day import A_YEAR_AGO, case_of, tasks_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

TOMORROW = "23.11.2026"
THIS_WEEK = date(2025, 11, 29)  # twelve months on 28 November
TOKENS = iter(range(1, 1000))


def put_off(client, *cases, task="revurdering-m10", until=TOMORROW, url="/min-dag/udskyd/"):
    form = {
        "opgave": [f"{case.number} {task}" for case in cases],
        "udskyd_til": until,
        "submission_token": f"00000000-0000-0000-0000-{next(TOKENS):012d}",
    }
    return client.post(url, form, follow=True).content.decode().replace("\u00a0", " ")


@pytest.mark.slow
def test_a_task_put_off_stands_under_udskudt(anne, client_of):
    case = case_of("Anna Eksempel", anne)
    html = put_off(client_of(anne), case)
    assert f"»Send sagen til teamet« på {case.number} er udskudt til mandag 23. november" in html
    assert tasks_of(anne) == []
    assert tasks_of(anne, Split.SNOOZED) == [("Anna Eksempel", "Send sagen til teamet")]


@pytest.mark.slow
def test_several_are_put_off_at_once(anne, client_of):
    cases = [case_of(f"Borger {number}", anne) for number in range(3)]
    assert "3 opgaver er udskudt til mandag 23. november 2026" in put_off(client_of(anne), *cases)
    assert len(tasks_of(anne, Split.SNOOZED)) == 3


@pytest.mark.slow
def test_it_is_back_on_its_day(anne, client_of):
    case = case_of("Anna Eksempel", anne)
    put_off(client_of(anne), case)
    tomorrow = TODAY + timedelta(days=1)
    assert len(tasks_of(anne, as_of=tomorrow)) == 1


@pytest.mark.slow
def test_what_one_puts_off_another_still_sees(anne, client_of):
    yrsa = make_employee("Yrsa", role=Role.PAYMENT_OFFICE)
    case = case_of("Anna Eksempel", anne)
    put_off(client_of(anne), case)
    assert len(tasks_of(yrsa)) == 1


def case_to_start(owner, start=THIS_WEEK):
    """Handed over, so that the next step is the law's."""
    case = case_of("Anna Eksempel", owner, start)
    make_revurdering(case, opened_for=date(2026, 11, 28), handed_over_on=date(2026, 10, 1))
    refresh(citizen_ids=[case.citizen_id])
    return case


@pytest.mark.slow
def test_no_later_than_the_laws_day(anne, client_of):
    case = case_to_start(anne)
    html = put_off(client_of(anne), case, task="revurdering-m12", until="30.11.2026")
    assert "Opgaven kan højst udskydes til 28. november 2026. Det er lovens frist" in html
    assert not Snooze.objects.exists()


@pytest.mark.slow
def test_the_municipalitys_own_task_stops_at_the_laws_day_too(anne, client_of):
    case = case_of("Anna Eksempel", anne)
    html = put_off(client_of(anne), case, until="1.1.2027")
    assert "Opgaven kan højst udskydes til 31. december 2026. Det er lovens frist" in html


@pytest.mark.slow
def test_the_law_brings_it_back_when_a_correction_made_its_day_earlier(anne, client_of):
    case = case_to_start(anne)
    put_off(client_of(anne), case, task="revurdering-m12", until="28.11.2026")
    assert len(tasks_of(anne, Split.SNOOZED)) == 1
    NextStep.objects.filter(citizen=case.citizen_id).update(due=TODAY)
    assert tasks_of(anne) == [("Anna Eksempel", "Påbegynd revurdering")]


@pytest.mark.parametrize("put_off_for", [None, -1, 0, 1, 30])
@pytest.mark.parametrize("step", ["m10", "m12"])
@pytest.mark.slow
def test_the_list_places_a_task_as_the_rule_does(anne, put_off_for, step):
    days = (-1, 0, 1, 7, 8)
    cases = [case_to_start(anne) for _ in days]
    for case, ahead in zip(cases, days, strict=True):
        due = TODAY + timedelta(days=ahead)
        NextStep.objects.filter(citizen=case.citizen_id).update(kind=step, due=due)
        if put_off_for is not None:
            until = TODAY + timedelta(days=put_off_for)
            with change(actor=TEST):
                Snooze.objects.create(case=case, task=f"revurdering-{step}", until=until, by=anne)
    viewer = viewer_for(anne, as_of=TODAY)
    found = queries.tasks_on(viewer, [case.pk for case in cases])
    assert len(found) == len(cases)
    for task in found:
        facts = Facts(task.due, task.legal_date, task.snoozed_until)
        assert task.split == split_of(facts, as_of=TODAY), task.due
    now = [task.due for task in found if task.split is Split.NOW]
    counts = queries.day_of(viewer, Split.NOW).counts
    assert counts.today == now.count(TODAY)
    assert counts.overdue == sum(due < TODAY for due in now)
    placed = Counter(task.split for task in found)
    for split in (Split.NOW, Split.WEEK, Split.SNOOZED):
        assert counts.splits[split] == placed[split], split


@pytest.mark.slow
def test_what_the_law_asks_for_today_waits_for_nobody(anne, client_of):
    case = case_of("Anna Eksempel", anne, A_YEAR_AGO)
    html = put_off(client_of(anne), case, task="revurdering-m12")
    assert "kan ikke udskydes, for lovens frist er nået" in html
    assert len(tasks_of(anne)) == 1


@pytest.mark.slow
def test_some_are_put_off_where_others_may_not(anne, client_of):
    local = case_of("Anna Lokal", anne)
    law = case_of("Bent Lov", anne, A_YEAR_AGO)
    form = {
        "opgave": [f"{local.number} revurdering-m10", f"{law.number} revurdering-m12"],
        "udskyd_til": TOMORROW,
        "submission_token": "00000000-0000-0000-0000-00000000abcd",
    }
    html = client_of(anne).post("/min-dag/udskyd/", form, follow=True).content.decode()
    assert "er udskudt til" in html
    assert "lovens frist er nået" in html


@pytest.mark.parametrize("until", ["i dag", "-1", "hest", ""])
@pytest.mark.slow
def test_a_day_that_is_none_puts_nothing_off(anne, client_of, until):
    case = case_of("Anna Eksempel", anne)
    html = put_off(client_of(anne), case, until=until)
    assert "besked--error" in html
    assert not Snooze.objects.exists()


@pytest.mark.slow
def test_choosing_nothing_says_so(anne, client_of):
    assert "Vælg mindst én opgave" in put_off(client_of(anne))


@pytest.mark.slow
def test_what_a_colleague_has_by_now_is_told_of(anne, bo, client_of):
    mine, theirs = case_of("Anna Eksempel", anne), case_of("Bent Eksempel", bo)
    client = client_of(anne)
    alone = put_off(client, theirs)
    assert "1 opgave er ikke længere din" in alone
    assert "Vælg mindst én opgave" not in alone
    beside = put_off(client, mine, theirs)
    assert f"på {mine.number} er udskudt" in beside
    assert "1 opgave er ikke længere din" in beside
    assert "1 opgave er ikke længere din" in put_off(client, theirs, url="/min-dag/hent-tilbage/")


@pytest.mark.slow
def test_it_is_undone_once(anne, client_of):
    client = client_of(anne)
    case = case_of("Anna Eksempel", anne)
    put_off(client, case)
    first = client.post("/min-dag/fortryd/", follow=True).content.decode()
    assert "Fortrudt for" in first
    assert len(tasks_of(anne)) == 1
    assert "ikke mere at fortryde" in client.post("/min-dag/fortryd/", follow=True).content.decode()


@pytest.mark.slow
def test_undoing_leads_back_to_the_split_one_stood_on(anne, client_of):
    client = client_of(anne)
    case = case_of("Anna Eksempel", anne)
    assert 'action="/min-dag/fortryd/?del=nu"' in put_off(client, case)
    called_back = put_off(client, case, url="/min-dag/hent-tilbage/")
    assert 'action="/min-dag/fortryd/?del=udskudt"' in called_back
    undone = client.post("/min-dag/fortryd/?del=udskudt")
    assert undone["Location"] == "/min-dag/?del=udskudt"


@pytest.mark.slow
def test_undoing_a_second_day_brings_back_the_first(anne, client_of):
    client = client_of(anne)
    case = case_of("Anna Eksempel", anne)
    put_off(client, case)
    put_off(client, case, until="+5")
    client.post("/min-dag/fortryd/")
    assert Snooze.objects.get().until == TODAY + timedelta(days=1)


@pytest.mark.slow
def test_a_task_is_called_back(anne, client_of):
    client = client_of(anne)
    case = case_of("Anna Eksempel", anne)
    put_off(client, case)
    assert "er hentet tilbage" in put_off(client, case, url="/min-dag/hent-tilbage/")
    assert len(tasks_of(anne)) == 1
    assert "ikke udskudt længere" in put_off(client, case, url="/min-dag/hent-tilbage/")


@pytest.mark.parametrize("flags", [{}, {"protected": True}])
@pytest.mark.slow
def test_nobody_puts_off_what_they_may_not_see(anne, carla, client_of, flags):
    case = case_of("Anna Eksempel", anne, **flags)
    assert "1 opgave er ikke længere din" in put_off(client_of(carla), case)
    assert not Snooze.objects.exists()


@pytest.mark.slow
def test_a_reason_is_kept_with_the_history(anne, client_of):
    case = case_of("Anna Eksempel", anne)
    form = {
        "opgave": f"{case.number} revurdering-m10",
        "udskyd_til": "+3",
        "grund": "Venter på lægen",
        "submission_token": "00000000-0000-0000-0000-00000000beef",
    }
    client_of(anne).post(f"/sager/{case.number}/udskyd/", form)
    kept = Snooze.history.get()
    assert (kept.reason, kept.history_user_id) == ("Venter på lægen", f"medarbejder:{anne.pk}")


@pytest.mark.slow
def test_the_page_of_a_case_offers_its_tasks(anne, client_of):
    case = case_of("Anna Eksempel", anne)
    html = client_of(anne).get(f"/sager/{case.number}/udskyd/").content.decode()
    assert "Send sagen til teamet" in html
