"""The ledger against a slow computation that shares no code with it, over weeks of small worlds."""

from collections import defaultdict
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings

from cases.reminders.models import Notice, Obligation
from tests.reminders.picture import DAY, Deputy, Life, Role
from tests.reminders.scripts import STAFF, Script, scripts
from tests.reminders.worlds import Lived

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def ledger(lived):
    cases = {
        case.pk: str(life.number) for case, life in zip(lived.cases, lived.world.lives, strict=True)
    }
    who = {lived.staff[name].pk: name for name in STAFF}
    found = defaultdict(list)
    for row in Obligation.objects.select_related("jobcenter").order_by("id"):
        about = cases[row.case_id] if row.case_id else f"jc {row.jobcenter.name[-1]}"
        of = who[row.in_place_of_id or row.recipient_id]
        found[about, row.kind, row.due, row.step, of].append((who[row.recipient_id], row.night))
    return found


def everything_told():
    """Every column of both tables, as it would stand in a dump."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT row_to_json(o)::text FROM cases_obligation o"
            " UNION ALL SELECT row_to_json(n)::text FROM cases_notice n"
        )
        return "\n".join(text.lower() for (text,) in cursor)


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(scripts())
def test_exactly_what_must_be_told_is_told_to_the_right_person_once(script):
    with transaction.atomic():
        lived = Lived(script)
        lived.live()
        assert ledger(lived) == lived.world.book
        assert Notice.objects.count() == Obligation.objects.count()
        dump = everything_told()
        assert [secret for secret in lived.secrets if secret in dump] == []
        transaction.set_rollback(True)


START = date(2024, 2, 1)
BO = Deputy("anne", "bo", START, START + 20 * DAY)
TINA = Deputy("bo", "tina", START, START + 20 * DAY)
IN_VAIN = [
    # Who stands in, what they do on the second day, and whom Anne's reminder is told.
    ([BO], ["leave bo"], ["bo", "anne"]),
    ([BO], ["bar bo"], ["bo", "anne"]),
    ([BO], ["read bo", "leave bo"], ["bo"]),
    ([BO], ["return anne", "leave bo"], ["bo", "anne"]),
    ([BO, TINA], ["leave tina"], ["tina", "anne"]),
    ([BO, TINA], ["return bo", "leave tina"], ["tina", "bo"]),
]


@pytest.mark.parametrize(("deputies", "acts", "told"), IN_VAIN)
def test_what_a_deputy_is_told_in_vain_is_told_anew(deputies, acts, told):
    """Seldom drawn, so each is lived through: 46 days before 12 months, over ten days."""
    script = Script(
        start=START,
        length=10,
        awake={0, 2, 5, 10},
        roles=[
            Role(who, *held, date(2023, 7, 1), date(2024, 6, 30)) for who, held in STAFF.items()
        ],
        lives=[Life(0, "A", [("ledighedsydelse", START - 320 * DAY, None)], "anne")],
        deputies=[replace(one) for one in deputies],
        acts=[(2, what, 0, who, 0) for what, who in map(str.split, acts)],
    )
    lived = Lived(script)
    lived.live()
    assert ledger(lived) == lived.world.book
    [m12] = [
        found for duty, found in ledger(lived).items() if duty[1] == "m12" and duty[4] == "anne"
    ]
    assert [who for who, _ in m12] == told


M18, AFTER_MOVING = date(2024, 2, 9), date(2024, 2, 28)
MOVES = [
    [(1, "start"), (2, "move_in"), (20, "move_in")],  # withdrawn
    [(1, "move_in"), (2, "start"), (15, "finish")],
]


@pytest.mark.parametrize("acts", MOVES)
def test_after_a_move_they_are_told_of_the_day_it_gives(acts):
    """Seldom drawn: 8 days before 18 months, over a month, having moved here in August."""
    script = Script(
        start=START,
        length=32,
        awake={0, 3, 9, 21, 32},
        roles=[
            Role(who, *held, date(2023, 7, 1), date(2024, 6, 30)) for who, held in STAFF.items()
        ],
        lives=[Life(0, "A", [("ledighedsydelse", date(2022, 8, 10), None)], "anne")],
        deputies=[],
        acts=[
            (day, act, 0, "anne", (START + day * DAY - date(2023, 8, 28)).days) for day, act in acts
        ],
    )
    lived = Lived(script)
    lived.live()
    assert ledger(lived) == lived.world.book
    assert {duty[2] for duty in ledger(lived) if duty[1] == "m18"} == {M18, AFTER_MOVING}
