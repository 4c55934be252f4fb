"""One period saved with its recompute, against the same save without."""

import random
from contextlib import nullcontext, suppress
from datetime import date, timedelta
from itertools import islice
from statistics import median
from unittest.mock import patch

from benchmarks import country, measuring
from benchmarks.measuring import TIMES, Ratio
from cases.citizens.models import Citizen
from cases.findings import operations as findings
from cases.findings.operations import Recomputed
from cases.history import Actor
from cases.periods import operations as periods

LIMIT = 2.0
SAVES = 200
BENCH = Actor.command("bench")
# A stop of 45 days in the last three years: it counts, and often moves a date.
LENGTH, LATEST, EARLIEST = timedelta(days=45), 90, 1000


def run() -> list[Ratio]:
    """Pairs are taken alternately, so that both sides meet the same machine."""
    citizens = Citizen.objects.order_by("id").iterator(chunk_size=SAVES)
    rng, pairs = random.Random(country.SEED), []
    for _ in range(TIMES):
        taken: dict[bool, list[float]] = {True: [], False: []}
        for place, citizen in enumerate(islice(citizens, SAVES)):
            with suppress(periods.PeriodOverlaps):
                start = country.AS_OF - timedelta(days=rng.randint(LATEST, EARLIEST))
                recomputing = place % 2 == 0
                taken[recomputing].append(_seconds(citizen, start, recomputing=recomputing))
        pairs.append((median(taken[True]), median(taken[False])))
    return [measuring.median_ratio("gem en periode med genberegning", pairs, LIMIT)]


def _seconds(citizen: Citizen, start: date, *, recomputing: bool) -> float:
    without = patch.multiple(findings, begin_change=_nothing, end_change=_nothing)
    with nullcontext() if recomputing else without:
        return measuring.seconds(
            lambda: periods.register_period(
                citizen=citizen,
                kind="afbrydelse",
                start=start,
                end=start + LENGTH,
                actor=BENCH,
                as_of=country.AS_OF,
            )
        )


def _nothing(**_: object) -> Recomputed:
    return Recomputed(rounds=[], moves=[], unchanged=[])
