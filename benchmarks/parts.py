"""What is measured, in the order in which it is measured."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from benchmarks import (
    afstemning,
    audit_lists,
    country,
    intake,
    month_status,
    oversight,
    pages,
    recompute,
    reconciling,
    reminders,
    saving,
    sharing,
)
from benchmarks.measuring import Ratio
from benchmarks.pages import Taken

# The pages are measured in a country a hundred times smaller as well.
SMALLER, SMALLEST = 100, 100
PAGES = "sider"


@dataclass(frozen=True)
class Given:
    citizens: int
    small: dict[str, Taken]


PARTS: dict[str, Callable[[Given], Iterable[Ratio]]] = {
    "genberegn": lambda _: recompute.run(),
    "gem": lambda _: saving.run(),
    "nat": lambda _: sharing.run(),
    PAGES: lambda given: pages.ratios(given.small, pages.measure()),
    "paamindelser": lambda _: _reminded(),
    "indlaes": lambda given: intake.run(count=given.citizens),
    "maanedsstatus": lambda _: month_status.run(),
    "oversigter": lambda _: oversight.run(),
    "revisionslister": lambda _: audit_lists.run(),
    "afstem": lambda given: afstemning.run(count=given.citizens),
}
# It leaves everyone computed as of the day it is run on, not the country's.
ON_ANOTHER_DAY = "nat"


def measure(*, citizens: int, only: Collection[str] = PARTS) -> list[str]:
    """Loads the country, prints every ratio, and gives those that are exceeded."""
    given = Given(citizens, small=_small(citizens) if PAGES in only else {})
    print(f"Et land med {citizens} borgere dannes ...", flush=True)
    country.load(citizens)
    recompute.recompute()
    found: list[Ratio] = []
    for part, run in PARTS.items():
        if part in only:
            found += _told(run(given))
            if part == ON_ANOTHER_DAY:
                recompute.recompute()
    return [str(ratio) for ratio in found if ratio.is_exceeded]


def _small(citizens: int) -> dict[str, Taken]:
    country.load(max(citizens // SMALLER, SMALLEST))
    recompute.recompute()
    small = pages.measure()
    country.empty()
    return small


def _reminded() -> Iterator[Ratio]:
    """The reconciler looks for what the night before it told."""
    yield from reminders.run()
    yield from reconciling.run()


def _told(ratios: Iterable[Ratio]) -> list[Ratio]:
    """Each as soon as it is known."""
    told = []
    for ratio in ratios:
        print(ratio, flush=True)
        told.append(ratio)
    return told
