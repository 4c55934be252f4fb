"""What one citizen's rows come to; the table states one rule a row."""

import itertools
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.intake.rules import ANNULLED, Known, Listed, Outcome, Verdict, judge

MARCH, MAY, JULY, SEPT = (date(2026, month, 1) for month in (3, 5, 7, 9))
KIND = "ledighedsydelse"


def listed(start: date, end: date | None, line: int = 2, kind: str = KIND) -> Listed:
    return Listed(line, kind, start, end)


def known(
    start: date,
    end: date | None,
    *,
    imported: date | str | None = "same",
    annulled: bool = False,
    kind: str = KIND,
) -> Known:
    said = end if imported == "same" else None if imported == "never" else imported
    return Known(7, kind, start, end, imported != "never", said, annulled)  # type: ignore[arg-type]


ONE_ROW = [
    ("unknown key is new", [], Outcome.NEW),
    ("same last day changes nothing", [known(MARCH, JULY)], Outcome.UNCHANGED),
    ("another last day corrects", [known(MARCH, MAY)], Outcome.CHANGED),
    ("an open period may be closed", [known(MARCH, None)], Outcome.CHANGED),
    ("by hand and still open may be closed", [known(MARCH, None, imported="never")], Outcome.CHANGED),
    ("by hand with a last day stands", [known(MARCH, MAY, imported="never")], Outcome.BAD),
    ("corrected by hand stands", [known(MARCH, MAY, imported=JULY)], Outcome.BAD),
    ("reopened by hand stands", [known(MARCH, None, imported=MAY)], Outcome.BAD),
    ("corrected to what the list says", [known(MARCH, JULY, imported=MAY)], Outcome.UNCHANGED),
    ("annulled is not brought back", [known(MARCH, JULY, annulled=True)], Outcome.BAD),
    ("annulled and registered anew", [known(MARCH, JULY, annulled=True), known(MARCH, JULY)], Outcome.UNCHANGED),
    ("overlaps a registered one", [known(MAY, SEPT)], Outcome.BAD),
    ("overlap of another type is fine", [known(MAY, SEPT, kind="ferie")], Outcome.NEW),
    ("touching is no overlap", [known(JULY, SEPT)], Outcome.NEW),
    ("an annulled one is not met", [known(MAY, SEPT, annulled=True)], Outcome.NEW),
]  # fmt: skip


@pytest.mark.parametrize(("here", "outcome"), [c[1:] for c in ONE_ROW], ids=[c[0] for c in ONE_ROW])
def test_a_row_is_judged_beside_what_stands_here(here: list[Known], outcome: Outcome) -> None:
    (verdict,) = judge(listed=[listed(MARCH, JULY)], known=here)
    assert verdict.outcome is outcome
    assert bool(verdict.message) == (outcome is Outcome.BAD)


def test_a_key_given_another_type_by_hand_is_not_brought_back() -> None:
    here = replace(known(MARCH, JULY, kind="ferie"), imported_key=(KIND, MARCH))
    (verdict,) = judge(listed=[listed(MARCH, JULY)], known=[here])
    assert (verdict.outcome, verdict.column) == (Outcome.BAD, "fra")
    assert "rettet i hånden her til ferie 1. marts–30. juni 2026" in verdict.message


def test_a_key_corrected_and_then_annulled_is_not_brought_back() -> None:
    here = replace(known(MARCH, JULY, kind="ferie", annulled=True), imported_key=(KIND, MARCH))
    (verdict,) = judge(listed=[listed(MARCH, JULY)], known=[here])
    assert (verdict.outcome, verdict.column, verdict.message) == (Outcome.BAD, "fra", ANNULLED)


def test_the_list_that_has_the_correction_confirms_it() -> None:
    here = replace(known(MARCH, JULY, kind="ferie"), imported_key=(KIND, MARCH))
    (verdict,) = judge(listed=[listed(MARCH, JULY, kind="ferie")], known=[here])
    assert (verdict.outcome, verdict.confirms) == (Outcome.UNCHANGED, True)


def test_a_corrected_key_that_is_registered_anew_counts_again() -> None:
    moved = replace(known(MARCH, MAY, kind="ferie"), imported_key=(KIND, MARCH))
    (verdict,) = judge(listed=[listed(MARCH, JULY)], known=[moved, known(MARCH, MAY)])
    assert verdict.outcome is Outcome.CHANGED


def test_a_key_twice_is_wrong_both_times() -> None:
    rows = [listed(MARCH, JULY, 2), listed(MARCH, JULY, 3)]
    assert {verdict.outcome for verdict in judge(listed=rows, known=[])} == {Outcome.BAD}


def test_a_row_that_closes_one_makes_room_for_the_next() -> None:
    rows = [listed(MAY, None, 2), listed(MARCH, MAY, 3)]
    outcomes = [v.outcome for v in judge(listed=rows, known=[known(MARCH, None)])]
    assert outcomes == [Outcome.NEW, Outcome.CHANGED]


def test_when_the_closing_row_falls_the_next_falls_with_it() -> None:
    rows = [listed(MARCH, SEPT, 2), listed(MAY, JULY, 3), listed(SEPT, None, 4)]
    verdicts = judge(listed=rows, known=[known(MARCH, None)])
    assert [verdict.outcome for verdict in verdicts] == [Outcome.BAD] * 3


def test_an_overlap_names_the_other_row() -> None:
    first, _ = judge(listed=[listed(MARCH, JULY, 2), listed(MAY, SEPT, 3)], known=[])
    assert "1. maj–31. august 2026 af samme type, som står i række 3" in first.message


# A busy machine is no fault of the rules.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAYS = st.integers(0, 40).map(lambda n: date(2026, 1, 1) + timedelta(days=n))
ENDS = st.none() | st.integers(1, 15)


@st.composite
def rows(draw: st.DrawFn) -> list[Listed]:
    drawn = draw(st.lists(st.tuples(DAYS, ENDS, st.sampled_from(["ferie", KIND])), max_size=8))
    return [
        Listed(line, kind, start, start + timedelta(days=length) if length else None)
        for line, (start, length, kind) in enumerate(drawn, start=2)
    ]


@st.composite
def registered(draw: st.DrawFn) -> list[Known]:
    """Periods that touch but never overlap, as the database holds them."""
    found, day = [], date(2026, 1, 1)
    for number, (gap, length, touched) in enumerate(
        draw(
            st.lists(
                st.tuples(st.integers(0, 9), st.integers(1, 9), st.integers(0, 3)),
                max_size=5,
            )
        )
    ):
        start = day + timedelta(days=gap)
        day = start + timedelta(days=length)
        said = day if touched else start + timedelta(days=1)
        found.append(Known(number, KIND, start, day, touched != 1, said, touched == 2))
    return found


def by_line(verdicts: list[Verdict]) -> list[Verdict]:
    return sorted(verdicts, key=lambda verdict: verdict.line)


@patient
@given(rows(), registered(), st.randoms())
@pytest.mark.slow
def test_the_order_of_rows_changes_no_verdict(
    listed: list[Listed], here: list[Known], dice: random.Random
) -> None:
    shuffled, turned = dice.sample(listed, len(listed)), dice.sample(here, len(here))
    assert by_line(judge(listed=shuffled, known=turned)) == by_line(
        judge(listed=listed, known=here)
    )


@patient
@given(rows(), registered())
def test_what_is_accepted_never_overlaps(listed: list[Listed], here: list[Known]) -> None:
    verdicts = {verdict.line: verdict for verdict in judge(listed=listed, known=here)}
    state = {period.key: period.end for period in here if not period.is_annulled}
    state |= {row.key: row.end for row in listed if verdicts[row.line].outcome is not Outcome.BAD}
    for kind in (KIND, "ferie"):
        ordered = sorted(
            (start, end or date.max) for (of, start), end in state.items() if of == kind
        )
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(ordered))
