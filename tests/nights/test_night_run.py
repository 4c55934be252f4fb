from datetime import date, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.db.models.functions import Now
from django.utils import timezone

from cases.findings import queries as findings
from cases.findings.models import Finding
from cases.history import change
from cases.nights import operations, parts, queries, registry
from cases.nights.models import Night, NightPart
from cases.people.models import Jobcenter, RuleProfile
from tests.factories import TEST, TODAY, make_citizen, make_jobcenter, make_municipality
from tests.nights.making import every_day, finished_days, make_people, run, spoil

pytestmark = pytest.mark.django_db

TOMORROW = TODAY + timedelta(days=1)


@pytest.mark.usefixtures("steps")
def test_everyone_is_recomputed_and_the_night_is_finished():
    make_people(3)
    [night] = run()
    assert (night.day, night.recomputed_as_of, night.citizens) == (TODAY, TODAY, 3)
    assert night.is_finished
    assert not night.is_red
    assert findings.computed_as_of() == TODAY


def test_the_steps_are_called_for_the_night_and_counted(told_for):
    [night] = run()
    assert told_for == [TODAY]
    assert night.told == 2


def test_a_new_installation_without_citizens_begins_today(told_for):
    run()
    assert finished_days() == [TODAY]


def test_twice_is_once(told_for):
    run()
    before = list(Night.objects.values())
    assert run() == []
    assert list(Night.objects.values()) == before
    assert told_for == [TODAY]


@pytest.mark.parametrize("missed", [1, 3, 30])
@pytest.mark.slow
def test_missed_nights_are_filled_in_order_with_one_row_each(told_for, missed):
    run()
    back = TODAY + timedelta(days=missed + 1)
    nights = run(back)
    wanted = every_day(TODAY, back)
    assert told_for == wanted
    assert finished_days() == wanted
    assert {night.recomputed_as_of for night in nights} == {back}


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2028, 2, 27), date(2028, 3, 2)),  # a leap day
        (date(2027, 2, 27), date(2027, 3, 2)),  # none
        (date(2027, 3, 27), date(2027, 3, 29)),  # summer time begins
        (date(2026, 10, 24), date(2026, 10, 26)),  # and ends
        (date(2026, 12, 30), date(2027, 1, 2)),
    ],
)
def test_no_date_is_left_out_of_the_calendar(told_for, first, last):
    run(first)
    run(last)
    assert told_for == every_day(first, last)


@pytest.mark.usefixtures("steps")
def test_yesterdays_missed_night_is_caught_today():
    run()
    citizens = make_people(2)
    run(TOMORROW + timedelta(days=1))
    assert TOMORROW in finished_days()
    assert Finding.objects.filter(citizen__in=citizens).exists()


@pytest.mark.usefixtures("steps")
def test_everyone_is_recomputed_once_however_many_nights_were_missed(monkeypatch):
    make_people(1)
    run()
    asked = []
    known = parts._recompute
    monkeypatch.setattr(parts, "_recompute", lambda *a: (asked.append(1), known(*a)))
    run(TODAY + timedelta(days=30))
    assert len(asked) == 1


def test_a_clock_that_went_back_is_refused(told_for):
    run(TOMORROW)
    with pytest.raises(operations.ClockWentBack, match="2026-11-23"):
        run(TODAY)
    assert told_for == [TOMORROW]
    assert findings.computed_as_of() in {None, TOMORROW}


def test_once_the_clock_is_right_the_early_nights_are_owed_again(told_for):
    run(TODAY)
    run(TOMORROW)
    assert operations.forget_the_future(today=TODAY) == 1
    assert run(TODAY) == []
    run(TOMORROW)
    assert told_for == [TODAY, TOMORROW, TOMORROW]


def test_a_clock_before_the_databases_is_refused(monkeypatch):
    monkeypatch.setattr(queries, "date_in_database", lambda: TODAY)
    operations.refuse_a_clock_ahead(today=TODAY)
    with pytest.raises(operations.ClockIsAhead):
        operations.refuse_a_clock_ahead(today=TOMORROW)


class TestOneWhoCannotBeComputed:
    @pytest.fixture(autouse=True)
    def spoilt(self, told_for):
        spoilt, *self.rest = make_people(5)
        self.fact = spoil(spoilt)
        return spoilt

    def test_is_recorded_by_id_and_the_rest_continue(self, spoilt, told_for):
        [night] = run()
        assert night.failures == [str(spoilt.pk)]
        assert night.citizens == 5
        computed = set(Finding.objects.values_list("citizen", flat=True))
        assert computed == {citizen.pk for citizen in self.rest}
        assert told_for == [TODAY]

    def test_makes_the_night_red_but_finished(self):
        [night] = run()
        assert night.is_finished
        assert night.is_red
        assert queries.latest_good_night() is None

    def test_is_not_tried_again_that_night(self):
        run()
        assert run() == []

    def test_makes_every_night_red_that_rests_on_the_same_reckoning(self):
        run()
        assert all(night.is_red for night in run(TODAY + timedelta(days=2)))

    def test_is_made_good_when_everyone_can_be_computed(self):
        run()
        operations.mark_as_mended()
        assert queries.latest_good_night().day == TODAY


class TestAStepThatStops:
    @pytest.fixture(autouse=True)
    def broken(self, steps):
        self.is_broken = True

        def write_and_stop(*, day, actor):
            make_jobcenter(f"Skrevet {day}")
            if self.is_broken:
                raise ValueError("Mette Holm 010170-1234")
            return 1

        steps["påmindelser"] = write_and_stop

    def stopped(self, today=TODAY):
        with pytest.raises(operations.StepFailed):
            run(today)

    def test_leaves_the_night_unfinished_and_nothing_written(self):
        self.stopped()
        assert finished_days() == []
        assert not Jobcenter.objects.filter(name__startswith="Skrevet").exists()

    def test_is_named_in_the_ledger_without_what_it_held(self):
        self.stopped()
        assert Night.objects.get().obstacle == "Trinnet påmindelser stoppede: ValueError"

    def test_is_tried_again_without_recomputing(self):
        make_citizen()
        self.stopped()
        done_at = NightPart.objects.get().done_at
        self.is_broken = False
        [night] = run()
        assert (night.told, night.obstacle) == (1, "")
        assert NightPart.objects.get().done_at == done_at

    def test_does_not_let_a_later_night_pass_it(self):
        self.stopped()
        self.stopped(TOMORROW)
        self.is_broken = False
        run(TOMORROW)
        assert finished_days() == [TODAY, TOMORROW]


def test_steps_run_in_order_of_registration(steps):
    called = []
    for name in ("b", "a"):
        registry.register_night_step(name, lambda *, day, actor, n=name: called.append(n) or 0)
    run()
    assert called == ["b", "a"]


class TestTheLedgerItself:
    def test_a_finished_night_is_not_finished_again(self):
        run()
        with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
            Night.objects.update(finished_at=Now())

    def test_a_finished_night_rests_on_a_reckoning(self):
        with (
            pytest.raises(IntegrityError, match="a_finished_night_rests_on_a_reckoning"),
            transaction.atomic(),
        ):
            Night.objects.create(day=TODAY, finished_at=Now())

    def test_a_date_has_one_row(self):
        run()
        with pytest.raises(IntegrityError), transaction.atomic():
            Night.objects.create(day=TODAY)


class TestARuleProfileChangedThatDay:
    @pytest.fixture(autouse=True)
    def a_night(self, told_for):
        make_people(2)
        run()
        self.told_for = told_for

    def change_rules(self):
        with change(actor=TEST):
            RuleProfile.objects.create(
                municipality=make_municipality(), valid_from=TODAY, source="Byråd"
            )

    @pytest.mark.parametrize(("minutes_after", "again"), [(-60, True), (0, True), (2, False)])
    @pytest.mark.slow
    def test_is_not_put_off_until_tomorrow(self, minutes_after, again):
        self.change_rules()
        begun = timezone.now() + timedelta(minutes=minutes_after)
        Night.objects.update(reckoned_at=begun)
        NightPart.objects.update(citizens=0)
        run()
        assert (Night.objects.get().reckoned_at != begun) is again
        assert (NightPart.objects.get().citizens == 2) is again

    def test_reckons_again_without_telling_again(self):
        self.change_rules()
        [before] = Night.objects.values_list("finished_at", flat=True)
        [night] = run()
        assert (night.finished_at, night.citizens) == (before, 2)
        assert self.told_for == [TODAY]


@pytest.mark.usefixtures("steps")
def test_progress_is_told_part_by_part(monkeypatch):
    monkeypatch.setattr(parts, "SMALLEST", 1)
    make_people(3)
    told = []
    operations.run_nights(today=TODAY, actor=TEST, progress=lambda *at: told.append(at))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
