from datetime import date

import pytest

from cases.deadlines.period_types import PeriodType
from cases.findings.models import Finding, Move
from cases.history import change
from cases.periods import operations
from cases.periods.models import Period
from tests.factories import NOW, TEST, TODAY, make_citizen, make_period
from tests.periods.correcting import correct

pytestmark = pytest.mark.django_db

SPRING_2025 = date(2025, 3, 15)


def register(citizen=None, *, kind="ledighedsydelse", start=SPRING_2025, end=None, as_of=TODAY):
    return operations.register_period(
        citizen=citizen or make_citizen(), kind=kind, start=start, end=end, actor=TEST, as_of=as_of
    )


def marks(moves):
    return {(move.round, move.mark): (move.old_date, move.new_date) for move in moves}


def test_a_type_has_one_name_in_the_field_and_in_the_tables() -> None:
    assert Period.Kind.choices == [(kind.value, kind.label) for kind in PeriodType]


def test_a_first_period_brings_dates_where_there_were_none() -> None:
    moved = marks(register().moves)
    assert moved[1, "m12"] == (None, date(2026, 3, 14))
    assert moved[1, "m18"] == (None, date(2026, 9, 14))


def test_a_correction_backwards_in_time_moves_the_dates_and_says_why() -> None:
    period = register().period
    saved = correct(period, start=date(2025, 4, 15))
    assert marks(saved.moves)[1, "m12"] == (date(2026, 3, 14), date(2026, 4, 14))
    move = Move.objects.filter(mark="m12", round=1).latest("id")
    assert move.cause == "Periode rettet: fra 15. marts 2025 → 15. april 2025 (hånd)"
    assert move.actor == TEST.code


def test_a_correction_that_moves_nothing_says_what_stands() -> None:
    period = register(start=date(2025, 3, 15), end=date(2026, 11, 1)).period
    saved = correct(period, end=date(2026, 11, 10))
    unchanged = {(mark.round, mark.mark): mark.day for mark in saved.unchanged}
    assert unchanged[1, "m12"] == date(2026, 3, 14)
    assert (1, "m12") not in marks(saved.moves)


def test_an_annulled_period_no_longer_counts() -> None:
    period = register().period
    saved = operations.annul_period(
        period_id=period.pk, version=period.version, reason="Indtastet to gange", actor=TEST,
        as_of=TODAY,
    )  # fmt: skip
    assert marks(saved.moves)[1, "m12"] == (date(2026, 3, 14), None)
    assert saved.period.annulled_on == TODAY


def test_annulling_takes_a_reason() -> None:
    period = register().period
    with pytest.raises(operations.ReasonMissing):
        operations.annul_period(period_id=period.pk, version=1, reason=" ", actor=TEST, as_of=TODAY)


def test_an_annulled_period_is_not_corrected() -> None:
    period = register().period
    annulled = operations.annul_period(
        period_id=period.pk, version=1, reason="Forkert borger", actor=TEST, as_of=TODAY
    ).period
    with pytest.raises(operations.AlreadyAnnulled):
        correct(annulled, start=date(2025, 1, 1))


def test_undoing_a_registration_annuls_it() -> None:
    period = register().period
    undone = operations.undo(period_id=period.pk, version=1, actor=TEST, as_of=TODAY)
    assert undone.period.annul_reason == "Fortrudt"
    assert marks(undone.moves)[1, "m12"] == (date(2026, 3, 14), None)


def test_undoing_a_correction_restores_the_dates_in_full() -> None:
    period = register().period
    before = list(Finding.objects.values_list("round", "m10", "m12", "m18"))
    corrected = correct(period, start=date(2025, 6, 1)).period
    operations.undo(period_id=period.pk, version=corrected.version, actor=TEST, as_of=TODAY)
    assert list(Finding.objects.values_list("round", "m10", "m12", "m18")) == before


def test_undoing_takes_back_the_change_and_not_the_list_that_confirmed_it_since() -> None:
    corrected = correct(register().period, start=date(2025, 6, 1)).period
    with change(actor=TEST):  # as intake/storing.py confirms: in the history, under no new version
        corrected.imported_at = NOW
        corrected.save(update_fields=["imported_at"])
    undone = operations.undo(period_id=corrected.pk, version=2, actor=TEST, as_of=TODAY)
    assert undone.period.start == SPRING_2025
    assert marks(undone.moves)[1, "m12"] == (date(2026, 5, 31), date(2026, 3, 14))


def test_undoing_an_annulment_lets_the_period_stand_again() -> None:
    period = register().period
    operations.annul_period(period_id=period.pk, version=1, reason="Fejl", actor=TEST, as_of=TODAY)
    undone = operations.undo(period_id=period.pk, version=2, actor=TEST, as_of=TODAY)
    assert undone.period.annulled_on is None
    assert undone.period.annul_reason == ""


def test_an_overlap_of_one_type_is_refused_and_names_the_other() -> None:
    first = register().period
    with pytest.raises(operations.PeriodOverlaps) as refusal:
        register(first.citizen, start=date(2026, 1, 1))
    assert refusal.value.other == first
    assert Period.objects.count() == 1


def test_the_last_day_of_one_period_may_be_the_day_before_the_next() -> None:
    first = register(end=date(2026, 1, 1)).period
    assert register(first.citizen, start=date(2026, 1, 1)).period.pk


def test_types_may_overlap() -> None:
    first = register().period
    saved = register(first.citizen, kind="barsel", start=date(2025, 5, 1), end=date(2025, 5, 11))
    assert marks(saved.moves)[1, "m12"] == (date(2026, 3, 14), date(2026, 3, 24))


def test_a_period_does_not_end_before_it_starts() -> None:
    with pytest.raises(operations.PeriodEndsBeforeStart):
        register(start=date(2026, 1, 2), end=date(2026, 1, 2))


def test_a_correction_without_a_difference_is_refused() -> None:
    period = register().period
    with pytest.raises(operations.NothingChanged):
        correct(period)


def test_the_second_of_two_who_save_sees_what_the_first_changed() -> None:
    period = register().period
    correct(period, end=date(2026, 7, 1))
    with pytest.raises(operations.EditConflict) as conflict:
        correct(period, version=1, start=date(2025, 6, 1))
    (difference,) = conflict.value.changes
    assert (difference.field, difference.old, difference.new) == ("end", None, date(2026, 7, 1))
    assert conflict.value.current.version == 2
    assert conflict.value.by == TEST.code


def test_a_correction_leaves_a_history_row_with_actor_and_reason() -> None:
    period = register().period
    correct(period, start=date(2025, 6, 1), reason="Nyt brev fra a-kassen")
    row = period.history.latest()
    assert (row.history_user_id, row.history_change_reason) == (TEST.code, "Nyt brev fra a-kassen")


def test_a_move_carries_no_name_and_no_free_text() -> None:
    citizen = make_citizen("Dorthe Eksempel")
    period = register(citizen).period
    operations.annul_period(
        period_id=period.pk, version=1, reason="Dorthe ringede", actor=TEST, as_of=TODAY
    )
    assert not Move.objects.filter(cause__icontains="dorthe").exists()


def test_closed_periods_of_long_ago_count_too() -> None:
    citizen = make_citizen()
    make_period(citizen, date(2024, 9, 1), date(2025, 2, 28))
    moved = marks(register(citizen, start=date(2025, 3, 1)).moves)
    assert moved[1, "m12"] == (None, date(2025, 8, 31))


def test_a_period_from_a_list_is_not_taken_back():
    period = make_period(make_citizen(), date(2025, 3, 15), source="KMD")
    with pytest.raises(operations.NothingToUndo):
        operations.undo(period_id=period.pk, version=1, actor=TEST, as_of=TODAY)


@pytest.mark.parametrize("start", [date(1969, 12, 31), date(2028, 11, 23)])
def test_a_period_out_of_bounds_is_refused_whoever_brings_it(start: date) -> None:
    citizen = make_citizen()
    with pytest.raises(operations.PeriodStartsOutOfBounds):
        register(citizen, start=start, end=None)
    with pytest.raises(operations.PeriodStartsOutOfBounds):
        correct(register(citizen).period, start=start)
