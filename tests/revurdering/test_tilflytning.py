"""A move that gives a round longer: registered, corrected and withdrawn."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from cases.history import change
from cases.nextsteps.models import NextStep
from cases.people.models import RuleProfile
from cases.periods import operations as periods
from revurdering import operations, queries
from revurdering.models import Revurdering
from revurdering.rules import State, Timeliness
from tests.factories import TEST, TODAY, make_revurdering

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

M12, M18 = date(2026, 3, 14), date(2026, 9, 14)
MOVED, DUE = date(2026, 8, 1), date(2027, 2, 1)


def register(case, on=MOVED, *, why="Sagen kom i oktober", number=1, version=None, as_of=TODAY):
    return operations.register_tilflytning(
        case=case, number=number, on=on, why=why, as_of=as_of, actor=TEST, version=version
    )


def correct(case, on, *, why="Sagen kom i oktober", reason="Tastefejl", version=1):
    return operations.correct_tilflytning(
        case=case, number=1, on=on, why=why, reason=reason, as_of=TODAY, actor=TEST, version=version
    )


def withdraw(case, *, reason="Forkert borger", version=1):
    return operations.withdraw_tilflytning(
        case=case, number=1, reason=reason, as_of=TODAY, actor=TEST, version=version
    )


def line_of(case):
    return queries.line_of_round(citizen_id=case.citizen_id, number=1, as_of=TODAY)


def next_due(case):
    return NextStep.objects.values_list("kind", "due").get(citizen=case.citizen_id)


def test_it_moves_the_day_to_finish_and_the_next_deadline_with_it(case):
    make_revurdering(case, opened_for=M12, started_on=M12)
    register(case, version=1)
    assert (line_of(case).finished.due, line_of(case).finished.verdict) == (DUE, Timeliness.AWAITED)
    assert next_due(case) == ("m18", DUE)


def test_a_record_that_only_tells_of_a_move_is_not_begun(case):
    record = register(case)
    assert (record.round, record.opened_for, record.is_begun) == (1, M12, False)
    assert line_of(case).state == State.NOT_BEGUN
    assert next_due(case) == ("m12", M12)


@pytest.mark.parametrize(
    ("on", "more", "refusal"),
    [
        pytest.param(date(2026, 11, 23), {}, operations.DateInTheFuture, id="not yet"),
        pytest.param(date(2026, 9, 15), {}, operations.MovedTooLate, id="after the 18 months"),
        pytest.param(M12, {}, operations.MoveGivesNothing, id="gives the same day"),
        pytest.param(MOVED, {"why": " "}, operations.ReasonMissing, id="without a reason"),
        pytest.param(MOVED, {"version": 1}, operations.EditConflict, id="shown with a record"),
        pytest.param(MOVED, {"number": 7}, operations.NoDayToMove, id="no such round"),
    ],
)
def test_a_move_that_gives_nothing_is_refused(case, on, more, refusal):
    with pytest.raises(refusal):
        register(case, on, **more)
    assert not Revurdering.objects.exists()


def test_an_exempt_municipality_has_no_day_to_move(case):
    with change(actor=TEST):
        RuleProfile.objects.update_or_create(
            municipality=case.jobcenter.municipality,
            defaults={"exempt": True, "valid_from": date(2018, 10, 1)},
        )
    with pytest.raises(operations.NoDayToMove):
        register(case)


def test_a_second_move_is_a_correction_of_the_first(case):
    register(case)
    with pytest.raises(operations.EditConflict):
        register(case, date(2026, 8, 2), version=1)


def test_it_is_corrected_with_a_reason_that_the_history_keeps(case):
    register(case)
    record = correct(case, date(2026, 9, 1))
    assert (record.tilflytning_on, line_of(case).finished.due) == (
        date(2026, 9, 1), date(2027, 3, 1),
    )  # fmt: skip
    latest, before = record.history.order_by("-history_id")[:2]
    assert (latest.history_change_reason, before.tilflytning_on) == ("Tastefejl", MOVED)


def test_a_correction_is_held_to_the_same_rules(case):
    register(case)
    for on, more, refusal in [
        (date(2026, 9, 15), {}, operations.MovedTooLate),
        (MOVED, {}, operations.NothingToCorrect),
        (M18, {"reason": " "}, operations.ReasonMissing),
        (M18, {"version": None}, operations.EditConflict),
    ]:
        with pytest.raises(refusal):
            correct(case, on, **more)


def test_withdrawn_the_18_months_hold_again_and_an_empty_record_leaves_its_round(case):
    register(case)
    record = withdraw(case)
    assert (record.round, line_of(case).record, line_of(case).finished.due) == (None, None, M18)
    assert record.history.latest().history_change_reason == "Forkert borger"
    with pytest.raises(operations.EditConflict):
        withdraw(case, version=2)


def test_withdrawn_from_a_round_that_is_begun_the_record_stays(case):
    make_revurdering(case, opened_for=M12, started_on=M12)
    register(case, version=1)
    assert withdraw(case, version=2).round == 1
    assert next_due(case) == ("m18", M18)


def test_the_latest_act_taken_back_leaves_the_move(case):
    register(case)
    operations.start(case=case, on=TODAY, as_of=TODAY, actor=TEST, version=1)
    operations.undo_latest_act(
        case=case, number=1, step="started_on", as_of=TODAY, actor=TEST, version=2
    )
    assert Revurdering.objects.get().round == 1


def test_periods_corrected_later_leave_the_fact_and_judge_it_anew(case):
    """The 18 months come to lie before the move, which is then no reason."""
    register(case)
    [period] = case.citizen.periods.all()
    periods.correct_period(
        period_id=period.pk, version=period.version, kind=period.kind, start=date(2025, 1, 15),
        end=None, actor=TEST, as_of=TODAY,
    )  # fmt: skip
    record = Revurdering.objects.get()
    assert (record.round, record.tilflytning_on) == (1, MOVED)
    assert line_of(case).finished.due == date(2026, 7, 14)


@pytest.mark.parametrize("half", [{"tilflytning_on": MOVED}, {"tilflytning_reason": "Sent"}])
def test_the_database_wants_both_the_day_and_the_reason(case, half):
    record = make_revurdering(case, opened_for=M12, started_on=M12)
    with (
        pytest.raises(IntegrityError, match="tilflytning_with_its_reason"),
        transaction.atomic(),
        change(actor=TEST),
    ):
        Revurdering.objects.filter(pk=record.pk).update(**half)
