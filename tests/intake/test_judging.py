"""What is judged wrong beside the facts, and how it is told."""

from datetime import date

import pytest

from cases.access.own_cpr import register_own_cpr
from cases.casefile.models import Case
from cases.citizens import cpr
from cases.citizens import operations as citizens
from cases.history import change
from cases.intake import operations
from cases.intake.models import IntakeRun
from cases.people.models import Role
from cases.periods import operations as periods
from cases.periods.models import Period
from tests.factories import (
    TEST,
    TODAY,
    make_case,
    make_citizen,
    make_employee,
    make_inhabil,
    make_jobcenter,
)
from tests.intake.lists import errors, number, review, row, take_in
from tests.periods.correcting import correct

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_a_last_day_corrected_by_hand_is_not_overwritten() -> None:
    take_in(row(1, "2026-01-01", "2026-06-30"))
    correct(Period.objects.get(), end=None)
    run = review(row(1, "2026-01-01", "2026-06-30"))
    assert errors(run) == [(2, "til")]


@pytest.mark.slow
def test_once_the_list_agrees_it_may_correct_again() -> None:
    take_in(row(1, "2026-01-01", "2026-06-30"))
    correct(Period.objects.get(), end=None)
    assert take_in(row(1, "2026-01-01")).counts["uaendrede"] == 1
    assert take_in(row(1, "2026-01-01", "2026-07-31")).counts["aendrede"] == 1


def test_an_annulled_period_is_not_brought_back() -> None:
    take_in(row(1))
    period = Period.objects.get()
    periods.annul_period(
        period_id=period.pk, version=1, reason="Forkert borger", actor=TEST, as_of=TODAY
    )
    assert errors(review(row(1))) == [(2, "fra")]


def test_old_and_new_number_are_one_citizen() -> None:
    citizen = make_citizen(cpr_number=number(1))
    from cases.citizens import cpr

    citizens.add_cpr_number(citizen=citizen, cpr=cpr.parse(number(2)), valid_from=TODAY, actor=TEST)
    run = review(row(1, "2026-01-01"), row(2, "2026-01-01"))
    assert errors(run) == [(2, "fra"), (3, "fra")]


def test_a_number_given_again_is_still_one_citizen() -> None:
    citizen = make_citizen(cpr_number=number(1))
    for serial, reason in ((2, ""), (1, "Tastefejl")):
        typed = cpr.parse(number(serial))
        citizens.add_cpr_number(
            citizen=citizen, cpr=typed, valid_from=TODAY, reason=reason, actor=TEST
        )
    run = review(row(1, "2026-01-01"))
    assert [found.citizen_id for found in run.rows.all()] == [citizen.pk]
    assert run.counts["nye"] == 1


def test_a_restricted_citizen_is_a_row_number_and_no_more() -> None:
    make_case(citizen=make_citizen("Hemmelig Person", cpr_number=number(1), protected=True))
    run = review(row(1, name="Hemmelig Anden"), row(1))
    assert run.counts["begraenset_adgang"] == 1
    told = {problem.message for problem in run.problems.all()}
    assert len(told) == 1
    assert "begrænset adgang" in told.pop()


def test_a_list_cannot_ask_for_a_restricted_citizens_name_or_jobcenter() -> None:
    make_case(citizen=make_citizen("Hemmelig Person", cpr_number=number(1), protected=True))
    make_jobcenter("Lærkevej")
    run = review(row(1, name="Gættet Navn", jobcenter="Lærkevej"))
    assert (run.counts["nye"], run.counts["forskelle"]) == (1, 0)
    assert not run.problems.filter(kind="forskel").exists()


def test_a_restricted_citizen_is_taken_in_all_the_same() -> None:
    make_case(citizen=make_citizen(cpr_number=number(1), colleague=True))
    take_in(row(1))
    assert Period.objects.count() == 1


def test_nobody_takes_in_one_they_are_inhabil_towards() -> None:
    yrsa = make_employee("Yrsa", role=Role.PAYMENT_OFFICE)
    make_inhabil(yrsa, make_citizen(cpr_number=number(1)))
    assert errors(review(row(1), employee=yrsa)) == [(2, "cpr")]


@pytest.mark.parametrize("is_known", [True, False])
def test_nobody_takes_in_themselves(is_known: bool) -> None:
    yrsa = make_employee("Yrsa", role=Role.PAYMENT_OFFICE, own_cpr=False)
    register_own_cpr(employee=yrsa, number=cpr.parse(number(1)))
    if is_known:
        make_citizen(cpr_number=number(1))
    assert errors(review(row(1), employee=yrsa)) == [(2, "cpr")]


@pytest.mark.slow
def test_facts_changed_since_the_review_must_be_looked_at_again() -> None:
    take_in(row(1, "2026-01-01", "2026-06-30"))
    run = review(row(1, "2026-01-01", "2026-07-31"))
    correct(Period.objects.get(), end=None)
    with pytest.raises(operations.ReviewChanged):
        operations.save(run=run, leave_out_bad=True, as_of=TODAY, actor=TEST)
    again = operations.review_again(run=IntakeRun.objects.get(pk=run.pk), as_of=TODAY, actor=TEST)
    assert again.counts["fejl"] == 1


def test_a_closed_case_is_not_opened_by_what_was_known() -> None:
    run = take_in(row(1, "2026-01-01", "2026-06-30"))
    close_cases()
    assert review(row(1, "2026-01-01", "2026-06-30")).counts["nye_sager"] == 0
    assert review(row(1, "2026-08-01")).counts["nye_sager"] == 1
    assert run.counts["nye_sager"] == 1


def close_cases() -> None:
    with change(actor=TEST):
        for case in Case.objects.all():
            case.closed_on, case.close_reason = TODAY, "Flyttet"
            case.save()


@pytest.mark.parametrize("turned", [False, True])
def test_the_order_of_the_rows_changes_nothing(turned: bool) -> None:
    take_in(row(1, "2025-01-01"))
    rows = [
        row(1, "2025-01-01", "2025-06-30"),
        row(1, "2025-07-01"),
        row(2, "2025-01-01", "2025-06-30", name="Anden"),
        row(2, "2025-03-01", name="Anden"),
    ]
    run = review(*(reversed(rows) if turned else rows))
    assert (run.counts["aendrede"], run.counts["nye"], run.counts["fejl"]) == (1, 1, 2)


def test_a_period_before_the_citizen_or_far_ahead_is_an_error_at_its_row() -> None:
    run = review(row(1, "1969-12-31", "1970-06-30"), row(2, "2028-11-23"), row(3, "2028-11-22"))
    assert errors(run) == [(2, "fra"), (3, "fra")]
    told = " ".join(run.problems.values_list("message", flat=True)).replace("\xa0", " ")
    assert "Borgeren er født 1. januar 1970" in told
    assert "højst ligge 2 år frem, 22. november 2028" in told


def test_it_is_the_birth_date_that_stands_here_that_counts() -> None:
    """The number on the list may be one that the citizen no longer uses."""
    citizen = make_citizen(cpr_number=number(1))
    with change(actor=TEST):
        citizen.birth_date = date(2001, 2, 3)
        citizen.save(update_fields=["birth_date"])
    run = review(row(1, "2000-01-01", "2000-06-30"))
    assert errors(run) == [(2, "fra")]
    assert operations.review_again(run=run, as_of=TODAY, actor=TEST).counts["fejl"] == 1


def test_of_a_restricted_citizen_the_birth_date_is_not_told() -> None:
    make_citizen(cpr_number=number(1), protected=True)
    run = review(row(1, "1969-12-31", "1970-06-30"))
    (told,) = run.problems.all()
    assert (told.line, told.column, "født" in told.message) == (2, "", False)
