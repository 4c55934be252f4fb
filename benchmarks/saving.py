"""One period saved with its recompute, against the same save without."""

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
SAVES = 100
BENCH = Actor.command("bench")
# Before everyone's life: a whole round is put in front, so that every other round moves.
BEGINNING, LENGTH = date(1980, 1, 1), timedelta(days=400)


def run() -> list[Ratio]:
    citizens = Citizen.objects.order_by("id").iterator(chunk_size=SAVES)
    pairs = []
    for _ in range(TIMES):
        with_it = median(_seconds(citizen) for citizen in islice(citizens, SAVES))
        with patch.multiple(findings, begin_change=_nothing, end_change=_nothing):
            without = median(_seconds(citizen) for citizen in islice(citizens, SAVES))
        pairs.append((with_it, without))
    return [measuring.median_ratio("gem en periode med genberegning", pairs, LIMIT)]


def _seconds(citizen: Citizen) -> float:
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
