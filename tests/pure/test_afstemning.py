"""From our periods to the list's, with the fewest facts changed."""

from datetime import date

import pytest

from reports.afstemning import words
from reports.afstemning.rules import Annul, Correct, Ours, Register, Span, joined, steps, wanted

LIST_DAY = date(2026, 11, 22)


def span(start: str, end: str = "") -> Span:
    return Span(date.fromisoformat(start), date.fromisoformat(end) if end else None)


A = Ours(1, 1, span("2026-01-01", "2026-04-01"))
B = Ours(2, 1, span("2026-06-01"))


@pytest.mark.parametrize(
    ("ours", "listed", "found"),
    [
        ([A, B], [A.span, B.span], []),  # what stands is left
        ([B], [span("2026-06-01", "2026-07-01")], [Correct(B, span("2026-06-01", "2026-07-01"))]),
        ([B], [span("2026-05-05")], [Correct(B, span("2026-05-05"))]),  # most days in common
        ([A], [A.span, span("2026-08-01")], [Register(span("2026-08-01"))]),
        ([A, B], [B.span], [Annul(A)]),
        ([A], [span("2026-08-01")], [Annul(A), Register(span("2026-08-01"))]),  # nothing in common
        (  # the same first day goes before more days in common
            [A, B],
            [span("2026-01-01"), span("2025-01-01", "2026-01-01")],
            [Annul(B), Correct(A, span("2026-01-01")), Register(span("2025-01-01", "2026-01-01"))],
        ),
    ],
)
def test_steps_from_ours_to_the_lists(ours, listed, found) -> None:
    assert steps(ours=ours, spans=listed) == found


@pytest.mark.parametrize(
    ("ours", "left"),
    [
        (B, [span("2026-06-01", "2026-11-22")]),  # going on: ends the day before the list's
        (A, [A.span]),  # ended before it: stands
        (Ours(3, 1, span("2026-11-22")), []),  # begins on its day: never received
    ],
)
def test_one_who_is_not_listed_had_nothing_in_the_days_it_covers(ours, left) -> None:
    assert wanted(ours=[ours], listed=[], covers_from=LIST_DAY) == left


@pytest.mark.parametrize(
    ("spans", "found"),
    [
        ([span("2026-03-01"), span("2026-01-01", "2026-03-01")], [span("2026-01-01")]),
        (  # a day between keeps them apart
            [span("2026-01-01", "2026-03-01"), span("2026-03-02")],
            [span("2026-01-01", "2026-03-01"), span("2026-03-02")],
        ),
        (
            [span(f"2026-0{month}-01", f"2026-0{month + 1}-01") for month in (2, 1, 3)],
            [span("2026-01-01", "2026-04-01")],
        ),
    ],
)
def test_what_follows_without_a_day_between_is_one(spans, found) -> None:
    assert joined(spans) == found


def test_who_is_on_another_list_is_told_by_its_source() -> None:
    told = [("KMD", "2026-09-30", 37), ("KY", "2026-11-02", 1)]
    assert words.elsewhere(told).replace("\u00a0", " ") == (
        "37 personer med en periode her står på listen fra KMD pr. 30. sep. 2026, og 1 person med en"
        " periode her står på listen fra KY pr. 2. nov. 2026; de mangler ikke på denne."
    )
    assert words.elsewhere([]) == ""
