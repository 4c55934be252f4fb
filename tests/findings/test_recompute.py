from datetime import date, timedelta

import pytest

from cases.deadlines.marks import marks_for
from cases.findings import operations, queries
from cases.findings.models import Finding, Move
from cases.history import change
from cases.nextsteps.models import NextStep
from cases.people.models import RuleProfile
from cases.periods.models import Period
from tests.factories import TEST, TODAY, make_citizen, make_municipality, make_period

pytestmark = pytest.mark.django_db

LATER = TODAY + timedelta(days=200)


def recompute(citizen, *, as_of=TODAY, cause="Prøve"):
    """The facts stand changed already, so nothing is begun."""
    operations.lock_citizens(citizen_ids=[citizen.pk])
    return operations.end_change(citizen_id=citizen.pk, as_of=as_of, actor=TEST, cause=cause)


def on_benefit_since(start=date(2025, 3, 15)):
    citizen = make_citizen()
    period = make_period(citizen, start)
    recompute(citizen)
    return citizen, period


def shift(period, **values):
    """A correction that nobody has recomputed yet."""
    for name, value in values.items():
        setattr(period, name, value)
    with change(actor=TEST):
        period.save(update_fields=list(values))


def test_findings_are_what_the_engine_says():
    citizen, _ = on_benefit_since()
    rows = queries.benefit_rows(citizen_id=citizen.pk)
    assert queries.rounds_as_of(citizen_id=citizen.pk, as_of=TODAY) == marks_for(rows, as_of=TODAY)


def test_a_citizen_without_periods_has_one_current_round():
    citizen = make_citizen()
    recompute(citizen)
    (found,) = Finding.objects.filter(citizen=citizen)
    assert (found.round, found.is_current, found.counted_days, found.m12) == (1, True, 0, None)


def test_the_first_computing_moves_nothing():
    on_benefit_since()
    assert not Move.objects.exists()


def test_that_time_passes_is_no_move():
    citizen, _ = on_benefit_since()
    found = recompute(citizen, as_of=LATER)
    assert found.moves == []
    assert not Move.objects.exists()
    assert set(Finding.objects.values_list("as_of", flat=True)) == {LATER}


def test_a_period_that_ended_moves_dates_at_the_day_they_were_found_for():
    citizen, period = on_benefit_since(date(2026, 1, 1))
    shift(period, start=date(2026, 2, 1))
    moves = recompute(citizen, as_of=LATER, cause="Periode rettet").moves
    assert {(m.mark, m.old_date, m.new_date) for m in moves} == {
        ("m10", date(2026, 10, 31), date(2026, 11, 30)),
        ("m12", date(2026, 12, 31), date(2027, 1, 31)),
        ("m18", date(2027, 6, 30), date(2027, 7, 31)),
    }
    assert set(Move.objects.values_list("as_of", "cause")) == {(TODAY, "Periode rettet")}


def test_recomputing_twice_moves_once():
    citizen, period = on_benefit_since()
    shift(period, start=date(2025, 4, 1))
    recompute(citizen)
    moved = Move.objects.count()
    recompute(citizen)
    assert Move.objects.count() == moved > 0


def test_dates_move_back_in_time_too():
    citizen, period = on_benefit_since()
    shift(period, start=date(2025, 1, 15))
    recompute(citizen)
    move = Move.objects.get(mark="m12", round=1)
    assert (move.old_date, move.new_date) == (date(2026, 3, 14), date(2026, 1, 14))


def test_a_change_that_moves_no_date_is_no_move_but_is_remembered():
    citizen, _ = on_benefit_since()
    basis = Finding.objects.values_list("basis", flat=True).first()
    make_period(citizen, date(2025, 5, 1), date(2025, 5, 2), kind="sygdom")
    assert recompute(citizen).moves == []
    assert Finding.objects.values_list("basis", flat=True).first() != basis


def test_a_new_rule_profile_moves_the_hand_over_and_says_so():
    citizen, _ = on_benefit_since(date(2026, 1, 1))
    with change(actor=TEST):
        RuleProfile.objects.create(
            municipality=make_municipality(), valid_from=date(2026, 1, 1), handover_months=9,
            source="Ledelsesbeslutning",
        )  # fmt: skip
    (move,) = recompute(citizen, cause="Genberegning").moves
    assert (move.mark, move.old_date, move.new_date) == (
        "m10", date(2026, 10, 31), date(2026, 9, 30),
    )  # fmt: skip
    assert Move.objects.get().cause == operations.RULES_CHANGED


def test_an_older_finding_is_computed_anew_for_a_page_and_not_stored():
    citizen, _ = on_benefit_since()
    rounds = queries.rounds_as_of(citizen_id=citizen.pk, as_of=LATER)
    assert rounds == marks_for(queries.benefit_rows(citizen_id=citizen.pk), as_of=LATER)
    assert queries.computed_as_of() == TODAY


def test_many_are_recomputed_as_one_would_be():
    citizens = [make_citizen(f"Borger {n}") for n in range(5)]
    for n, citizen in enumerate(citizens):
        make_period(citizen, date(2025, 1 + n, 15))
    ids = [citizen.pk for citizen in citizens]
    total = operations.recompute_many(citizen_ids=ids, as_of=TODAY, actor=TEST, causes="Indlæst")
    assert total == operations.Total(citizens=5, moved=0)
    for citizen in citizens:
        rows = queries.benefit_rows(citizen_id=citizen.pk)
        assert queries.rounds_as_of(citizen_id=citizen.pk, as_of=TODAY) == marks_for(
            rows, as_of=TODAY
        )


def test_each_of_many_has_its_own_cause():
    (first, a), (second, b) = on_benefit_since(), on_benefit_since()
    shift(a, start=date(2025, 4, 1))
    shift(b, start=date(2025, 5, 1))
    operations.recompute_many(
        citizen_ids=[first.pk, second.pk], as_of=TODAY, actor=TEST, causes={first.pk: "Linje 2"}
    )
    causes = dict(Move.objects.values_list("citizen_id", "cause"))
    assert causes == {first.pk: "Linje 2", second.pk: operations.IMPORTED}


def test_annulled_periods_do_not_count():
    citizen, period = on_benefit_since()
    shift(period, annulled_on=TODAY, annul_reason="Fejl")
    recompute(citizen)
    assert Finding.objects.get().m12 is None


def test_the_database_knows_the_time_of_a_move():
    citizen, period = on_benefit_since()
    shift(period, start=date(2025, 4, 1))
    recompute(citizen)
    assert Move.objects.latest("id").recorded_at.tzinfo is not None


def test_a_type_that_nobody_knows_stops_the_count():
    citizen = make_citizen()
    with change(actor=TEST):
        Period.objects.create(citizen=citizen, kind="ukendt", start=TODAY)
    with pytest.raises(KeyError):
        recompute(citizen)


def test_it_takes_a_handful_of_queries(django_assert_max_num_queries):
    citizen, period = on_benefit_since()
    shift(period, start=date(2025, 4, 1))
    with django_assert_max_num_queries(4):
        recompute(citizen)


def test_the_next_step_is_stored_with_the_rounds():
    citizen, period = on_benefit_since()
    before = NextStep.objects.get(citizen=citizen)
    shift(period, start=date(2025, 4, 1))
    moved = {(move.mark, move.old_date): move.new_date for move in recompute(citizen).moves}
    after = NextStep.objects.get(citizen=citizen)
    assert moved[after.kind, before.due] == after.due


def test_a_cause_is_kept_as_it_was_written():
    citizen, period = on_benefit_since()
    shift(period, start=date(2025, 4, 1))
    recompute(citizen, cause='Rettet, {"sic"} \\ 100 %')
    assert set(Move.objects.values_list("cause", flat=True)) == {'Rettet, {"sic"} \\ 100 %'}


def test_a_round_that_went_is_stored_no_more():
    citizen, period = on_benefit_since(start=date(2023, 1, 1))
    assert Finding.objects.filter(citizen=citizen).count() > 1
    shift(period, start=date(2026, 6, 1))
    recompute(citizen)
    assert [found.round for found in Finding.objects.filter(citizen=citizen)] == [1]


def test_next_steps_are_the_same_one_by_one_and_many_at_once():
    citizens = [make_citizen(f"Borger {n}") for n in range(3)]
    for citizen in citizens:
        make_period(citizen, date(2025, 3, 15))
    ids = [citizen.pk for citizen in citizens]
    operations.recompute_many(citizen_ids=ids[:2], as_of=TODAY, actor=TEST, causes="Indlæst")
    recompute(citizens[2])
    steps = NextStep.objects.values_list("round", "kind", "due", "counted_days")
    assert len(set(steps)) == 1
