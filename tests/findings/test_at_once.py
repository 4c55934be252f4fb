"""Two connections at once: real commits, real locks."""

import threading
from datetime import date

import psycopg
import pytest
from django.db import connection, connections, transaction

from cases.deadlines.marks import marks_for
from cases.findings import everyone, operations, queries
from cases.findings.models import Finding
from cases.periods import operations as periods
from tests.factories import TEST, TODAY, make_citizen, make_period

pytestmark = pytest.mark.usefixtures("committed")


def in_a_thread(work):
    def run():
        try:
            work()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def register(citizen, start, end):
    return periods.register_period(
        citizen=citizen, kind="ledighedsydelse", start=start, end=end, actor=TEST, as_of=TODAY
    )


def assert_stored_is_computed(citizen):
    rows = queries.benefit_rows(citizen_id=citizen.pk)
    stored = Finding.objects.filter(citizen=citizen).order_by("round")
    found = [(f.round, f.counted_days, f.m10, f.m12, f.m18) for f in stored]
    assert found == [
        (r.number, r.counted_days, r.m10, r.m12, r.m18) for r in marks_for(rows, as_of=TODAY)
    ]


def is_waiting_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0


def wait_until(ready):
    for _ in range(500):
        if ready():
            return
        threading.Event().wait(0.01)
    pytest.fail("Den anden kom aldrig til at vente")


def test_outside_a_transaction_nothing_is_recomputed():
    with pytest.raises(operations.NotInATransaction):
        operations.begin_change(citizen_id=make_citizen().pk, as_of=TODAY, actor=TEST)


def test_of_two_who_save_at_once_the_second_waits_and_sees_both():
    citizen = make_citizen()
    with transaction.atomic():
        register(citizen, date(2025, 1, 1), date(2025, 7, 1))
        other = in_a_thread(lambda: register(citizen, date(2025, 7, 1), date(2026, 7, 1)))
        wait_until(is_waiting_for_a_lock)
    other.join()
    assert citizen.periods.count() == 2
    assert_stored_is_computed(citizen)


def test_genberegn_waits_for_one_who_is_saving():
    citizen = make_citizen()
    make_period(citizen, date(2025, 1, 1), date(2025, 6, 30))
    with transaction.atomic():
        register(citizen, date(2025, 7, 1), None)
        run = in_a_thread(lambda: everyone.recompute_everyone(as_of=TODAY, actor=TEST))
        wait_until(is_waiting_for_a_lock)
    run.join()
    assert_stored_is_computed(citizen)


def test_of_two_runs_at_once_the_second_does_nothing():
    with psycopg.connect(**raw_parameters()) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [everyone.ONE_RUN])
        with pytest.raises(everyone.AlreadyRunning):
            everyone.recompute_everyone(as_of=TODAY, actor=TEST)
        # Closing alone would let go of it too, but some time after: the server ends at its leisure.
        other.execute("SELECT pg_advisory_unlock(%s)", [everyone.ONE_RUN])
    everyone.recompute_everyone(as_of=TODAY, actor=TEST)


def raw_parameters():
    given = connection.get_connection_params()
    return {name: given[name] for name in ("host", "port", "user", "dbname") if name in given}


def test_a_save_that_is_rolled_back_leaves_the_findings():
    citizen = make_citizen()
    register(citizen, date(2025, 1, 1), None)
    before = list(Finding.objects.values())
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        register(citizen, date(2023, 1, 1), date(2024, 1, 1))
        raise ZeroDivisionError
    assert list(Finding.objects.values()) == before
