"""What a list leaves behind when it is saved."""

from datetime import date

import pytest

from cases.casefile import operations as casefile
from cases.casefile.models import Case
from cases.citizens import cpr, queries, withdrawals
from cases.citizens.models import Citizen
from cases.findings.models import Finding, Move
from cases.history import change
from cases.intake import operations
from cases.people.models import Employee, Jobcenter
from cases.periods.models import Period
from cases.readlog.writer import LogEntry
from tests.factories import (
    TEST,
    TODAY,
    make_case,
    make_citizen,
    make_jobcenter,
    make_municipality,
)
from tests.intake.lists import errors, number, review, row, take_in

pytestmark = pytest.mark.django_db


def test_a_review_writes_no_fact() -> None:
    run = review(row(1), row(2))
    assert run.counts | {"raekker": 2, "nye": 2, "nye_borgere": 2, "nye_sager": 2} == run.counts
    assert not Citizen.objects.exists()


def test_a_new_citizen_gets_number_case_period_and_finding() -> None:
    take_in(row(1, "2026-01-01", "2026-06-30"))
    citizen = queries.citizen_with_cpr(cpr.parse(number(1)))
    assert citizen is not None
    assert queries.current_cpr(citizen) == cpr.parse(number(1))
    assert Case.objects.get(citizen=citizen).number == "F-2026-0001"
    assert Case.objects.get(citizen=citizen).team.kind == "ufordelte"
    assert str(Period.objects.get(citizen=citizen).end) == "2026-07-01"
    assert Finding.objects.filter(citizen=citizen, is_current=True).count() == 1


def test_a_case_opened_by_a_list_has_the_visitationsdato_of_the_one_before() -> None:
    citizen = make_citizen(cpr_number=number(1))
    for year in (2022, 2020):
        day = date(year, 3, 1)
        make_case(citizen=citizen, visitationsdato=day, opened_on=day, closed_on=date(2024, 1, 1))
    casefile.draw_case_numbers(count=2, as_of=TODAY)  # the factory's
    take_in(row(1))
    assert Case.objects.open().get().visitationsdato == date(2022, 3, 1)


def test_every_fact_of_a_list_has_its_history() -> None:
    take_in(row(1))
    for model in (Citizen, Case, Period):
        (kept,) = model.history.all()
        assert (kept.history_type, kept.history_user_id) == ("+", "kommando:prøve")
        assert kept.history_change_reason == "Indlæst fra KMD"


def test_another_last_day_is_a_correction_with_history_and_move() -> None:
    take_in(row(1, "2025-01-01"))
    run = take_in(row(1, "2025-01-01", "2025-06-30"))
    period = Period.objects.get()
    assert (str(period.end), period.version, period.imported_end) == ("2025-07-01", 2, period.end)
    assert run.counts["aendrede"] == 1
    assert run.moved == Move.objects.count() > 0
    assert "KMD" in Move.objects.first().cause  # type: ignore[union-attr]


def test_the_same_list_twice_changes_nothing() -> None:
    rows = [row(1), row(2, "2026-01-01", "2026-02-01"), row(2, "2026-03-01")]
    take_in(*rows)
    kept = Period.history.count(), Case.history.count(), Citizen.history.count()
    run = take_in(*rows)
    assert (run.counts["uaendrede"], run.counts["nye"], run.moved) == (3, 0, 0)
    assert kept == (Period.history.count(), Case.history.count(), Citizen.history.count())


def test_nothing_is_deleted_by_absence() -> None:
    take_in(row(1), row(2))
    take_in(row(2))
    assert Period.objects.standing().count() == 2


def test_name_and_jobcenter_are_taken_from_the_latest_row() -> None:
    make_jobcenter("Spurvevej")
    rows = [
        row(1, "2026-03-01", name="Dorthe Ny", jobcenter="spurvevej"),
        row(1, "2026-01-01", "2026-02-28", name="Dorthe Gammel"),
    ]
    run = take_in(*rows)
    case = Case.objects.get()
    assert (case.citizen.name, case.jobcenter.name) == ("Dorthe Ny", "Spurvevej")
    assert run.counts["forskelle"] == 2


@pytest.mark.slow
def test_differences_are_listed_and_never_written() -> None:
    take_in(row(1))
    make_jobcenter("Spurvevej")
    run = take_in(row(1, name="Dorthe Andet", jobcenter="Spurvevej"))
    assert [p.column for p in run.problems.filter(kind="forskel")] == ["navn", "jobcenter"]
    assert Case.objects.get().citizen.name == "Dorthe Eksempel"
    assert Case.objects.get().jobcenter.name == "Musvågevej"


def test_nothing_is_saved_while_a_row_is_bad() -> None:
    with pytest.raises(operations.RowsAreBad):
        take_in(row(1), row(2, "ikke en dato"))
    assert not Citizen.objects.exists()


def test_bad_rows_may_be_left_out() -> None:
    run = take_in(row(1), row(2, "ikke en dato"), leave_out_bad=True)
    assert errors(run) == [(3, "fra")]
    assert Citizen.objects.count() == 1


def test_an_unknown_jobcenter_is_an_error_of_its_row() -> None:
    assert errors(review(row(1, jobcenter="Ørnevej"))) == [(2, "jobcenter")]


def test_a_number_with_a_failing_check_digit_only_warns() -> None:
    run = take_in(row(2))
    assert run.counts["advarsler"] == 1
    assert take_in(row(2)).counts["advarsler"] == 0


def test_a_run_is_saved_once() -> None:
    run = take_in(row(1))
    with pytest.raises(operations.AlreadySaved):
        operations.save(run=run, leave_out_bad=False, as_of=run.at.date(), actor=TEST)


def withdraw(serial: int, *, of: Citizen, by: Employee) -> None:
    withdrawals.put_right(
        citizen=of,
        cpr=cpr.parse(number(serial + 500)),
        valid_from=TODAY,
        reason="Tastefejl",
        put_right_by=by,
    )


def test_a_withdrawn_number_on_a_list_is_its_owners(anne: Employee) -> None:
    wrong = make_citizen(cpr_number=number(1))
    withdraw(1, of=wrong, by=anne)
    take_in(row(1, name="Ejeren"))
    assert Period.objects.get().citizen.name == "Ejeren"
    assert queries.citizen_with_cpr(cpr.parse(number(1))) != wrong


def test_a_number_withdrawn_since_the_review_is_its_owners_when_it_is_saved(anne: Employee) -> None:
    wrong = make_citizen(cpr_number=number(1))
    run = review(row(1))
    withdraw(1, of=wrong, by=anne)
    operations.save(run=run, leave_out_bad=False, as_of=TODAY, actor=TEST)
    assert not wrong.periods.exists()
    assert queries.citizen_with_cpr(cpr.parse(number(1))) == Period.objects.get().citizen


def test_a_team_that_was_only_tried_is_in_no_log(monkeypatch: pytest.MonkeyPatch) -> None:
    logged: list[LogEntry] = []
    with change(actor=TEST):
        Jobcenter.objects.create(municipality=make_municipality(), code="nyt", name="Nyt")
    run = review(row(1, jobcenter="Nyt"))
    monkeypatch.setattr("cases.readlog.changes.write", logged.extend)
    operations.foresee_moves(run=run, as_of=TODAY, actor=TEST)
    assert logged == []
    operations.save(run=run, leave_out_bad=False, as_of=TODAY, actor=TEST)
    team = Case.objects.get().team
    assert [row.criterion for row in logged] == [f"team:{team.pk}"]
