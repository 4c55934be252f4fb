"""Prognose against the engine, citizen by citizen, over their whole lives."""

from datetime import date, timedelta
from random import Random

import pytest

from cases.access.viewer import viewer_for
from cases.casefile.models import Case
from cases.deadlines.marks import marks_for
from cases.deadlines.rulesets import PARAGRAF_74C
from cases.findings.queries import benefit_rows
from cases.people.models import Employee, Role
from reports.forecast import queries
from reports.forecast.queries import Imagined, rules_with
from reports.forecast.rules import horizon
from tests.factories import (
    TODAY,
    make_case,
    make_citizen,
    make_employee,
    make_period,
    make_revurdering,
    recompute,
)
from tests.oracle.lives import random_life

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PEOPLE, LAST = 40, horizon(TODAY)
Told = tuple[date, date, int, int]


@pytest.fixture
def karl() -> Employee:
    """Forty lives; of some the round in hand is begun already."""
    random = Random(11)
    for number in range(PEOPLE):
        citizen = make_citizen(f"Borger {number}")
        for kind, start, end in random_life(random, as_of=TODAY):
            make_period(citizen, start, end and end - timedelta(days=1), kind=kind)
        recompute(citizen)
        case = make_case(citizen=citizen)
        ahead = citizen.findings.get(is_current=True)
        if ahead.m12 and number % 5 == 0:
            make_revurdering(case, number=ahead.round, opened_for=ahead.m12, started_on=TODAY)
    return make_employee("Karl", role=Role.QUALITY_CONTROL)


def slowly(case: Case, handover: int | None) -> list[Told]:
    """Every round of the whole life with 12 months to come, handed over in time and not begun."""
    rows = benefit_rows(citizen_id=case.citizen_id)
    rules = rules_with(handover, rules=PARAGRAF_74C)
    *_, in_hand = marks_for(rows, as_of=TODAY)
    begun = set(case.revurderinger.values_list("round", flat=True))
    found = []
    for one in marks_for(rows, as_of=LAST, rules=rules):
        if one.m12 is None or one.number < in_hand.number or one.number in begun:
            continue
        m10 = in_hand.m10 if handover is None and one.number == in_hand.number else one.m10
        found.append((one.m12, m10 or one.m12, case.pk, one.number))
    return [told for told in found if told[1] < LAST]


def test_forty_lives_are_told_as_the_engine_tells_each(karl: Employee) -> None:
    viewer = viewer_for(karl, as_of=TODAY, purpose="Kontrol")
    for handover in (None, 11):
        found = queries.ahead(viewer, Imagined(handover=handover), as_of=TODAY)
        told = [one[:4] for one in found.dues if one.due > TODAY]
        assert told == sorted(one for case in Case.objects.all() for one in slowly(case, handover))
        assert len(told) > len({case for _, _, case, _ in told}) > PEOPLE // 4
