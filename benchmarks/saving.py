"""One period saved with its recompute, against the same save without."""

from contextlib import nullcontext
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
# Before everyone's life: a whole round is put in front, so that every other round moves.
BEGINNING, LENGTH = date(1980, 1, 1), timedelta(days=400)


def run() -> list[Ratio]:
    """Pairs are taken alternately, so that both sides meet the same machine."""
    citizens = Citizen.objects.order_by("id").iterator(chunk_size=SAVES)
    pairs = []
    for _ in range(TIMES):
        taken: dict[bool, list[float]] = {True: [], False: []}
        for place, citizen in enumerate(islice(citizens, SAVES)):
            taken[place % 2 == 0].append(_seconds(citizen, recomputing=place % 2 == 0))
        pairs.append((median(taken[True]), median(taken[False])))
    return [measuring.median_ratio("gem en periode med genberegning", pairs, LIMIT)]


def _seconds(citizen: Citizen, *, recomputing: bool) -> float:
    without = patch.multiple(findings, begin_change=_nothing, end_change=_nothing)
    with nullcontext() if recomputing else without:
        return measuring.seconds(
            lambda: periods.register_period(
                citizen=citizen,
                kind="ledighedsydelse",
                start=BEGINNING,
                end=BEGINNING + LENGTH,
                actor=BENCH,
                as_of=country.AS_OF,
            )
        )


def _nothing(**_: object) -> Recomputed:
    return Recomputed(rounds=[], moves=[], unchanged=[])
