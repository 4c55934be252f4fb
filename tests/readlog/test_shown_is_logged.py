"""As many citizens in the page as rows in the log, and the same ones, whatever the role.

Counted by names that stand nowhere else.
"""

from collections import Counter

import pytest
from django.test import Client

from cases.people.models import Role
from cases.readlog.models import ReadLogRow
from tests.access.matrix import Line, lines
from tests.access.visitor import address, client_for, form, undone, whole
from tests.access.world import KINDS, World, make_world

SHOWING = [line for line in lines() if line.is_about_citizens]
LOOKS = [line for line in SHOWING if line.method == "GET"]
SENT = [
    pytest.param(line, role, id=f"{line} {role}")
    for line in SHOWING
    if line.method == "POST"
    for role in Role.values
    if line.through[role]
]
NOT_A_LOOK = ("afslag",)

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("today")]


@pytest.fixture(scope="module")
def world(committed_once: None) -> World:
    """Committed, for the log is written and read on two connections."""
    return make_world()


def kind_for(line: Line, role: str) -> str:
    """One that the role gets through to; the caseworker's own where there is one."""
    kinds = line.through[role]
    return "tildelt" if "tildelt" in kinds else min(kinds)


def visit(client: Client, line: Line, role: str, world: World) -> tuple[set[str], Counter[str]]:
    """The kinds in the page, and how many rows each has left in the log."""
    case = world.cases[kind_for(line, role)]
    latest = ReadLogRow.objects.latest("seq").seq
    with undone():
        path = address(line.url, case)
        data = form(line.url, case) if line.method == "POST" else None
        page = client.post(path, data) if data else whole(client.get(path))
    rows = ReadLogRow.objects.filter(seq__gt=latest).exclude(action__in=NOT_A_LOOK)
    looked_at = Counter(rows.values_list("citizen_id", flat=True))
    logged = {kind: looked_at[world.cases[kind].citizen_id] for kind in KINDS}
    return world.shown_in(page.content.decode()), +Counter(logged)


@pytest.mark.parametrize("line", LOOKS, ids=str)
def test_every_citizen_in_the_page_has_one_row_and_no_other_has(line: Line, world: World) -> None:
    for role in (role for role in Role.values if line.through[role]):
        shown, logged = visit(client_for(world, role), line, role, world)
        assert (role, logged) == (role, Counter(dict.fromkeys(shown, 1)))
        assert shown


@pytest.mark.parametrize(("line", "role"), SENT)
def test_every_citizen_in_the_answer_to_a_form_has_a_row(
    line: Line, role: str, world: World
) -> None:
    """An act leaves a row also where the answer leads elsewhere and shows nobody."""
    shown, logged = visit(client_for(world, role), line, role, world)
    assert shown <= logged.keys()
