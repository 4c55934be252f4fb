from datetime import date

import pytest

from cases.periods import operations as periods
from revurdering import operations, queries
from revurdering.models import Revurdering
from revurdering.rules import State, Timeliness
from tests.factories import TEST, TODAY, make_case, make_period

pytestmark = pytest.mark.django_db

M12, M18 = date(2026, 3, 14), date(2026, 9, 14)


@pytest.fixture
def case():
    """Unbroken benefit since 15 March 2025: one round reached."""
    case = make_case()
    periods.register_period(
        citizen=case.citizen, kind="ledighedsydelse", start=date(2025, 3, 15), end=None,
        actor=TEST, as_of=TODAY,
    )  # fmt: skip
    return case


def act(operation, case, on, *, version=None, as_of=TODAY, **more):
    return operation(case=case, on=on, as_of=as_of, actor=TEST, version=version, **more)


def carried_through(case):
    act(operations.hand_over, case, date(2026, 1, 14))
    act(operations.receive, case, date(2026, 1, 20), version=1)
    act(operations.start, case, date(2026, 3, 1), version=2)
    return act(operations.finish, case, date(2026, 9, 1), version=3, outcome="fortsat_ret")


def test_the_first_act_makes_the_record_and_keeps_the_m12_it_was_opened_for(case):
    record = act(operations.hand_over, case, date(2026, 1, 14))
    assert (record.round, record.opened_for, record.version) == (1, M12, 1)


def test_the_four_acts_follow_one_another_in_one_record(case):
    record = carried_through(case)
    assert Revurdering.objects.get() == record
    assert record.history.count() == 4


def test_before_m12_the_current_round_is_acted_on(case):
    earlier = date(2026, 2, 1)
    record = act(operations.hand_over, case, date(2026, 1, 20), as_of=earlier)
    assert (record.round, record.opened_for) == (1, M12)


def test_when_a_round_is_finished_the_next_is_in_hand(case):
    carried_through(case)
    assert queries.round_in_hand(case=case, as_of=TODAY).number == 2


def test_acting_with_a_form_from_before_it_was_finished_is_refused(case):
    carried_through(case)
    with pytest.raises(operations.RevurderingAlreadyFinished):
        act(operations.finish, case, TODAY, version=3, outcome="fortsat_ret")


@pytest.mark.parametrize(
    ("operation", "more", "refusal"),
    [
        (operations.receive, {}, operations.NotYetHandedOver),
        (operations.finish, {"outcome": "fortsat_ret"}, operations.NotYetStarted),
        (operations.finish, {"outcome": ""}, operations.OutcomeMissing),
    ],
)
def test_acts_out_of_turn_are_refused(case, operation, more, refusal):
    with pytest.raises(refusal):
        act(operation, case, TODAY, **more)
    assert not Revurdering.objects.exists()


def test_one_that_lapsed_is_finished_without_having_been_started(case):
    assert act(operations.finish, case, TODAY, outcome="bortfaldet").finished_on == TODAY


def test_a_date_in_the_future_is_refused(case):
    with pytest.raises(operations.DateInTheFuture):
        act(operations.start, case, date(2026, 11, 23))


def test_a_date_before_the_first_period_is_refused(case):
    with pytest.raises(operations.BeforeTheRound) as refusal:
        act(operations.hand_over, case, date(2020, 1, 1))
    assert refusal.value.day == date(2025, 3, 15)


def test_a_date_in_the_round_before_is_refused(case):
    carried_through(case)
    with pytest.raises(operations.BeforeTheRound) as refusal:
        act(operations.hand_over, case, M12)
    assert refusal.value.day == date(2026, 3, 15)


def test_a_date_before_what_came_earlier_is_refused(case):
    act(operations.hand_over, case, date(2026, 1, 14))
    with pytest.raises(operations.OutOfOrder) as refusal:
        act(operations.receive, case, date(2026, 1, 13), version=1)
    assert refusal.value.field == "handed_over_on"


@pytest.mark.parametrize(
    ("operation", "refusal"),
    [
        (operations.hand_over, operations.RevurderingAlreadyHandedOver),
        (operations.receive, operations.RevurderingAlreadyReceived),
        (operations.start, operations.RevurderingAlreadyStarted),
    ],
)
def test_what_is_done_is_not_done_again(case, operation, refusal):
    act(operations.hand_over, case, date(2026, 1, 14))
    act(operations.receive, case, date(2026, 1, 14), version=1)
    act(operations.start, case, date(2026, 1, 14), version=2)
    with pytest.raises(refusal):
        act(operation, case, TODAY, version=3)


def test_two_who_act_at_once_the_second_sees_the_record_of_the_first(case):
    first = act(operations.start, case, date(2026, 3, 1))
    with pytest.raises(operations.EditConflict) as conflict:
        act(operations.hand_over, case, date(2026, 1, 14))
    assert conflict.value.current == first


def test_without_any_benefit_there_is_nothing_to_assess():
    with pytest.raises(operations.NoRoundToAssess):
        act(operations.start, make_case(), TODAY)


def lines_of(case):
    return queries.revurderinger_of(citizen_id=case.citizen_id, as_of=TODAY)


def test_a_reached_round_without_a_record_counts_as_not_started(case):
    (line,) = lines_of(case)
    assert (line.state, line.is_in_hand) == (State.NOT_BEGUN, True)
    assert line.started.verdict == Timeliness.LATE


def test_an_earlier_round_without_a_record_is_not_registered_and_gives_no_task():
    case = make_case()
    make_period(case.citizen, date(2024, 1, 1))
    first, second = lines_of(case)
    assert (first.state, first.is_in_hand) == (State.NOT_REGISTERED, False)
    assert (second.state, second.is_in_hand) == (State.NOT_BEGUN, True)


def test_what_was_begun_in_an_earlier_round_can_still_be_finished():
    case = make_case()
    make_period(case.citizen, date(2024, 1, 1))
    act(operations.start, case, date(2025, 1, 10), as_of=date(2025, 1, 10))
    record = act(operations.finish, case, TODAY, version=1, outcome="fortsat_ret")
    assert (record.round, queries.round_in_hand(case=case, as_of=TODAY).number) == (1, 2)


def test_a_correction_matches_the_record_anew_with_history(case):
    act(operations.hand_over, case, date(2026, 1, 14))
    periods.register_period(
        citizen=case.citizen, kind="ledighedsydelse", start=date(2023, 9, 1),
        end=date(2024, 9, 1), actor=TEST, as_of=TODAY,
    )  # fmt: skip
    record = Revurdering.objects.get()
    assert (record.round, record.opened_for) == (2, M12)
    assert record.history.latest().history_change_reason == operations.REMATCHED


def test_a_record_whose_round_is_gone_stays_and_is_counted_in_no_timeliness(case):
    act(operations.hand_over, case, date(2026, 1, 14))
    period = case.citizen.periods.get()
    periods.annul_period(
        period_id=period.pk, version=1, reason="Forkert borger", actor=TEST, as_of=TODAY
    )
    assert Revurdering.objects.get().round is None
    (line,) = lines_of(case)
    assert line.state == State.ROUND_GONE
    assert line.started.verdict == line.finished.verdict == Timeliness.NOT_COUNTED


def test_an_undone_correction_gives_the_record_its_round_back(case):
    act(operations.hand_over, case, date(2026, 1, 14))
    period = case.citizen.periods.get()
    periods.annul_period(period_id=period.pk, version=1, reason="Fejl", actor=TEST, as_of=TODAY)
    periods.undo(period_id=period.pk, version=2, actor=TEST, as_of=TODAY)
    assert Revurdering.objects.get().round == 1
