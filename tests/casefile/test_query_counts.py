"""A page of a case asks as often of a long life as of a short one."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import visits
from benchmarks.pages import MOST_QUERIES
from benchmarks.visits import Subject
from cases.casefile.models import Case
from cases.findings.models import Finding, Move
from cases.people.models import Employee
from cases.periods import operations
from tests.factories import TEST, TODAY, make_case, make_citizen, recompute

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def lived(owner: Employee, spells: Iterator[tuple[date, date]]) -> Subject:
    citizen = make_citizen()
    recompute(citizen)
    for first, until in spells:
        saved = operations.register_period(
            citizen=citizen, kind="ledighedsydelse", start=first, end=until,
            actor=TEST, as_of=TODAY,
        )  # fmt: skip
    case: Case = make_case(citizen=citizen, owner=owner)
    return Subject(case.number, citizen.name, saved.period.pk, owner.pk)


def spells(count: int) -> Iterator[tuple[date, date]]:
    """Half a year each with a week between them, the latest ending today."""
    for place in reversed(range(count)):
        until = TODAY - timedelta(days=190 * place)
        yield until - timedelta(days=183), until


def asked(client: Client, visit: visits.Visit, subject: Subject) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert visit.ask(client, subject).status_code == 200
    return sum("SAVEPOINT" not in query["sql"] for query in queries)


@pytest.mark.parametrize("visit", visits.of_a_case(), ids=lambda visit: visit.name)
@pytest.mark.slow
def test_a_long_life_costs_no_more_queries(anne, client_of, visit):
    short, long = lived(anne, spells(3)), lived(anne, spells(14))
    assert Finding.objects.count() > 6
    assert Move.objects.count() > 20
    client = client_of(anne)
    assert asked(client, visit, long) == asked(client, visit, short) <= MOST_QUERIES
