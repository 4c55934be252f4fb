"""Every URL, method, role and kind of citizen, against `matrix.csv`.

To add a page: write its lines in the CSV by hand, and in `examples.py` what its address or form
needs. A cell names the kinds of citizen that get through, or `ja` on a page without citizens;
everything else is refused.
"""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from cases.access.checks import every_url
from flexjob.database import rights
from tests.access.matrix import ANY, Line, lines
from tests.access.visitor import client_for, is_through, visit
from tests.access.world import KINDS, World, make_world, name_of

LINES = lines()
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
URLS = sorted({pattern.name or route for route, pattern in every_url()})

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Made once, in transactions on both connections that are never committed."""
    with (
        django_db_blocker.unblock(),
        transaction.atomic(using=rights.READ_LOG),
        transaction.atomic(using=rights.APPLICATION),
    ):
        yield make_world()
        transaction.set_rollback(True, using=rights.READ_LOG)
        transaction.set_rollback(True, using=rights.APPLICATION)


def kinds_through(world: World, line: Line, client: Client) -> set[str]:
    """Those whose page is answered, and those whose name comes out, whoever was asked for."""
    if not line.is_about_citizens:
        response = visit(client, url=line.url, method=line.method, case=world.cases["eget"])
        return {ANY} if is_through(response) else set()
    found: set[str] = set()
    for kind in ["eget"] if line.is_list else KINDS:
        response = visit(client, url=line.url, method=line.method, case=world.cases[kind])
        found |= world.shown_in(response.content.decode())
        if is_through(response) and not line.is_judged_by_names:
            found.add(kind)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("line", LINES, ids=str)
def test_exactly_those_in_the_matrix_get_through(line: Line, world: World) -> None:
    found = {role: kinds_through(world, line, client_for(world, role)) for role in line.through}
    assert found == {role: set(kinds) for role, kinds in line.through.items()}


@pytest.mark.parametrize("line", LINES, ids=str)
def test_every_line_lets_someone_through(line: Line) -> None:
    """A page that refuses everybody would pass all else."""
    assert any(line.through.values())


@pytest.mark.slow
@pytest.mark.parametrize(
    "line", [line for line in LINES if line.is_about_citizens and line.method == "GET"], ids=str
)
def test_whoever_gets_through_is_shown_the_citizen(line: Line, world: World) -> None:
    role, kinds = next((role, kinds) for role, kinds in line.through.items() if kinds)
    kind = min(kinds)
    response = visit(client_for(world, role), url=line.url, method="GET", case=world.cases[kind])
    assert name_of(kind) in response.content.decode()


def test_every_url_and_nothing_else_stands_in_the_matrix() -> None:
    assert sorted({line.url for line in LINES}) == URLS


def test_no_line_stands_twice() -> None:
    assert len({(line.url, line.method) for line in LINES}) == len(LINES)


@pytest.mark.slow
@pytest.mark.parametrize("url", URLS)
def test_a_method_that_is_not_in_the_matrix_is_not_answered(url: str, world: World) -> None:
    listed = [line for line in LINES if line.url == url]
    role, kinds = next((r, k) for line in listed for r, k in line.through.items() if k)
    case, client = world.cases.get(min(kinds), world.cases["eget"]), client_for(world, role)
    for method in set(METHODS) - {line.method for line in listed}:
        assert visit(client, url=url, method=method, case=case).status_code == 405, method
