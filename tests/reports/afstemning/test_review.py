"""A list beside our periods: the groups, what each difference would move, and what is not shown."""

from datetime import date, timedelta

import pytest

from cases.citizens.models import Citizen
from cases.history import change
from cases.intake import operations as intake
from cases.intake.models import IntakeRow, IntakeRun
from cases.people.models import Employee
from cases.periods.models import Period
from reports.afstemning import operations, queries, words
from reports.afstemning.models import Afstemning, AfstemningLine
from tests.factories import NOW, TEST, TODAY, make_inhabil
from tests.intake.lists import number
from tests.reports.afstemning.lists import (
    approve,
    decide_all,
    groups,
    make_person,
    make_source,
    review,
    row,
)

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_each_person_stands_in_one_group(yrsa: Employee) -> None:
    make_person(1, ("2026-01-01", ""))
    make_person(2, ("2026-01-01", ""))
    missing = make_person(3, ("2026-01-01", ""))
    make_person(4, ("2025-01-01", "2025-06-30"))  # ended long before the list: not expected on it
    make_person(5, ("2025-01-01", "2025-06-30"), ("2026-01-01", ""))
    found = review(
        row(1),
        row(2, "2026-01-01", "2026-10-31"),
        row(6),
        row(5),
        row(7, "2026-13-01"),
        "hest;Ole;2026-01-01;",
        row(8, "2026-01-01", "2026-03-31"),
        row(8, "2026-03-31"),
        employee=yrsa,
    )
    assert groups(found) == {
        2: "stemmer",
        3: "andre_datoer",
        4: "mangler_hos_os",
        5: "stemmer",
        6: "kan_ikke_laeses",
        7: "kan_ikke_laeses",
        8: "kan_ikke_laeses",  # their rows overlap one another
        None: "mangler_paa_listen",
    }
    assert found.lines.get(line=None).citizen_id == missing.pk
    assert "cpr" in found.lines.get(line=7).message
    assert found.people == 7


def test_a_person_told_twice_with_the_same_period_is_one_person(yrsa: Employee) -> None:
    make_person(1, ("2026-01-01", ""))
    found = review(row(1), row(1), row(2), row(2), employee=yrsa)
    assert groups(found) == {2: "stemmer", 4: "mangler_hos_os"}
    assert found.people == 2
    decide_all(found)
    approve(found)
    assert Citizen.objects.count() == 2
    assert Period.objects.count() == 2


def test_a_list_that_covers_months_back_expects_what_ended_in_them(yrsa: Employee) -> None:
    make_person(1, ("2026-01-01", "2026-10-31"))
    found = review(row(2), employee=yrsa, source=make_source("KY", months_back=3))
    assert groups(found)[None] == "mangler_paa_listen"


def test_nothing_is_changed_by_a_review(yrsa: Employee) -> None:
    make_person(1, ("2026-01-01", ""))
    review(row(1, "2026-02-01"), row(2), employee=yrsa)
    assert (Citizen.objects.count(), Period.objects.get().start) == (1, date(2026, 1, 1))


@pytest.mark.slow
def test_the_effect_is_what_approving_then_moves(yrsa: Employee) -> None:
    ended = make_person(1, ("2026-01-01", ""))
    later = make_person(2, ("2026-01-01", ""))
    make_person(3, ("2020-01-01", "2020-01-31"))
    found = review(
        row(1, "2026-01-01", "2026-10-31"),
        row(2, "2026-01-11"),
        row(3, "2020-01-01", "2020-01-30"),
        employee=yrsa,
    )
    told = {line.citizen_id: line for line in found.lines.all()}
    assert (told[later.pk].shift, told[later.pk].has_effect) == (10, True)
    assert told[ended.pk].has_effect
    assert not found.lines.get(line=4).has_effect
    decide_all(found)
    approve(found)
    for citizen in (ended, later):
        moved = [
            [move.round, move.mark, _iso(move.old_date), _iso(move.new_date)]
            for move in citizen.moves.order_by("id")
        ]
        assert moved == told[citizen.pk].moves


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def test_the_effect_told_is_that_of_the_round_both_have(yrsa: Employee) -> None:
    """Round 1 was reached days ago here, and is still to come with the list's dates."""
    start = TODAY - timedelta(days=367)
    make_person(1, (start.isoformat(), ""))
    found = review(row(1, (start + timedelta(days=7)).isoformat()), employee=yrsa)
    line = found.lines.get(line=2)
    assert words.badge(line.moves)["text"] == "Frist 7\N{NO-BREAK SPACE}dage senere"
    assert words.moved(line.moves).endswith(" og 5 mere")
    assert [move[0] for move in line.moves] == [1] * 3 + [2] * 3


def test_the_restricted_and_the_closed_are_counted_and_not_compared_on_the_page(
    yrsa: Employee,
) -> None:
    make_person(1, ("2026-01-01", ""), protected=True)
    make_inhabil(yrsa, make_person(2, ("2026-01-01", "")))
    found = review(row(1, "2026-03-01", name="Hemmelig"), row(2, "2026-03-01"), employee=yrsa)
    assert not AfstemningLine.objects.shown().filter(afstemning=found).exists()
    hidden = found.lines.get(is_hidden=True)
    assert (hidden.line, hidden.ours, hidden.listed, hidden.moves) == (2, [], [], [])
    assert not IntakeRow.objects.filter(name="Hemmelig").exists()
    assert operations.decide(afstemning=found, keys=[hidden.pk], decision="listen") == 0


def test_who_is_restricted_or_closed_after_the_list_came_is_neither_shown_nor_written(
    yrsa: Employee,
) -> None:
    marked, near = make_person(1, ("2026-01-01", "")), make_person(2, ("2026-01-01", ""))
    found = review(row(1, "2026-03-01"), row(2, "2026-03-01"), employee=yrsa)
    keys = list(found.lines.values_list("pk", flat=True))
    assert operations.decide(afstemning=found, keys=keys, decision="listen") == 2
    with change(actor=TEST):
        marked.is_protected = True
        marked.save()
    make_inhabil(yrsa, near)
    counts = queries.counts(found)
    assert (counts.hidden, counts.hidden_rows, counts.closed, counts.decided) == (1, [2], 1, 0)
    assert operations.decide(afstemning=found, keys=keys, decision="vores") == 0
    approve(found)
    assert {str(one.start) for one in Period.objects.standing()} == {"2026-01-01"}
    assert queries.outcome(found)["written"] == 0


def test_an_older_list_and_the_same_list_are_refused_unless_asked_for(yrsa: Employee) -> None:
    approve(_decided(yrsa))
    with pytest.raises(operations.OlderThanLatest):
        review(row(2), employee=yrsa, day=TODAY - timedelta(days=60))
    with pytest.raises(operations.SameListAgain):
        review(row(1), employee=yrsa)
    assert review(row(2), employee=yrsa, day=TODAY - timedelta(days=60), again=True)
    with pytest.raises(operations.ListFromTheFuture):
        review(row(2), employee=yrsa, day=TODAY + timedelta(days=1))


def _decided(yrsa: Employee) -> Afstemning:
    found = review(row(1), employee=yrsa)
    decide_all(found, "vores")
    return found


def test_the_names_of_those_registered_here_are_let_go_and_the_rest_within_30_days(
    yrsa: Employee,
) -> None:
    make_person(1, ("2026-01-01", ""))
    found = review(row(1), row(2), employee=yrsa)
    assert list(IntakeRow.objects.values_list("line", flat=True)) == [3]
    intake.delete_expired(now=NOW + timedelta(days=2))
    assert IntakeRow.objects.count() == 1
    assert operations.discard_expired(now=found.at + timedelta(days=31)) == 1
    assert IntakeRow.objects.count() == 0
    assert number(2) not in str(list(found.lines.values()))


def test_a_list_kept_past_its_days_is_closed_with_its_rows_and_says_so(yrsa: Employee) -> None:
    found = review(row(1), employee=yrsa)
    decide_all(found)
    IntakeRow.objects.all().delete()
    IntakeRun.objects.update(state=IntakeRun.State.DISCARDED)  # as it was left before
    for go_on in (lambda: approve(found), lambda: decide_all(found)):
        with pytest.raises(operations.ListLetGo):
            go_on()
    intake.delete_expired(now=found.at + timedelta(days=31))
    found.refresh_from_db()
    assert found.state == Afstemning.State.DISCARDED
    assert not found.lines.exists()


def test_a_list_without_persons_is_refused(yrsa: Employee) -> None:
    with pytest.raises(operations.ListWithoutPersons):
        review(employee=yrsa)
    assert not Afstemning.objects.exists()


@pytest.mark.slow
def test_who_goes_on_on_another_sources_latest_list_is_not_missing(yrsa: Employee) -> None:
    here = [make_person(serial, ("2026-01-01", "")) for serial in (1, 2)]
    kmd = review(row(1), row(2, "2026-01-01", "2026-10-31"), row(3), employee=yrsa)
    decide_all(kmd, "vores")
    approve(kmd)
    here.append(make_person(3, ("2026-01-01", "")))  # registered since
    ky = make_source("KY")
    first = review(row(4), employee=yrsa, source=ky)
    assert _missing(first) == {here[1].pk}
    assert queries.elsewhere(first) == [("KMD", TODAY.isoformat(), 2)]
    january, april = date(2027, 1, 4), date(2027, 4, 1)  # the next quarter, and too long after
    next_one = review(row(4), employee=yrsa, source=ky, day=january, as_of=january)
    assert _missing(next_one) == {here[1].pk}
    assert len(_missing(review(row(4), employee=yrsa, source=ky, day=april, as_of=april))) == 3
    of_the_same_source = review(row(4), employee=yrsa)  # its own list before counts not
    assert len(_missing(of_the_same_source)) == 3
    assert queries.elsewhere(of_the_same_source) == []


def _missing(found: Afstemning) -> set[object]:
    return set(found.lines.filter(group="mangler_paa_listen").values_list("citizen_id", flat=True))
