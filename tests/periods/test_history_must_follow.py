"""A fact that changes without leaving its history does not get through, whichever way it is tried."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from simple_history.utils import bulk_update_with_history

from cases.constraints import check_now
from cases.history import change
from cases.periods.models import Period
from tests.factories import TEST, make_citizen, make_period

pytestmark = pytest.mark.django_db


@pytest.fixture
def period():
    return make_period(make_citizen(), date(2026, 1, 1))


def refused(attempt) -> None:
    with pytest.raises(IntegrityError, match="uden historik"), transaction.atomic():
        attempt()
        check_now()


def execute(statement) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_raw_update_is_refused(period) -> None:
    check_now()
    refused(lambda: execute("UPDATE cases_period SET kind = 'sygdom'"))


def test_queryset_update_is_refused(period) -> None:
    check_now()
    refused(lambda: Period.objects.update(kind="sygdom"))


def test_bulk_update_is_refused(period) -> None:
    check_now()
    period.kind = "sygdom"
    refused(lambda: Period.objects.bulk_update([period], ["kind"]))


def test_bulk_update_with_history_passes(period) -> None:
    check_now()
    period.kind = "sygdom"
    with change(actor=TEST):
        bulk_update_with_history(
            [period], Period, ["kind"], default_user=TEST, default_change_reason=""
        )
        check_now()
    assert period.history.count() == 2


def test_copy_is_refused(period) -> None:
    check_now()

    def copy():
        columns = "citizen_id, kind, start, source, annul_reason, version"
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY cases_period ({columns}) FROM STDIN") as rows,
        ):
            rows.write_row([period.citizen_id, "sygdom", "2026-02-01", "x", "", 1])

    refused(copy)


def test_delete_of_a_fact_is_refused(period) -> None:
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        execute("DELETE FROM cases_period")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cases_historicalperiod SET kind = 'sygdom'",
        "DELETE FROM cases_historicalperiod",
        "TRUNCATE cases_historicalperiod",
        "UPDATE cases_move SET cause = ''",
        "DELETE FROM cases_move",
    ],
)
def test_history_and_moves_are_never_changed(period, statement) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        execute(statement)


def test_an_update_with_an_unequal_history_row_is_refused(period) -> None:
    check_now()

    def attempt():
        with change(actor=TEST):
            period.kind = "sygdom"
            period.save(update_fields=["kind"])
            execute("UPDATE cases_period SET kind = 'ferie'")

    refused(attempt)


def test_no_session_may_have_the_triggers_ignored(period) -> None:
    check_now()
    execute("SET LOCAL pgtrigger.ignore = '{history_must_follow,never_deleted,append_only}'")
    execute("SELECT set_config('pgtrigger.ignore', '{pgtrigger_history_must_follow}', true)")
    refused(lambda: execute("UPDATE cases_period SET kind = 'sygdom'"))


def become(period, *kinds, noted) -> None:
    """One after another in one transaction; only some of the changes are noted in the history."""
    for place, kind in enumerate(kinds):
        if place in noted:
            period.kind = kind
            with change(actor=TEST):
                period.save(update_fields=["kind"])
        else:
            execute(f"UPDATE cases_period SET kind = '{kind}'")


@pytest.mark.parametrize(
    ("kinds", "noted"),
    [
        (("sygdom", "ferie", "sygdom"), {0, 1}),
        (("sygdom", "ferie", "sygdom"), {1, 2}),
        (("sygdom", "ledighedsydelse", "sygdom"), {0, 1}),
        (("sygdom", "ledighedsydelse", "sygdom", "ledighedsydelse"), {0, 1}),
        (("sygdom", "sygdom", "ferie", "sygdom"), {0, 1}),
    ],
)
def test_a_fact_that_comes_back_needs_a_row_for_each_change(period, kinds, noted) -> None:
    check_now()
    refused(lambda: become(period, *kinds, noted=noted))


def test_each_change_with_its_row_passes_across_savepoints(period) -> None:
    check_now()
    for kind in ("sygdom", "ferie", "sygdom"):
        with transaction.atomic():
            become(period, kind, noted={0})
    check_now()
    assert period.history.count() == 4


def test_a_change_taken_back_is_no_change(period) -> None:
    check_now()
    become(period, "sygdom", noted={0})
    with transaction.atomic():
        become(period, "ferie", noted=set())
        transaction.set_rollback(True)
    become(period, "ferie", noted={0})
    check_now()
    assert period.history.count() == 3
