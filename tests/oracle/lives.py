"""Random benefit histories: for the oracle test and for the generated country of the benchmark.

`random_life` is a plain function of a seeded `random.Random`, so that a country is the same each
time it is made. A row is (type, first day, end day or None); the end day is not part of the row.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

Row = tuple[str, date, date | None]

# What a spell is, and how often out of a hundred.
KINDS = {
    "ledighedsydelse": 50,
    "sygdom": 10,
    "ferie": 5,
    "afbrydelse": 3,
    "barsel": 5,
    "sorgorlov": 2,
    "ferie_i_fleksjob": 3,
    "efter_ustoettet_arbejde": 3,
    "fleksjob": 15,
    "andet": 4,
}
# Spells drawn on average. With overlaps added, and lives cut short that run into the future,
# about 8.3 rows remain.
MEAN_SPELLS = 13.3
MOST_ROWS = 30
# Days on which a rule changed, or on which months are awkward.
LANDMARKS = (date(2008, 3, 1), date(2010, 1, 1), date(2008, 2, 29), date(2012, 2, 29))


def random_life(rng: random.Random, *, as_of: date, same_type_overlaps: bool = False) -> list[Row]:
    """One citizen's rows in order of start; about 8.3 of them on average.

    The database forbids overlaps within one type; the engine accepts them, so a test may ask.
    """
    wanted = _row_count(rng)
    day = _first_day(rng, as_of, wanted)
    rows: list[Row] = []
    while len(rows) < wanted:
        kind = rng.choices(list(KINDS), weights=list(KINDS.values()))[0]
        end = _end(rng, day)
        rows.append((kind, day, end))
        if rng.random() < 0.12:
            rows.append(_overlapping(rng, day, end))
        day = _next_start(rng, day, end)
        if day > as_of + timedelta(days=500):
            break
    rows = _left_open(rng, rows, as_of)
    return sorted(rows, key=_order) if same_type_overlaps else without_overlaps(rows)


def without_overlaps(rows: list[Row]) -> list[Row]:
    """Within each type, a row ends where the next begins."""
    kept: list[Row] = []
    following: dict[str, date] = {}
    for kind, start, end in sorted(rows, key=_order, reverse=True):
        limit = following.get(kind)
        if limit is not None and (end is None or end > limit):
            end = limit
        if end is None or end > start:
            kept.append((kind, start, end))
            following[kind] = start
    return sorted(kept, key=_order)


def _order(row: Row) -> tuple[date, str, date]:
    kind, start, end = row
    return start, kind, end or date.max


def _row_count(rng: random.Random) -> int:
    return min(MOST_ROWS, 1 + int(rng.expovariate(1 / (MEAN_SPELLS - 1))))


def _first_day(rng: random.Random, as_of: date, wanted: int) -> date:
    place = rng.random()
    if place < 0.10:
        return rng.choice(LANDMARKS) - timedelta(days=rng.randint(0, 800))
    if place < 0.15:
        return as_of + timedelta(days=rng.randint(-10, 400))
    return _tidied(rng, as_of - timedelta(days=rng.randint(0, 200 + 200 * wanted)))


def _end(rng: random.Random, start: date) -> date:
    """Mostly some weeks or months, sometimes about a year, where the marks are decided."""
    shape = rng.random()
    if shape < 0.15:
        return start + timedelta(days=rng.randint(1, 14))
    if shape < 0.70:
        return _after(start, _tidied(rng, start + timedelta(days=rng.randint(15, 250))))
    if shape < 0.85:
        return start + timedelta(days=rng.choice((303, 304, 306, 364, 365, 366, 546, 550)))
    return start + timedelta(days=rng.randint(200, 600))


def _next_start(rng: random.Random, start: date, end: date) -> date:
    shape = rng.random()
    if shape < 0.60:
        return end
    if shape < 0.70:
        return _after(start, end - timedelta(days=rng.randint(1, 40)))
    if shape < 0.92:
        return end + timedelta(days=rng.randint(1, 90))
    return end + timedelta(days=rng.randint(90, 600))


def _overlapping(rng: random.Random, start: date, end: date) -> Row:
    """A leave, a sickness or a job across part of the spell, or over its edge."""
    kind = rng.choice(("barsel", "sorgorlov", "sygdom", "fleksjob", "andet"))
    first = start + timedelta(days=rng.randint(0, (end - start).days))
    return kind, first, first + timedelta(days=rng.randint(1, 330))


def _left_open(rng: random.Random, rows: list[Row], as_of: date) -> list[Row]:
    """More than half of all lives go on; a row far back is closed by somebody at some time."""
    kind, start, _ = rows[-1]
    if rng.random() < 0.55 and start > as_of - timedelta(days=900):
        return [*rows[:-1], (kind, start, None)]
    return rows


def _tidied(rng: random.Random, day: date) -> date:
    """Benefits like to begin on the first of a month."""
    return day.replace(day=1) if rng.random() < 0.4 else day


def _after(start: date, day: date) -> date:
    return max(day, start + timedelta(days=1))
