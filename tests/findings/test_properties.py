"""Stored findings and moves against the engine, on the lives of the oracle test."""

import random
from datetime import timedelta

import pytest
from simple_history.utils import bulk_create_with_history

from cases.deadlines.marks import marks_for
from cases.findings import operations, queries
from cases.findings.models import Finding, Move
from cases.history import change
from cases.periods.models import Period
from tests.factories import TEST, TODAY, make_citizen
from tests.oracle.lives import random_life

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LIVES = 60


def settle(citizen, life):
    periods = [Period(citizen=citizen, kind=k, start=s, end=e) for k, s, e in life]
    with change(actor=TEST):
        bulk_create_with_history(periods, Period, default_user=TEST, default_change_reason="Prøve")


@pytest.mark.parametrize("days", [0, 1, 45, 400])
def test_stored_findings_are_the_engines_whatever_the_day(days):
    rng = random.Random(days)
    citizens = [make_citizen(f"Borger {n}") for n in range(LIVES)]
    for citizen in citizens:
        settle(citizen, random_life(rng, as_of=TODAY))
    ids = [citizen.pk for citizen in citizens]
    later = TODAY + timedelta(days=days)
    for as_of in (TODAY, later):
        operations.recompute_many(citizen_ids=ids, as_of=as_of, actor=TEST, causes="Prøve")
    assert not Move.objects.exists()
    for citizen_id in ids:
        expected = marks_for(queries.benefit_rows(citizen_id=citizen_id), as_of=later)
        stored = Finding.objects.filter(citizen_id=citizen_id).order_by("round")
        assert [(f.round, f.counted_days, f.m10, f.m12, f.m18) for f in stored] == [
            (r.number, r.counted_days, r.m10, r.m12, r.m18) for r in expected
        ]
