"""The day by which a round must be finished is said twice; here SQL is held to the rule."""

import random
from datetime import date, timedelta

import pytest
from django.db.models import DateField, Value

from revurdering import rules
from revurdering.finishing import with_finish_by
from revurdering.models import Revurdering
from tests.factories import make_revurdering

pytestmark = pytest.mark.django_db

A, B, C = date(2026, 3, 14), date(2026, 9, 14), date(2026, 8, 31)
ROUNDS = [
    (date(2009, 12, 31), None, None),
    (date(2009, 12, 31), None, date(2010, 2, 1)),
    (date(2012, 3, 14), None, date(2012, 4, 1)),
    (A, B, None),
    (A, B, C),
    (A, B, B),
    (A, B, B + timedelta(days=1)),
    (A, B, A),
]


def in_sql(m12, m18, moved_on):
    days = {"m12": m12, "m18": m18}
    marks = {name: Value(day, DateField(null=True)) for name, day in days.items()}
    moved = Value(moved_on, DateField(null=True))
    return with_finish_by(Revurdering.objects.annotate(**marks), moved_on=moved).get().finish_by


def by_the_rule(m12, m18, moved_on):
    found = rules.Round(1, None, None, m12, m18)
    return rules.finish_by(found, moved_on=moved_on)


def test_the_day_in_sql_is_the_day_of_the_rule(case):
    make_revurdering(case, opened_for=A, started_on=A)
    rng = random.Random(7)
    drawn = []
    for _ in range(40):
        m12 = date(2009, 6, 1) + timedelta(days=rng.randint(0, 7000))
        m18 = m12 + timedelta(days=rng.randint(170, 400))
        drawn.append((m12, m18, m12 + timedelta(days=rng.randint(-30, 420))))
    for found in [*ROUNDS, *drawn]:
        assert in_sql(*found) == by_the_rule(*found), found
