"""Several at once: real commits, real locks, and a process that is killed."""

import os
import signal
import subprocess
import sys
import threading

import psycopg
import pytest
from django.db import connection, connections

from cases.findings import everyone
from cases.findings.models import Finding
from cases.nights import alarm, operations, parts
from cases.nights.models import Night, NightPart
from tests.factories import NOW, TEST, TODAY
from tests.nights.making import finished_days, make_people, run

pytestmark = pytest.mark.usefixtures("committed", "steps")


def in_threads(count, work):
    def closing():
        try:
            work()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=closing) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_of_two_leaders_one_runs_and_the_night_stands_once(told_for):
    make_people(5)
    refused = []

    def lead():
        try:
            run()
        except operations.AlreadyRunning:
            refused.append(1)

    in_threads(3, lead)
    assert finished_days() == [TODAY]
    assert told_for == [TODAY]


@pytest.mark.slow
def test_while_genberegn_runs_the_night_waits_its_turn():
    with psycopg.connect(**raw_parameters()) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [everyone.ONE_RUN])
        with pytest.raises(operations.AlreadyRunning):
            run()
        other.execute("SELECT pg_advisory_unlock(%s)", [everyone.ONE_RUN])
    run()
    assert finished_days() == [TODAY]


def test_of_two_who_look_after_the_night_at_once_one_tells(settings):
    settings.NIGHT_ALARM_TO = ["drift@example.dk"]
    with psycopg.connect(**raw_parameters()) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [alarm.ONE_ALARM])
        assert alarm.tell_of_a_bad_night(at=NOW) == 0
        other.execute("SELECT pg_advisory_unlock(%s)", [alarm.ONE_ALARM])
    assert alarm.tell_of_a_bad_night(at=NOW) == 1


def raw_parameters():
    given = connection.get_connection_params()
    return {name: given[name] for name in ("host", "port", "user", "dbname") if name in given}


def test_four_who_share_do_each_part_exactly_once(monkeypatch):
    monkeypatch.setattr(parts, "SMALLEST", 2)
    make_people(21)
    parts.share_out(as_of=TODAY)

    def work():
        while parts.work_on_one(actor=TEST):
            pass

    in_threads(4, work)
    assert list(NightPart.objects.values_list("claims", flat=True)) == [1] * 11
    assert sum(NightPart.objects.values_list("citizens", flat=True)) == 21
    assert Finding.objects.filter(is_current=True).count() == 21


# Claims a part as a worker does, and is killed before it has written anything.
HOLDER = """
import django, time
django.setup()
from django.conf import settings
for alias in settings.DATABASES.values():
    alias["NAME"] = {database!r}
from cases.nights import parts
parts._claimed()
print("holder", flush=True)
time.sleep(60)
"""


@pytest.mark.slow
def test_the_part_of_a_killed_process_is_done_by_the_leader(monkeypatch, test_database):
    monkeypatch.setattr(parts, "SMALLEST", 2)
    make_people(9)
    parts.share_out(as_of=TODAY)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER.format(database=test_database)],
        stdout=subprocess.PIPE,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
    )
    assert holder.stdout.readline() == b"holder\n"
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    held = NightPart.objects.get(claims=1)
    NightPart.objects.filter(pk=held.pk).update(lease_until=held.lease_until - parts.LEASE)
    [night] = run()
    assert (night.citizens, night.failures) == (9, [])
    assert Finding.objects.filter(is_current=True).count() == 9
    assert NightPart.objects.get(pk=held.pk).claims == 2


def test_killed_between_two_nights_the_rest_are_run_next_time(told_for, steps):
    run()
    last = TODAY.replace(day=26)
    known = steps["huskeren"]

    def dies_on_the_third(*, day, actor):
        if day.day == 25:
            raise KeyboardInterrupt
        return known(day=day, actor=actor)

    steps["huskeren"] = dies_on_the_third
    with pytest.raises(KeyboardInterrupt):
        run(last)
    assert [day.day for day in finished_days()] == [22, 23, 24]
    steps["huskeren"] = known
    run(last)
    assert [day.day for day in told_for] == [22, 23, 24, 25, 26]
    assert Night.objects.count() == 5
