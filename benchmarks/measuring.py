"""Ratios, measured a few times and judged by their median; never a time alone."""

import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from statistics import median

TIMES = 3


@dataclass(frozen=True)
class Ratio:
    """`limit` is what it may at most be, or at least; None is told and not judged."""

    name: str
    found: float
    limit: float | None
    unit: str = "x"
    at_least: bool = False

    @property
    def is_exceeded(self) -> bool:
        if self.limit is None:
            return False
        return self.found < self.limit if self.at_least else self.found > self.limit

    def __str__(self) -> str:
        word, fault = ("mindst", "FOR LIDT") if self.at_least else ("højst", "FOR MEGET")
        allowed = "" if self.limit is None else f" ({word} {self.limit:g}{self.unit})"
        mark = f"  {fault}" if self.is_exceeded else ""
        return f"{self.name}: {self.found:.2f}{self.unit}{allowed}{mark}"


@dataclass(frozen=True)
class Measured:
    seconds: float
    megabytes: float


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def median_ratio(name: str, pairs: list[tuple[float, float]], limit: float | None) -> Ratio:
    """Each pair is (measured, against), taken right after one another on the same machine."""
    return Ratio(name, median(one / other for one, other in pairs), limit)


def in_a_process(
    work: Callable[..., object],
    database: str,
    *,
    prepare: Callable[[], object] | None = None,
) -> Measured:
    """In a process of its own, so that its memory is its own.

    Starting up is not counted, nor `prepare`, whose answer `work` is called with.
    """
    with ProcessPoolExecutor(
        1, get_context("spawn"), initializer=_begin, initargs=[database]
    ) as pool:
        return pool.submit(_measured, work, prepare).result()


def _begin(database: str) -> None:
    import django

    django.setup()
    from django.conf import settings

    for alias in settings.DATABASES.values():
        alias["NAME"] = database


def _measured(work: Callable[..., object], prepare: Callable[[], object] | None) -> Measured:
    given = [prepare()] if prepare else []
    taken = seconds(lambda: work(*given))
    return Measured(taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
