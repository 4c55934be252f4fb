"""What the committee sees: nothing under five, and nothing that it could be worked out from."""

from collections import defaultdict
from itertools import product

import pytest

from reports.committee.rules import LEAST, Column, published


@pytest.mark.parametrize(
    ("parts", "shown", "because"),
    [
        ((14, 16, 10), Column((14, 16, 10), 40), "nothing is under five"),
        ((14, 16, 3), Column((None, None, None), 33), "one alone could be subtracted"),
        ((4, 4, 4), Column((None, None, None), 12), "the sum tells none of them"),
        ((1, 2, 1), Column((None, None, None), None), "the sum is under five itself"),
        ((0, 0, 0), Column((None, None, None), None), "none is under five as well"),
        ((3,), Column((None,), None), "one jobcenter is its own sum"),
        ((7,), Column((7,), 7), "one jobcenter, and enough"),
        ((), Column((), 0), "no jobcenter"),
    ],
)
def test_what_is_shown(parts: tuple[int, ...], shown: Column, because: str) -> None:
    assert published(parts) == shown, because


@pytest.mark.parametrize(("jobcentres", "most"), [(1, 40), (2, 20), (3, 12), (4, 7)])
def test_no_hidden_part_can_be_worked_out_by_one_who_knows_the_rule(
    jobcentres: int, most: int
) -> None:
    """Every table there is, gathered by what is seen of it: each hidden part may be several numbers."""
    seen: dict[Column, list[tuple[int, ...]]] = defaultdict(list)
    for parts in product(range(most + 1), repeat=jobcentres):
        seen[published(parts)].append(parts)
    for column, tables in seen.items():
        for place, part in enumerate(column.parts):
            possible = {table[place] for table in tables}
            assert part is not None or len(possible) > 1, (column, tables)
            assert part is None or (part >= LEAST and possible == {part})
        assert column.total is None or column.total >= LEAST


def test_what_had_come_alone_would_tell_the_last_one_by_the_difference() -> None:
    """The road not taken."""
    before, after = published((14, 4)), published((14, 4, 3))
    assert before.parts == after.parts[:2] == (None, None)
    assert (after.total or 0) - (before.total or 0) == 3
