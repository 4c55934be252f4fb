"""As many citizens in the page as in the log, and the same ones. Counted by names that stand nowhere else."""

import pytest
from django.test import Client

from cases.people.models import Role
from cases.readlog.models import ReadLogRow
from tests.access.matrix import Line, lines
from tests.access.visitor import address, client_for, form
from tests.access.world import KINDS, World, make_world

SHOWING = [line for line in lines() if line.is_about_citizens and line.through[Role.CASEWORKER]]
NOT_A_LOOK = ("afslag",)

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("today")]


@pytest.fixture
def world(committed: None) -> World:
    return make_world()


def citizens_in(client: Client, line: Line, world: World) -> tuple[set[str], set[str]]:
    """The kinds in the page, and those in the rows that it left in the log."""
    case = world.cases["tildelt"]
    latest = ReadLogRow.objects.latest("seq").seq
    path = address(line.url, case)
    data = form(line.url, case) if line.method == "POST" else None
    page = client.post(path, data) if data else client.get(path)
    rows = ReadLogRow.objects.filter(seq__gt=latest).exclude(action__in=NOT_A_LOOK)
    looked_at = set(rows.values_list("citizen_id", flat=True))
    logged = {kind for kind in KINDS if world.cases[kind].citizen_id in looked_at}
    return world.shown_in(page.content.decode()), logged


@pytest.mark.parametrize("line", SHOWING, ids=str)
def test_every_citizen_in_the_page_is_in_the_log(line: Line, world: World) -> None:
    shown, logged = citizens_in(client_for(world, Role.CASEWORKER), line, world)
    assert shown <= logged
    assert line.method == "POST" or shown == logged != set()
