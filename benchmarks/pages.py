"""Every list and case page: how many queries, and whether a hundred times the citizens slow it down.

Measured in this process through the test client: routing, access, the read log and the template
are all in it. The whole answer counts, for the slowest twentieth of the requests.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import connections, transaction
from django.test import Client, override_settings
from django.urls import reverse

from benchmarks import country, measuring
from benchmarks.measuring import Ratio
from cases.access.purpose import SESSION_KEY
from cases.casefile.models import Case
from cases.people.models import Jobcenter, Role
from flexjob.database import rights
from tests.factories import make_employee

MOST_QUERIES = 15
LIMIT = 3.0
TIMES = 24
WARM_UP = 3
OWN_CASES = 60
# The files have no names of their own before they are collected.
PLAIN_FILES = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
LISTS = {
    "Sager, mine": {},
    "Sager, alle": {"sagsbehandler": "alle"},
    "Sager, alle, efter navn": {"sagsbehandler": "alle", "sorter": "navn"},
    "Sager, alle, efter måneder": {"sagsbehandler": "alle", "sorter": "mdr"},
    "Sager, over fristen": {"sagsbehandler": "alle", "tilstand": "over"},
    "Sager, side 5": {"sagsbehandler": "alle", "side": "5"},
}
CASE_PAGES = {
    "Overblik": "sag",
    "Perioder": "sag_perioder",
    "Revurdering": "sag_revurdering",
    "Historik": "sag_historik",
    "Opslag": "opslag",
}

Visit = Callable[[Client, str], object]


@dataclass(frozen=True)
class Taken:
    queries: int
    p95: float


def measure() -> dict[str, Taken]:
    """In the country as it is now loaded and computed."""
    clients = _clients()
    numbers = _numbers()
    with override_settings(STORAGES=PLAIN_FILES):
        return {name: _taken(clients[role], numbers, visit) for role, name, visit in _pages()}


def ratios(small: dict[str, Taken], large: dict[str, Taken]) -> Iterator[Ratio]:
    for name, taken in large.items():
        yield Ratio(f"{name}, forespørgsler", taken.queries, MOST_QUERIES, "")
        grown = taken.queries - small[name].queries
        yield Ratio(f"{name}, forespørgsler til flere borgere", grown, 0, "")
        times = f"{taken.p95 * 1000:.0f} mod {small[name].p95 * 1000:.0f} ms"
        yield Ratio(f"{name}, p95 {times}", taken.p95 / small[name].p95, LIMIT)


def _pages() -> Iterator[tuple[str, str, Visit]]:
    for role in (Role.CASEWORKER, Role.PAYMENT_OFFICE):
        for name, query in LISTS.items():
            yield role, f"{name} ({role.label})", _list(query)
    for name, url in CASE_PAGES.items():
        yield Role.CASEWORKER, name, _case_page(url)
    yield Role.CASEWORKER, "Hvorfor", _why
    yield Role.CASEWORKER, "Ctrl K", _suggestions


def _list(query: dict[str, str]) -> Visit:
    return lambda client, _: client.get(f"{reverse('sager')}?{urlencode(query)}", secure=True)


def _case_page(url: str) -> Visit:
    return lambda client, number: client.get(reverse(url, args=[number]), secure=True)


def _why(client: Client, number: str) -> object:
    return client.get(reverse("sag_hvorfor", args=[number, 1, "m12"]), secure=True)


def _suggestions(client: Client, number: str) -> object:
    """The name of a citizen, who is named after the same number as the case."""
    return client.post(reverse("soeg_forslag"), {"q": f"Borger {number[-6:]}"}, secure=True)


def _taken(client: Client, numbers: list[str], visit: Visit) -> Taken:
    seconds, queries = [], []
    for number in numbers:
        with _counted() as asked:
            seconds.append(measuring.seconds(partial(_visited, visit, client, number)))
        queries.append(len(asked))
    return Taken(max(queries[WARM_UP:]), quantiles(seconds[WARM_UP:], n=20)[-1])


@contextmanager
def _counted() -> Iterator[list[str]]:
    asked: list[str] = []

    def note(execute: Callable[..., Any], query: str, *rest: Any) -> Any:
        asked.append(query)
        return execute(query, *rest)

    with (
        connections[rights.APPLICATION].execute_wrapper(note),
        connections[rights.READ_LOG].execute_wrapper(note),
    ):
        yield asked


def _visited(visit: Visit, client: Client, number: str) -> None:
    response = visit(client, number)
    if response.status_code != 200:  # type: ignore[attr-defined]
        raise AssertionError(f"{response.status_code} for {number}")  # type: ignore[attr-defined]


def _numbers() -> list[str]:
    cases = Case.objects.filter(jobcenter=_jobcenter()).order_by("number")
    numbers = list(cases.values_list("number", flat=True))
    return random.Random(country.SEED).choices(numbers, k=WARM_UP + TIMES)


def _jobcenter() -> Jobcenter:
    return Jobcenter.objects.get(code="JC1")


def _clients() -> dict[str, Client]:
    people = {}
    with transaction.atomic():
        for role in (Role.CASEWORKER, Role.PAYMENT_OFFICE):
            people[role] = make_employee(str(role.label), role=role, jobcenter=_jobcenter())
    country.give_cases(people[Role.CASEWORKER], OWN_CASES)
    return {role: _logged_in(person) for role, person in people.items()}


def _logged_in(person: object) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
    session = client.session
    session[SESSION_KEY] = "Måling"
    session.save()
    return client
