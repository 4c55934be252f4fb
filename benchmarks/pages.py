"""Every list and case page: how many queries, and whether a hundred times the citizens slow it down.

Measured in this process through the test client: routing, access, the read log and the template
are all in it. The whole answer counts, for the slowest twentieth of the requests: the median of
that of several turns, so that a hiccup of the machine is no fault of a page's.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from statistics import median, quantiles
from typing import Any

from django.conf import settings
from django.db import connections, transaction
from django.db.models import OuterRef, Subquery
from django.test import Client, override_settings
from django.utils import timezone

from benchmarks import country, measuring, visits
from benchmarks.measuring import Ratio
from benchmarks.visits import Subject, Visit
from cases.access.purpose import SESSION_KEY
from cases.casefile.models import Case
from cases.nights.models import Night
from cases.people.models import Employee, Jobcenter, Role
from cases.periods.models import Period
from flexjob.database import rights
from tests.factories import make_employee, make_good_night

MOST_QUERIES = 15
LIMIT = 3.0
TIMES, TURNS = 36, 3
WARM_UP = 3
OWN_CASES = 60
# The files have no names of their own before they are collected.
PLAIN_FILES = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


@dataclass(frozen=True)
class Taken:
    queries: int
    p95: float


class NotAnswered(Exception):
    """A page that is to be measured answered something else than a page."""


def measure() -> dict[str, Taken]:
    """In the country as it is now loaded and computed."""
    clients = _clients()
    subjects = _subjects()
    with override_settings(STORAGES=PLAIN_FILES):
        return {
            visit.name: taken_of(
                [partial(_visited, visit, clients[visit.role], subject) for subject in subjects]
            )
            for visit in visits.visits()
        }


def ratios(small: dict[str, Taken], large: dict[str, Taken]) -> Iterator[Ratio]:
    for name, taken in large.items():
        yield Ratio(f"{name}, forespørgsler", taken.queries, MOST_QUERIES, "")
        grown = taken.queries - small[name].queries
        yield Ratio(f"{name}, forespørgsler til flere borgere", grown, 0, "")
        times = f"{taken.p95 * 1000:.0f} mod {small[name].p95 * 1000:.0f} ms"
        yield Ratio(f"{name}, p95 {times}", taken.p95 / small[name].p95, LIMIT)


def taken_of(asks: Sequence[Callable[[], object]]) -> Taken:
    """The first few warm up, and count for nothing."""
    seconds, queries = [], []
    for ask in asks:
        with counted() as asked:
            seconds.append(measuring.seconds(ask))
        queries.append(len(asked))
    return Taken(max(queries[WARM_UP:]), _p95(seconds[WARM_UP:]))


def _p95(seconds: Sequence[float]) -> float:
    size = len(seconds) // TURNS
    turns = (seconds[turn * size :][:size] for turn in range(TURNS))
    return median(quantiles(turn, n=20, method="inclusive")[-1] for turn in turns)


@contextmanager
def counted() -> Iterator[list[str]]:
    asked: list[str] = []

    def note(execute: Callable[..., Any], query: str, *rest: Any) -> Any:
        asked.append(query)
        return execute(query, *rest)

    with (
        connections[rights.APPLICATION].execute_wrapper(note),
        connections[rights.READ_LOG].execute_wrapper(note),
    ):
        yield asked


def _visited(visit: Visit, client: Client, subject: Subject) -> None:
    status = visit.ask(client, subject).status_code
    if status != HTTPStatus.OK:
        raise NotAnswered(f"{visit.name}: {status} for {subject.number}")


def seen(client: Client, address: str) -> None:
    if (status := client.get(address, secure=True).status_code) != HTTPStatus.OK:
        raise NotAnswered(f"{address}: {status}")


def _subjects() -> list[Subject]:
    cases = Case.objects.filter(jobcenter=_jobcenter()).order_by("number")
    period = Period.objects.standing().filter(citizen=OuterRef("citizen")).values("pk")[:1]
    someone = Employee.objects.earliest("pk").pk
    rows = cases.annotate(period=Subquery(period)).exclude(period=None)
    found = [
        Subject(*row, employee_id=someone)
        for row in rows.values_list("number", "citizen__name", "period")
    ]
    return random.Random(country.SEED).choices(found, k=WARM_UP + TIMES)


def _jobcenter() -> Jobcenter:
    return Jobcenter.objects.get(code="JC1")


def _clients() -> dict[str, Client]:
    people = {}
    with transaction.atomic():
        a_good_night()
        for role in visits.ROLES:
            people[role] = make_employee(str(role.label), role=role, jobcenter=_jobcenter())
    country.give_cases(people[Role.CASEWORKER], OWN_CASES)
    return {role: logged_in(person) for role, person in people.items()}


def a_good_night() -> None:
    """As on an ordinary morning; else the banner of those who answer for the nights asks more."""
    today = timezone.localdate()
    if not Night.objects.filter(day=today, finished_at__isnull=False).exists():
        make_good_night(today)


def logged_in(person: object) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)  # type: ignore[arg-type]
    session = client.session
    session[SESSION_KEY] = "Måling"
    session.save()
    return client
