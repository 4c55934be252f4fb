"""A day or an outcome put right, and the latest act taken back."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from cases.history import change
from cases.nextsteps.models import NextStep
from cases.periods import operations as periods
from revurdering import operations, queries
from revurdering.models import Revurdering
from revurdering.rules import State
from tests.factories import TEST, TODAY, make_case, make_revurdering

pytestmark = pytest.mark.django_db

HANDED_OVER, RECEIVED = date(2026, 1, 14), date(2026, 1, 20)
STARTED, FINISHED = date(2026, 3, 1), date(2026, 9, 1)


@pytest.fixture
def case():
    """Unbroken benefit since 15 March 2025: one round reached, and carried through."""
    case = make_case()
    periods.register_period(
        citizen=case.citizen, kind="ledighedsydelse", start=date(2025, 3, 15), end=None,
        actor=TEST, as_of=TODAY,
    )  # fmt: skip
    done = {"case": case, "as_of": TODAY, "actor": TEST}
    operations.hand_over(on=HANDED_OVER, **done)
    operations.receive(on=RECEIVED, version=1, **done)
    operations.start(on=STARTED, version=2, **done)
    operations.finish(on=FINISHED, outcome="fortsat_ret", version=3, **done)
    return case


def correct(case, step, on, *, version=4, reason="Tastefejl", outcome=""):
    return operations.correct(
        case=case, number=1, step=step, on=on, outcome=outcome, reason=reason,
        as_of=TODAY, actor=TEST, version=version,
    )  # fmt: skip


def take_back(case, step, version):
    return operations.undo_latest_act(
        case=case, number=1, step=step, as_of=TODAY, actor=TEST, version=version
    )


def test_a_day_is_corrected_with_its_reason_in_the_history(case):
    record = correct(case, "started_on", date(2026, 3, 11))
    latest, before = record.history.order_by("-history_id")[:2]
    assert (latest.started_on, before.started_on) == (date(2026, 3, 11), STARTED)
    assert latest.history_change_reason == "Tastefejl"


def test_an_outcome_is_corrected(case):
    correct(case, "finished_on", FINISHED, outcome="ikke_ret")
    assert Revurdering.objects.get().outcome == "ikke_ret"


@pytest.mark.parametrize(
    ("step", "on", "more", "refusal"),
    [
        ("started_on", STARTED, {}, operations.NothingToCorrect),
        ("started_on", date(2026, 3, 2), {"reason": " "}, operations.ReasonMissing),
        ("started_on", date(2026, 3, 2), {"version": 3}, operations.EditConflict),
        ("started_on", date(2026, 11, 23), {}, operations.DateInTheFuture),
        ("started_on", date(2025, 3, 14), {}, operations.BeforeTheRound),
        ("started_on", date(2026, 9, 2), {}, operations.OutOfOrder),
        ("handed_over_on", date(2026, 1, 21), {}, operations.OutOfOrder),
        ("finished_on", date(2026, 1, 19), {"outcome": "fortsat_ret"}, operations.OutOfOrder),
    ],
)
@pytest.mark.slow
def test_a_correction_is_held_to_the_rules_of_the_acts(case, step, on, more, refusal):
    with pytest.raises(refusal):
        correct(case, step, on, **more)
    assert Revurdering.objects.get().version == 4


def test_what_is_not_done_is_not_corrected(case):
    take_back(case, "finished_on", 4)
    with pytest.raises(operations.NotDone):
        correct(case, "finished_on", TODAY, version=5, outcome="fortsat_ret")


def test_one_finished_without_a_start_stays_lapsed(case):
    take_back(case, "finished_on", 4)
    take_back(case, "started_on", 5)
    operations.finish(case=case, on=TODAY, outcome="bortfaldet", as_of=TODAY, actor=TEST, version=6)
    with pytest.raises(operations.NotYetStarted):
        correct(case, "finished_on", TODAY, version=7, outcome="fortsat_ret")


def test_taking_back_the_end_makes_it_the_next_deadline_again(case):
    take_back(case, "finished_on", 4)
    record = Revurdering.objects.get()
    assert (record.finished_on, record.outcome, record.started_on) == (None, "", STARTED)
    assert NextStep.objects.get(citizen=case.citizen).kind == "m18"
    assert record.history.latest().history_change_reason == "Fortrudt"


def test_only_the_latest_act_is_taken_back(case):
    with pytest.raises(operations.NotTheLatestAct):
        take_back(case, "received_on", 4)
    take_back(case, "finished_on", 4)
    with pytest.raises(operations.NotTheLatestAct):
        take_back(case, "finished_on", 5)


def test_the_latest_is_what_was_registered_last_whatever_its_date(case):
    take_back(case, "finished_on", 4)
    take_back(case, "started_on", 5)
    take_back(case, "received_on", 6)
    done = {"case": case, "as_of": TODAY, "actor": TEST}
    operations.start(on=date(2026, 6, 1), version=7, **done)
    operations.receive(on=RECEIVED, version=8, **done)
    correct(case, "started_on", date(2026, 6, 2), version=9)
    assert queries.latest_act(citizen_id=case.citizen_id).step == "received_on"


def test_when_all_is_taken_back_the_round_is_as_if_nothing_was_done(case):
    steps = ("finished_on", "started_on", "received_on", "handed_over_on")
    for version, step in enumerate(steps, start=4):
        take_back(case, step, version)
    (line,) = queries.revurderinger_of(citizen_id=case.citizen_id, as_of=TODAY)
    assert (line.state, line.record) == (State.NOT_BEGUN, None)
    assert queries.latest_act(citizen_id=case.citizen_id) is None
    assert NextStep.objects.get(citizen=case.citizen).kind == "m12"


def test_a_new_act_after_all_was_taken_back_makes_a_record_of_its_own(case):
    test_when_all_is_taken_back_the_round_is_as_if_nothing_was_done(case)
    operations.start(case=case, on=STARTED, as_of=TODAY, actor=TEST)
    periods.register_period(
        citizen=case.citizen, kind="ledighedsydelse", start=date(2023, 9, 1),
        end=date(2024, 9, 1), actor=TEST, as_of=TODAY,
    )  # fmt: skip
    emptied, begun = Revurdering.objects.order_by("id")
    assert (emptied.round, begun.round) == (None, 2)


def test_a_record_that_says_nothing_holds_no_round():
    refused = pytest.raises(IntegrityError, match="revurdering_in_a_round_says_something")
    with refused, transaction.atomic(), change(actor=TEST):
        make_revurdering(make_case())
