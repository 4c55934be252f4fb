"""Approving is one transaction: every fact with its history, or nothing."""

from datetime import date, timedelta

import pytest

from cases.casefile.models import Case
from cases.citizens import cpr
from cases.citizens.models import Citizen
from cases.citizens.queries import current_cpr
from cases.citizens.withdrawals import put_right
from cases.findings.models import Finding
from cases.intake.models import IntakeRow
from cases.people.models import Employee
from cases.periods.models import Period
from reports.afstemning import operations, queries
from reports.afstemning import page as pages
from reports.afstemning.models import Afstemning, AfstemningLine
from reports.afstemning.operations import approving
from tests.factories import TEST, TODAY
from tests.intake.lists import number
from tests.periods.correcting import correct
from tests.reports.afstemning.lists import approve, decide_all, make_person, review, row

pytestmark = pytest.mark.django_db


def standing(citizen: Citizen) -> list[tuple[str, str]]:
    rows = Period.objects.standing().filter(citizen=citizen).order_by("start")
    return [(str(one.start), str(one.end - timedelta(days=1)) if one.end else "") for one in rows]


def test_a_person_we_did_not_have_is_registered_with_case_period_and_clock(yrsa: Employee) -> None:
    found = review(row(1, name="Nora Ny"), employee=yrsa)
    decide_all(found)
    approve(found)
    citizen = Citizen.objects.get()
    assert citizen.name == "Nora Ny"
    assert current_cpr(citizen).formatted == number(1)
    case = Case.objects.get(citizen=citizen)
    assert found.lines.get().opened_case == case.number
    assert standing(citizen) == [("2026-01-01", "")]
    assert Finding.objects.filter(citizen=citizen, is_current=True).exists()
    assert not IntakeRow.objects.exists()


@pytest.mark.slow
def test_the_boxes_of_an_approved_list_say_what_was(yrsa: Employee) -> None:
    found = review(row(1, name="Nora Ny"), employee=yrsa)

    def said() -> list[str]:
        return [box["small"] for box in pages.boxes(found, queries.counts(found))]

    assert "får ydelse, men har ingen periode her" in said()
    decide_all(found, "vores")
    found = approve(found)
    assert "fik ydelse, men havde ingen periode her" in said()


def test_other_dates_become_the_lists_whatever_they_overlap_on_the_way(yrsa: Employee) -> None:
    citizen = make_person(1, ("2026-01-01", "2026-03-31"), ("2026-04-01", "2026-06-30"))
    found = review(
        row(1, "2026-01-01", "2026-04-30"),
        row(1, "2026-05-01", "2026-07-31"),
        row(1, "2026-09-01"),
        employee=yrsa,
    )
    decide_all(found)
    approve(found)
    assert standing(citizen) == [
        ("2026-01-01", "2026-04-30"),
        ("2026-05-01", "2026-07-31"),
        ("2026-09-01", ""),
    ]
    latest = Period.history.filter(history_type="~").latest("history_id")
    assert (latest.history_user_id, latest.history_change_reason) == (TEST.code, "Afstemt med KMD")


def test_one_who_is_not_on_the_list_ends_the_day_before_it(yrsa: Employee) -> None:
    citizen = make_person(1, ("2026-01-01", ""))
    found = review(row(2), employee=yrsa)
    decide_all(found)
    approve(found)
    assert standing(citizen) == [("2026-01-01", str(TODAY - timedelta(days=1)))]


@pytest.mark.parametrize("decision", ["vores", "spoerg"])
def test_what_is_kept_or_asked_about_stands(yrsa: Employee, decision: str) -> None:
    citizen = make_person(1, ("2026-01-01", ""))
    found = review(row(1, "2026-03-01"), employee=yrsa)
    decide_all(found, decision)
    assert approve(found).moved == 0
    assert standing(citizen) == [("2026-01-01", "")]


def test_nothing_is_approved_while_somebody_is_undecided_or_twice(yrsa: Employee) -> None:
    make_person(1, ("2026-01-01", ""))
    found = review(row(1, "2026-03-01"), employee=yrsa)
    with pytest.raises(operations.UndecidedLeft):
        approve(found)
    decide_all(found)
    approve(found)
    with pytest.raises(operations.AlreadyClosed):
        approve(found)
    assert not operations.discard(afstemning=found)


def test_an_error_at_the_last_person_leaves_nothing(
    yrsa: Employee, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = make_person(1, ("2026-01-01", ""))
    found = review(row(1, "2026-03-01"), row(2), row(3), employee=yrsa)
    decide_all(found)
    written: list[AfstemningLine] = []
    write = approving._Writer.write

    def break_at_the_last(self: approving._Writer) -> None:
        written.append(self.line)
        if len(written) == 3:
            raise KeyboardInterrupt
        write(self)

    monkeypatch.setattr(approving._Writer, "write", break_at_the_last)
    with pytest.raises(KeyboardInterrupt):
        approve(found)
    assert standing(kept) == [("2026-01-01", "")]
    assert (Citizen.objects.count(), Case.objects.count()) == (1, 1)
    assert Afstemning.objects.get().state == "aaben"
    assert IntakeRow.objects.count() == 2


def test_a_period_changed_since_the_review_stops_it_and_is_seen_anew(yrsa: Employee) -> None:
    citizen = make_person(1, ("2026-01-01", ""))
    found = review(row(1, "2026-03-01"), employee=yrsa)
    decide_all(found)
    correct(Period.objects.get(), start=date(2026, 2, 1))
    with pytest.raises(operations.ReviewChanged) as changed:
        approve(found)
    operations.review_again(afstemning=found, keys=changed.value.keys, as_of=TODAY)
    line = found.lines.get()
    assert (line.decision, line.ours[0][2]) == ("", "2026-02-01")
    decide_all(found)
    approve(found)
    assert standing(citizen) == [("2026-03-01", "")]


def test_a_person_registered_meanwhile_stops_it(yrsa: Employee) -> None:
    found = review(row(1), employee=yrsa)
    decide_all(found)
    make_person(1)
    with pytest.raises(operations.Collided):
        approve(found)


@pytest.mark.slow
def test_rolled_back_all_is_as_it_was_but_what_was_changed_since(yrsa: Employee) -> None:
    first = make_person(1, ("2026-01-01", ""))
    second = make_person(2, ("2026-01-01", ""))
    found = review(
        row(1, "2026-02-01"),
        row(1, "2025-01-01", "2025-02-01"),
        row(2, "2026-02-01"),
        row(3),
        employee=yrsa,
    )
    decide_all(found)
    approve(found)
    correct(Period.objects.get(citizen=second), start=date(2026, 2, 15))
    operations.roll_back(afstemning=found, actor=TEST, as_of=TODAY)
    assert standing(first) == [("2026-01-01", "")]
    assert standing(second) == [("2026-02-15", "")]
    assert [line.citizen_id for line in found.lines.exclude(left="")] == [second.pk]
    new = Citizen.objects.exclude(pk__in=[first.pk, second.pk]).get()
    assert standing(new) == []
    assert not Case.objects.open().filter(citizen=new).exists()
    with pytest.raises(operations.NotApproved):
        operations.roll_back(afstemning=found, actor=TEST, as_of=TODAY)


def test_after_30_days_it_stands(yrsa: Employee) -> None:
    found = review(row(1), employee=yrsa)
    decide_all(found)
    latest = operations.latest_day(approve(found))
    with pytest.raises(operations.TooLate):
        operations.roll_back(afstemning=found, actor=TEST, as_of=latest + timedelta(days=1))
    operations.roll_back(afstemning=found, actor=TEST, as_of=latest)


def test_a_newer_list_may_have_been_approved_while_this_one_was_open(yrsa: Employee) -> None:
    make_person(1, ("2026-01-01", ""))
    older = review(row(1, "2026-02-01"), employee=yrsa, day=date(2026, 11, 1))
    meant = review(row(1, "2026-02-01"), employee=yrsa, day=date(2026, 11, 1), again=True)
    approve(review(row(1), employee=yrsa, day=date(2026, 11, 20)))
    for found in (older, meant):
        decide_all(found)
    with pytest.raises(operations.OlderThanLatest):
        approve(older)
    approve(meant)


def test_the_same_file_is_not_approved_twice(yrsa: Employee) -> None:
    make_person(1, ("2026-01-01", ""))
    first, second = (review(row(1), employee=yrsa) for _ in range(2))
    approve(first)
    with pytest.raises(operations.SameListAgain):
        approve(second)


@pytest.mark.parametrize("decision", ["listen", "vores"])
def test_a_number_withdrawn_meanwhile_takes_its_line_along(
    yrsa: Employee, anne: Employee, decision: str
) -> None:
    citizen = make_person(1, ("2026-01-01", "2026-03-31"))
    found = review(row(1), employee=yrsa)
    decide_all(found, decision)
    put_right(
        citizen=citizen,
        cpr=cpr.parse(number(77)),
        valid_from=TODAY,
        reason="Tastefejl",
        put_right_by=anne,
    )
    if decision == "listen":
        with pytest.raises(operations.Collided):
            approve(found)
    else:
        approve(found)
    assert standing(citizen) == [("2026-01-01", "2026-03-31")]
