"""The two ways the night is rung for: Celery and cron."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from kombu.exceptions import OperationalError as BrokerAway

from cases.findings import everyone
from cases.findings.models import Finding
from cases.history import change
from cases.nights import operations, parts, queries, tasks
from cases.nights.models import Night
from cases.reconciling.models import ReckonedNight
from tests.factories import TEST, TODAY
from tests.nights.making import finished_days, make_people, run, spoil

finish = operations._finish
pytestmark = pytest.mark.django_db

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def tonight(time_machine, monkeypatch, steps):
    """1.30 in Copenhagen, by the database's clock as well."""
    time_machine.move_to("2026-11-22T01:30:00+01:00")
    monkeypatch.setattr(queries, "date_in_database", lambda: TODAY)


@pytest.fixture
def rings(monkeypatch):
    sent = []
    monkeypatch.setattr(tasks.help_tonight, "apply_async", lambda **how: sent.append(how))
    return sent


def koer_nat(*arguments):
    out = io.StringIO()
    call_command("koer_nat", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


class TestTask:
    def test_it_runs_the_danish_date(self):
        make_people(1)
        tasks.run_nights()
        assert finished_days() == [TODAY]

    def test_rung_again_it_does_nothing(self):
        tasks.run_nights()
        before = list(Night.objects.values())
        tasks.run_nights()
        assert list(Night.objects.values()) == before

    def test_it_ends_red_when_somebody_failed(self):
        (citizen,) = make_people(1)
        spoil(citizen)
        with pytest.raises(tasks.EndedRed):
            tasks.run_nights()
        assert finished_days() == [TODAY]

    def test_while_another_runs_it_leaves_it_to_them(self, monkeypatch):
        def busy():
            raise everyone.AlreadyRunning

        monkeypatch.setattr(operations, "only_run", busy)
        tasks.run_nights()
        assert finished_days() == []

    def test_a_clock_ahead_runs_nothing(self, time_machine):
        time_machine.move_to("2026-11-23T01:30:00+01:00")
        with pytest.raises(operations.ClockIsAhead):
            tasks.run_nights()
        assert not Night.objects.exists()

    @pytest.mark.parametrize(
        ("first", "last"),
        [("2026-10-24T20:00", "2026-10-26T02:00"), ("2027-03-27T20:00", "2027-03-29T02:00")],
    )
    @pytest.mark.slow
    def test_rung_each_quarter_over_a_change_of_clocks_every_date_runs_once(
        self, time_machine, monkeypatch, first, last
    ):
        ran = []
        monkeypatch.setattr(queries, "date_in_database", lambda: TODAY + timedelta(days=999))
        monkeypatch.setattr(
            operations, "_finish", lambda day, *rest: (ran.append(day), finish(day, *rest))
        )
        for at in quarters(first, last):
            time_machine.move_to(at)
            tasks.run_nights()
        assert len(ran) == 3
        assert ran == finished_days()


def quarters(first, last):
    """UTC, as beat rings."""
    at, end = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (first, last))
    while at <= end:
        yield at
        at += timedelta(minutes=15)


class TestHelp:
    def test_one_is_rung_for_each_part_but_the_leaders_own(self, monkeypatch, rings):
        monkeypatch.setattr(parts, "SMALLEST", 1)
        make_people(4)
        tasks.run_nights()
        assert rings == [{"retry": False, "expires": 600}] * 3

    def test_without_a_broker_the_leader_does_it_all(self, monkeypatch):
        monkeypatch.setattr(parts, "SMALLEST", 1)

        def away(**_):
            raise BrokerAway

        monkeypatch.setattr(tasks.help_tonight, "apply_async", away)
        citizens = make_people(4)
        tasks.run_nights()
        assert Finding.objects.values("citizen").distinct().count() == len(citizens)

    def test_who_helps_does_one_part(self, monkeypatch):
        monkeypatch.setattr(parts, "SMALLEST", 1)
        make_people(3)
        parts.share_out(as_of=TODAY)
        tasks.help_tonight()
        assert queries.parts_left(as_of=TODAY) == 2


class TestCommand:
    def test_it_says_what_it_did(self, rings):
        make_people(2)
        said = koer_nat()
        assert "Natten til 2026-11-22 er kørt: 2 borgere, 0 datoer flyttede sig" in said

    def test_it_tells_the_failed_by_id_and_ends_red(self, rings):
        citizen, _ = make_people(2)
        spoil(citizen)
        with pytest.raises(CommandError, match=str(citizen.pk)):
            koer_nat()

    def test_when_nothing_is_owed_it_is_silent(self):
        run()
        assert koer_nat() == ""

    def test_a_clock_that_went_back_ends_red(self):
        run(TOMORROW)
        with pytest.raises(CommandError, match="uret-er-rettet"):
            koer_nat()

    def test_a_clock_put_right_is_told(self):
        """A night that has been reckoned is still one night."""
        run(TOMORROW)
        ReckonedNight.objects.create(night_id=TOMORROW)
        assert "Glemt: 1 nat efter 2026-11-22" in koer_nat("--uret-er-rettet")
        assert finished_days() == [TODAY]

    def test_genberegn_by_hand_makes_a_red_night_good(self, rings):
        (citizen,) = make_people(1)
        fact = spoil(citizen)
        with pytest.raises(CommandError):
            koer_nat()
        with change(actor=TEST):
            fact.kind, fact.start, fact.end = "ledighedsydelse", date(2024, 1, 1), date(2024, 2, 1)
            fact.save()
        call_command("genberegn", stdout=io.StringIO(), stderr=io.StringIO())
        assert queries.latest_good_night().day == TODAY
