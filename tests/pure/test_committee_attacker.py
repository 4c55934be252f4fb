"""One who knows the rules and sees every version of the committee can tell no hidden number."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.committee import rules
from reports.committee.rules import LEAST, published
from tests.reports.committee.worlds import (
    BEGUN,
    DONE,
    DONE_LATE,
    DUE,
    HOLDING,
    KEYS,
    LIVES,
    OPEN,
    OPEN_LATE,
    STARTED,
    STARTED_LATE,
    Numbers,
    hidden,
    is_possible,
    may_be_others,
    seen,
)

NOBODY = dict.fromkeys(KEYS, 0)
BOUNDED = (STARTED, STARTED_LATE, OPEN, DONE, OPEN_LATE, DONE_LATE)


def month(*jobcentres: dict[str, int]) -> Numbers:
    return {key: tuple((NOBODY | one)[key] for one in jobcentres) for key in KEYS}


def test_each_number_for_itself_would_tell_how_many_were_finished() -> None:
    """The road not taken: nine begun in time are open or finished in time, and five are open."""
    told = month({STARTED: 9, OPEN: 5, DONE: 4})
    alone = {key: published(parts) for key, parts in told.items()}
    assert (alone[STARTED].total, alone[OPEN].total, alone[DONE].total) == (9, 5, None)
    fits = [
        count for count in range(LEAST) if is_possible(month({STARTED: 9, OPEN: 5, DONE: count}))
    ]
    assert fits == [4]
    assert seen(told)[STARTED].total is None
    assert may_be_others(told, DONE, 0) > {4}


@pytest.mark.parametrize(
    ("jobcentres", "shown", "because"),
    [
        ([{STARTED: 9, OPEN: 9, DONE: 9}], (9,), "room for them, and for four begun late"),
        ([{STARTED: 9, OPEN: 9}], None, "room for them, but not for four begun late"),
        ([{STARTED: 9, OPEN: 2, DONE: 9}], None, "the two open may be none"),
        ([{STARTED: 6, OPEN: 20}, {STARTED: 7, OPEN: 20}], (6, 7), "room in each"),
        ([{STARTED: 6, OPEN: 9}, {STARTED: 7, OPEN: 20}], (None, None), "room in the sum"),
        ([{STARTED: 6, OPEN: 4, DONE: 2}, {STARTED: 7, OPEN: 20}], (None, None), "only the sum is known"),
    ],
)  # fmt: skip
def test_what_was_begun_is_shown_where_there_is_room_for_it(
    jobcentres: list[dict[str, int]], shown: tuple[int | None, ...] | None, because: str
) -> None:
    column = seen(month(*jobcentres))[STARTED]
    if shown is None:
        assert (set(column.parts), column.total) == ({None}, None), because
    else:
        total = sum(one[STARTED] for one in jobcentres)
        assert (column.parts, column.total) == (shown, total), because


def test_a_month_is_possible_when_it_is_a_sum_of_lives_and_only_then() -> None:
    """Every month of up to two of each number, without what has fallen due: that may be any number."""
    assert frozenset({DUE}) in LIVES
    vectors = [[key in life for key in BOUNDED] for life in LIVES if life != {DUE}]
    lived = reached = {(0,) * len(BOUNDED)}
    for _ in range(2 * 4):
        reached = {
            now
            for one in reached
            for life in vectors
            if max(now := tuple(a + b for a, b in zip(one, life, strict=True))) <= 2
        } - lived
        lived = lived | reached
    every = product(range(3), repeat=len(BOUNDED))
    assert lived == {
        one for one in every if is_possible(month(dict(zip(BOUNDED, one, strict=True))))
    }


def test_no_small_month_of_one_jobcenter_tells_a_hidden_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every one there is, with two as the least that is shown, gathered by what is seen of it."""
    monkeypatch.setattr(rules, "LEAST", 2)
    worlds = defaultdict(list)
    for counts in product(range(4), repeat=len(BOUNDED)):
        numbers = {key: (count,) for key, count in zip(BOUNDED, counts, strict=True)}
        if is_possible(numbers):
            shown = rules.published_together(numbers, begun=BEGUN, holding=HOLDING)
            worlds[tuple(shown[key].total for key in BOUNDED)].append(counts)
    for shown, alike in worlds.items():
        for place, total in enumerate(shown):
            assert total is not None or len({counts[place] for counts in alike}) > 1, shown


def test_two_versions_of_a_month_would_tell_the_one_that_came_late() -> None:
    """The road not taken; without it a version is closed, and made of those that had come alone."""
    before = seen(month({DONE: 14}, {DONE: 9}))
    after = seen(month({DONE: 14}, {DONE: 9}, {DONE: 3}))
    late = [
        count
        for count in range(LEAST)
        if seen(month({DONE: 14}, {DONE: 9}, {DONE: count}))[DONE] == after[DONE]
    ]
    assert (before[DONE].total, after[DONE].total, late) == (23, 26, [3])


JOBCENTER = st.fixed_dictionaries(
    {frozenset({start, end}): st.integers(0, 9) for start in BEGUN for end in (OPEN, DONE)}
    | {frozenset({STARTED_LATE, end}): st.integers(0, 9) for end in (OPEN_LATE, DONE_LATE)}
    | {frozenset({end}): st.sampled_from((0, 0, 1, 4, 12)) for end in (DUE, *HOLDING)}
)


@pytest.mark.slow
@settings(max_examples=30, derandomize=True, deadline=None)
@given(st.lists(JOBCENTER, min_size=1, max_size=3))
def test_no_month_of_several_jobcentres_tells_a_hidden_number(
    drawn: list[dict[frozenset[str], int]],
) -> None:
    """Most of what is held was begun in the month: the bounds are near."""
    numbers = month(
        *({key: sum(n for life, n in one.items() if key in life) for key in KEYS} for one in drawn)
    )
    assert is_possible(numbers)
    for key, place in hidden(seen(numbers)):
        others = may_be_others(numbers, key, place)
        assert max(others) - min(others) > 1, (key, place, numbers)
