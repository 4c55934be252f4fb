"""How tests reach the database. `tests/databases.py` says who owns it.

- `@pytest.mark.django_db`: the test holds a transaction on the application's connection
  and one on the read log's; both are rolled back. The two do not see each other's rows.
- the fixture `committed`: nothing is held, commits are real, and the database is made
  anew afterwards, which makes the test slow. For tests of commit order, rollback, locks and
  several connections. `committed_once` does so after the last test of a module.

pytest-django's `transactional_db` would TRUNCATE as the application's role, which may
not; `committed` takes its place.
"""

import gc
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

from cases.access.purpose import SESSION_KEY as PURPOSE_KEY
from cases.people.models import Employee, Role
from flexjob.database import rights
from tests import databases, factories


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and not marker.kwargs and not marker.args:
            both = pytest.mark.django_db(databases=[rights.APPLICATION, rights.READ_LOG])
            item.add_marker(both, append=False)
        if "committed" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)


def pytest_collection_finish() -> None:
    """What stands by now stands till the end: walking through it again and again found nothing."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def test_database(worker_id: str) -> str:
    return f"test_fleksjob_{worker_id}"


@pytest.fixture(scope="session")
def template_database() -> str:
    return "test_fleksjob_template"


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: DjangoDbBlocker,
    worker_id: str,
    test_database: str,
    template_database: str,
) -> Iterator[None]:
    ours = tmp_path_factory.getbasetemp()
    shared: Path = ours if worker_id == "master" else ours.parent
    with django_db_blocker.unblock():
        databases.make_template(template=template_database, shared=shared)
        databases.copy_template(test_database, template=template_database)
        yield
        databases.drop(test_database)


@pytest.fixture
def committed(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    test_database: str,
    template_database: str,
) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.made_anew(test_database, template_database):
        yield


@pytest.fixture(scope="module")
def committed_once(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    test_database: str,
    template_database: str,
) -> Iterator[None]:
    """As `committed`, for all tests of a module; each undoes what it changes."""
    with django_db_blocker.unblock(), databases.made_anew(test_database, template_database):
        yield


@pytest.fixture
def today() -> Iterator[date]:
    """The views' clock stands still on the day the whole cast lives in."""
    with time_machine.travel(factories.NOW, tick=False):
        yield factories.TODAY


def one_of_the_cast(
    name: str, role: str = Role.CASEWORKER, *, jobcenter: str = ""
) -> Callable[[], Employee]:
    """A fixture. A role that belongs to a jobcenter is in Anne's, unless another is named."""

    @pytest.fixture
    def employee() -> Employee:
        place = factories.make_jobcenter(jobcenter) if jobcenter else None
        return factories.make_employee(name, role=role, jobcenter=place)

    return employee


anne = one_of_the_cast("Anne")  # owns the case
bo = one_of_the_cast("Bo")  # her colleague
carla = one_of_the_cast("Carla", jobcenter="Lærkevej")  # sees nothing
vera = one_of_the_cast("Vera", Role.VISITATIONSTEAM)
tina = one_of_the_cast("Tina", Role.TEAM_LEADER)
tove = one_of_the_cast("Tove", Role.TEAM_LEADER)
yrsa = one_of_the_cast("Yrsa", Role.PAYMENT_OFFICE)
karl = one_of_the_cast("Karl", Role.QUALITY_CONTROL)
sigrid = one_of_the_cast("Sigrid", Role.SYSTEM_ADMINISTRATOR)
sanne = one_of_the_cast("Sanne", Role.SYSTEM_ADMINISTRATOR)
soeren = one_of_the_cast("Søren", Role.SYSTEM_ADMINISTRATOR)


@pytest.fixture
def client_of(today: date) -> Callable[..., Client]:
    """`client_of(anne).get(...)`: a browser in which the employee is logged in."""

    def log_in(employee: Employee, *, purpose: str = "") -> Client:
        client = Client()
        client.force_login(employee, backend="cases.access.backend.EmployeeBackend")
        if purpose:
            session = client.session
            session[PURPOSE_KEY] = purpose
            session.save()
        return client

    return log_in


@pytest.fixture
def count_queries() -> Callable[[Callable[[], object]], int]:
    """How many queries the application asks, savepoints left out."""

    def count(act: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as asked:
            act()
        return sum("SAVEPOINT" not in query["sql"] for query in asked.captured_queries)

    return count
