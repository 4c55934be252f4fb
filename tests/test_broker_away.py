"""The web server as it is deployed, while the broker is away: nobody notices, and nothing is lost."""

from datetime import date, timedelta
from itertools import cycle, islice

import pytest
from django.utils import timezone

from cases.findings.models import Finding
from cases.people.models import Role
from cases.periods.models import Period
from tests import living
from tests.factories import give_role, make_case, make_citizen, make_employee, make_period

pytestmark = pytest.mark.usefixtures("committed")

SAVED = 302


@pytest.fixture
def broker():
    with living.own_broker() as found:
        yield found


@pytest.fixture
def anne():
    """By the real clock: the web server reads no other."""
    today = timezone.localdate()
    anne = make_employee("Anne", role=None)
    days = {"valid_from": today - timedelta(days=1), "valid_to": today + timedelta(days=30)}
    give_role(anne, Role.CASEWORKER, **days)
    return anne


@pytest.fixture
def browser(anne, broker, test_database, tmp_path):
    """Up with the broker, and then without it."""
    with living.web(database=test_database, redis_url=broker.redis_url, logs=tmp_path) as address:
        broker.kill()
        yield living.logged_in(anne, address=address)


def make_cases(anne, count):
    cases = [make_case(citizen=make_citizen(f"Borger {n}"), owner=anne) for n in range(count)]
    for case in cases:
        make_period(case.citizen, date(2024, 1, 1), date(2024, 12, 31))
    return cases


def looks(case):
    return ["/", "/sager/", f"/sager/{case.number}/", f"/sager/{case.number}/perioder/", "/sundhed"]


def save_a_period(browser, case):
    form = {"type": "ledighedsydelse", "fra": "1.2.2025", "til": "30.6.2025"}
    return browser.post(f"/sager/{case.number}/perioder/", **form)


def ask(browser, cases, count):
    """Of every five requests one saves and one searches; the answers, and the cases saved."""
    answers, saved = [], []
    for turn, path in enumerate(islice(cycle(looks(cases[0])), count)):
        if turn % 5 == 3 and len(saved) < len(cases):
            answers.append(save_a_period(browser, cases[len(saved)]))
            saved += [cases[len(saved)]] if answers[-1] == SAVED else []
        elif turn % 5 == 1:
            answers.append(browser.post("/soeg/", q="Borger"))
        else:
            answers.append(browser.get(path))
    return answers, saved


def lost_and_twice(saved):
    """What was answered with a receipt stands once, and its deadlines with it."""
    citizens = {case.citizen_id for case in saved}
    periods = Period.objects.filter(start=date(2025, 2, 1)).values_list("citizen_id", flat=True)
    computed = Finding.objects.filter(is_current=True).values_list("citizen_id", flat=True)
    lost = citizens - (set(periods) & set(computed))
    return len(lost), len(periods) - len(set(periods))


@pytest.mark.parametrize(
    "requests",
    [
        pytest.param(50, marks=pytest.mark.slow),
        pytest.param(500, marks=pytest.mark.faults),
    ],
)
def test_the_pages_stand_and_save_while_the_broker_is_away(anne, browser, requests):
    cases = make_cases(anne, requests // 5)
    answers, saved = ask(browser, cases, requests)
    refused = [answer for answer in answers if answer >= 400]
    lost, twice = lost_and_twice(saved)
    bad = len([answer for answer in answers if answer >= 500])
    print(f"\nbroker away: requests={requests} 5xx={bad} saved={len(saved)} {lost=} {twice=}")
    assert refused == []
    assert len(saved) == requests // 5
    assert (lost, twice) == (0, 0)
