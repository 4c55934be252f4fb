"""What one who sees the committee's versions can think of: every month that may lie behind them.

A life is what one round adds to the numbers of one month. A month is a sum of lives, and so is a year:
each life may come and go within its month, by cases opened and closed, which no version shows. So
months tell nothing of each other, and `is_possible` is all there is to know of one.
`test_lives.py` asks the real conditions for the lives; nothing here but that list is taken on trust.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations, product

from reports.committee import rules
from reports.committee.rules import Column
from reports.figures import catalogue

BEGUN = tuple(figure.key for figure in catalogue.BEGUN)
HOLDING = tuple(figure.key for figure in catalogue.HOLDING)
DUE = "forfaldne"
STARTED, STARTED_LATE = "paabegyndt-til-tiden", "paabegyndt-for-sent"
DONE, DONE_LATE = "afsluttet-til-tiden", "afsluttet-for-sent"
OPEN, OPEN_LATE = "aabne-inden-fristen", "over-fristen"
KEYS = (DUE, STARTED, STARTED_LATE, DONE, DONE_LATE, OPEN, OPEN_LATE)

ENDS = (OPEN, DONE, OPEN_LATE, DONE_LATE)
LIVES = frozenset(
    frozenset(life)
    for life in (
        (DUE,),
        *((end,) for end in ENDS),
        *((STARTED, end) for end in (OPEN, DONE)),
        *((STARTED_LATE, end) for end in ENDS),
        *((DUE, end) for end in (OPEN, DONE, OPEN_LATE)),
        *((DUE, start, end) for start in (STARTED, STARTED_LATE) for end in (OPEN, DONE)),
    )
)

Numbers = Mapping[str, tuple[int, ...]]  # by jobcenter
Seen = dict[str, Column]


def is_possible(numbers: Numbers) -> bool:
    """What was begun in time is open or finished in time; what was begun is open or finished."""
    return all(min(one.values()) >= 0 and _holds(one) for one in by_jobcenter(numbers))


def _holds(one: Mapping[str, int]) -> bool:
    in_time = one[OPEN] + one[DONE]
    every = in_time + one[OPEN_LATE] + one[DONE_LATE]
    return one[STARTED] <= in_time and one[STARTED] + one[STARTED_LATE] <= every


def by_jobcenter(numbers: Numbers) -> list[dict[str, int]]:
    count = len(next(iter(numbers.values())))
    return [{key: parts[place] for key, parts in numbers.items()} for place in range(count)]


def seen(numbers: Numbers) -> Seen:
    return rules.published_together(numbers, begun=BEGUN, holding=HOLDING)


def hidden(shown: Seen) -> Iterator[tuple[str, int]]:
    for key, column in shown.items():
        yield from ((key, place) for place, part in enumerate(column.parts) if part is None)


def may_be_others(numbers: Numbers, key: str, place: int, *, reach: int = 9) -> set[int]:
    """What the hidden part is in other worlds that look the same; found one by one, until two apart."""
    shown, found = seen(numbers), {numbers[key][place]}
    for size in range(1, reach + 1):
        for world in _around(numbers, shown, key, place, size):
            if world[key][place] not in found and is_possible(world) and seen(world) == shown:
                found.add(world[key][place])
        if max(found) - min(found) > 1:
            break
    return found


def _around(numbers: Numbers, shown: Seen, key: str, place: int, size: int) -> Iterator[Numbers]:
    """The part changed, and with it up to two other numbers that are hidden."""
    others = {
        one: list(_anywhere(numbers[one], shown[one], size))
        for one in numbers
        if one not in (key, DUE) and shown[one].parts[0] is None
    }
    for parts in _moved(numbers[key], shown[key], place, size):
        changed = {**numbers, key: parts}
        yield changed
        for one in others:
            yield from ({**changed, one: now} for now in others[one])
        for one, two in combinations(others, 2):
            for pair in product(others[one], others[two]):
                yield {**changed, one: pair[0], two: pair[1]}


def _anywhere(parts: tuple[int, ...], column: Column, size: int) -> Iterator[tuple[int, ...]]:
    for place in range(len(parts)):
        yield from _moved(parts, column, place, size)


def _moved(
    parts: tuple[int, ...], column: Column, place: int, size: int
) -> Iterator[tuple[int, ...]]:
    """With one part another, and another part the less; alone only where the sum is hidden too."""
    others = [other for other in range(len(parts)) if other != place]
    for step in (-size, size):
        for other in others if column.total is not None else [None, *others]:
            now = list(parts)
            now[place] += step
            if other is not None:
                now[other] -= step
            if min(now) >= 0:
                yield tuple(now)
