import io
from datetime import date, timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.management import CommandError, call_command

from cases.findings import everyone, queries
from cases.findings.models import Finding, Move
from cases.history import change
from cases.periods.models import Period
from tests.factories import TEST, TODAY, make_citizen, make_period

pytestmark = pytest.mark.django_db


def genberegn(day=TODAY):
    out = io.StringIO()
    call_command("genberegn", pr=day, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def make_people(count=3):
    citizens = [make_citizen(f"Borger {n}") for n in range(count)]
    for citizen in citizens:
        make_period(citizen, date(2025, 3, 15))
    return citizens


def spoil(citizen):
    """A period of a type that no rule knows."""
    with change(actor=TEST):
        Period.objects.create(citizen=citizen, kind="ukendt", start=TODAY)


def test_everyone_is_recomputed_and_it_says_how_many_dates_moved():
    make_people()
    assert "3 borgere genberegnet pr. 2026-11-22; 0 datoer flyttede sig" in genberegn()
    assert Finding.objects.values("citizen").distinct().count() == 3


def test_a_change_made_outside_the_pages_is_found():
    first, *_ = make_people()
    genberegn()
    period = first.periods.get()
    period.start = date(2025, 4, 1)
    with change(actor=TEST):
        period.save(update_fields=["start"])
    assert "6 datoer flyttede sig" in genberegn()
    assert set(Move.objects.values_list("citizen_id", "cause")) == {(first.pk, everyone.CAUSE)}


def test_twice_is_once():
    make_people()
    genberegn()
    before = list(Finding.objects.order_by("citizen", "round").values())
    assert "0 datoer" in genberegn()
    assert list(Finding.objects.order_by("citizen", "round").values()) == before


def test_the_next_night_moves_nothing():
    make_people()
    genberegn()
    assert "0 datoer" in genberegn(TODAY + timedelta(days=1))
    assert queries.computed_as_of() == TODAY + timedelta(days=1)


def test_one_who_cannot_be_computed_is_recorded_by_id_and_the_rest_continue():
    spoilt, *rest = make_people(5)
    spoil(spoilt)
    with pytest.raises(CommandError, match=str(spoilt.pk)):
        genberegn()
    assert set(Finding.objects.values_list("citizen", flat=True)) == {c.pk for c in rest}


def test_the_failed_are_counted_and_named():
    spoilt, *_ = make_people(5)
    spoil(spoilt)
    swept = everyone.recompute_everyone(as_of=TODAY, actor=TEST)
    assert swept == everyone.Swept(citizens=5, moved=0, failures=(spoilt.pk,))


def test_out_of_time_is_nobodys_facts(monkeypatch):
    make_people(2)

    def out_of_time(*_, **__):
        raise SoftTimeLimitExceeded

    monkeypatch.setattr(everyone.operations, "recompute_locked", out_of_time)
    with pytest.raises(SoftTimeLimitExceeded):
        everyone.recompute_everyone(as_of=TODAY, actor=TEST)


def test_small_parts_give_the_same_as_one(monkeypatch):
    make_people(5)
    genberegn()
    whole = list(Finding.objects.order_by("citizen", "round").values())
    Finding.objects.all().delete()
    monkeypatch.setattr(everyone, "AT_ONCE", 2)
    genberegn()
    assert list(Finding.objects.order_by("citizen", "round").values()) == whole


def test_killed_midway_loses_nothing(monkeypatch):
    make_people(5)
    monkeypatch.setattr(everyone, "AT_ONCE", 2)

    def die(done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        everyone.recompute_everyone(as_of=TODAY, actor=TEST, progress=die)
    assert Finding.objects.values("citizen").distinct().count() == 2
    assert "5 borgere" in genberegn()
    assert Finding.objects.values("citizen").distinct().count() == 5
