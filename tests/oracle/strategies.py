"""Lives for Hypothesis: half as a country has them, half as small as can be shrunk."""

from __future__ import annotations

import random
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.oracle.lives import KINDS, Row, random_life


def as_ofs() -> st.SearchStrategy[date]:
    """Mostly today; else days around the changes of rule, leap days and month ends."""
    usual = date(2026, 11, 22)
    awkward = (
        date(2008, 2, 29),
        date(2008, 3, 1),
        date(2009, 12, 31),
        date(2010, 1, 1),
        date(2024, 2, 29),
        date(2025, 2, 28),
        date(2026, 8, 31),
    )
    around_the_changes = st.dates(date(2007, 1, 1), date(2010, 6, 1))
    any_day = st.dates(date(2005, 1, 1), date(2030, 1, 1))
    return st.just(usual) | st.sampled_from(awkward) | around_the_changes | any_day


@st.composite
def lives(draw: st.DrawFn) -> tuple[list[Row], date]:
    """A life and the day it is seen from."""
    as_of = draw(as_ofs())
    if draw(st.booleans()):
        seed = draw(st.integers(0, 2**32))
        rng = random.Random(seed)
        return random_life(rng, as_of=as_of, same_type_overlaps=seed % 2 == 0), as_of
    return [draw(_rows(as_of)) for _ in range(draw(st.integers(0, 7)))], as_of


@st.composite
def _rows(draw: st.DrawFn, as_of: date) -> Row:
    kind = draw(st.sampled_from(sorted(KINDS)))
    start = as_of + timedelta(days=draw(st.integers(-1500, 600)))
    end = draw(st.none() | st.integers(1, 700).map(lambda days: start + timedelta(days=days)))
    return kind, start, end
