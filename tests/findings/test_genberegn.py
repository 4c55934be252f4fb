import io
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from cases.findings import everyone, queries, tasks
from cases.findings.models import Finding, Move, RecomputeRun
from cases.history import change
from cases.people.models import RuleProfile
from cases.periods.models import Period
from tests.factories import TEST, TODAY, make_citizen, make_municipality, make_period

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
    run = RecomputeRun.objects.get()
    assert (run.citizens, run.failures) == (5, [str(spoilt.pk)])


def test_a_failed_night_is_no_good_night():
    (citizen,) = make_people(1)
    genberegn(TODAY - timedelta(days=1))
    spoil(citizen)
    with pytest.raises(CommandError):
        genberegn()
    assert queries.latest_good_run().as_of == TODAY - timedelta(days=1)


def test_a_run_that_never_ended_is_no_good_night():
    RecomputeRun.objects.create(as_of=TODAY)
    assert queries.latest_good_run() is None
    assert not queries.is_done(as_of=TODAY)


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


class TestNightTask:
    @pytest.fixture(autouse=True)
    def tonight(self, time_machine):
        time_machine.move_to("2026-11-22T01:30:00+01:00")

    def test_it_recomputes_for_the_danish_day(self):
        make_people(1)
        tasks.genberegn_nat()
        assert queries.latest_good_run().as_of == TODAY

    def test_rung_again_it_does_nothing(self):
        tasks.genberegn_nat()
        tasks.genberegn_nat()
        assert RecomputeRun.objects.count() == 1

    @pytest.mark.parametrize(("minutes_after", "runs"), [(-60, 2), (0, 2), (2, 1)])
    def test_a_rule_profile_changed_since_is_not_put_off_until_tomorrow(self, minutes_after, runs):
        municipality = make_municipality()
        tasks.genberegn_nat()
        with change(actor=TEST):
            RuleProfile.objects.create(municipality=municipality, valid_from=TODAY, source="Byråd")
        begun = timezone.now() + timedelta(minutes=minutes_after)
        RecomputeRun.objects.update(started_at=begun)
        tasks.genberegn_nat()
        assert RecomputeRun.objects.count() == runs

    def test_a_later_day_computed_by_hand_stops_no_night(self):
        genberegn(TODAY + timedelta(days=30))
        tasks.genberegn_nat()
        assert queries.is_done(as_of=TODAY)

    def test_a_night_that_failed_is_tried_again(self):
        (citizen,) = make_people(1)
        spoil(citizen)
        tasks.genberegn_nat()
        tasks.genberegn_nat()
        assert RecomputeRun.objects.count() == 2

    def test_yesterdays_missed_night_is_caught_today(self):
        RecomputeRun.objects.create(as_of=TODAY - timedelta(days=1))
        make_people(1)
        tasks.genberegn_nat()
        assert queries.computed_as_of() == TODAY
