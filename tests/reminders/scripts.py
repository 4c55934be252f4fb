"""Small worlds for the oracle: drawn, not yet built."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.oracle.slow_rules import Row
from tests.reminders.picture import Deputy, Life, Role

# In the past: what the database dates by its own clock then lies outside every night.
EARLIEST, LATEST = date(2024, 1, 8), date(2024, 3, 25)

STAFF = {
    "anne": ("sagsbehandler", "A"),
    "bo": ("sagsbehandler", "A"),
    "carl": ("sagsbehandler", "B"),
    "tina": ("teamchef", "A"),
    "tom": ("teamchef", "A"),
    "thea": ("teamchef", "B"),
    "vera": ("visitationsteam", "A"),
    "vagn": ("visitationsteam", "A"),
    "yrsa": ("ydelseskontor", None),
    "jonas": ("jobformidler", "A"),
}
CASEWORKERS = ["anne", "bo", "carl"]
# Who may stand in, and mostly can.
LIKE = {
    "anne": ["bo"],
    "bo": ["anne"],
    "tina": ["tom", "thea"],
    "tom": ["tina", "thea"],
    "vera": ["vagn", "bo"],
    "vagn": ["vera"],
    "yrsa": ["anne"],
}
ACTS = [
    "hand_over",
    "start",
    "finish",
    "lapse",
    "explain",
    "move_in",
    "move_in",
    "reassign",
    "reassign",
    "correct",
    "close",
    "bar",
    "read",
]
# Of the deputies: what decides whether they were told in vain.
GOES = ["leave", "leave", "leave", "bar", "read", "return"]


@dataclass
class Script:
    """A world before it is built; `acts` are (day, act, case, who, number)."""

    start: date
    length: int
    awake: set[int]
    roles: list[Role]
    lives: list[Life]
    deputies: list[Deputy]
    acts: list[tuple[int, str, int, str, int]]


@st.composite
def scripts(draw: st.DrawFn) -> Script:
    start = draw(st.dates(EARLIEST, LATEST))
    length = draw(st.integers(8, 35))
    days = st.integers(0, length)
    lives = [draw(_lives(number, start)) for number in range(draw(st.integers(1, 3)))]
    who = st.sampled_from(sorted(STAFF))
    act = st.tuples(
        days, st.sampled_from(ACTS), st.sampled_from(range(len(lives))), who, st.integers(-90, 90)
    )
    deputies = draw(_deputies(start, length))
    gone = st.tuples(
        days, st.sampled_from(GOES), st.just(0), st.sampled_from(deputies), st.just(0)
    ).map(lambda act: (*act[:3], act[3].who if act[1] == "return" else act[3].deputy, 0))
    return Script(
        start=start,
        length=length,
        awake={0, *draw(st.sets(days, min_size=1, max_size=4)), length},
        roles=draw(_roles(start, length)),
        lives=lives,
        deputies=deputies,
        acts=sorted(
            draw(st.lists(act, min_size=2, max_size=9))
            + draw(st.lists(gone, min_size=1, max_size=4))
        ),
    )


@st.composite
def _lives(draw: st.DrawFn, number: int, start: date) -> Life:
    """Near 12 months, or near 18, or past both."""
    back = draw(st.integers(290, 430) | st.integers(470, 620))
    began = start - timedelta(days=back)
    rows: list[Row] = [("ledighedsydelse", began, None)]
    if draw(st.integers(0, 3)) == 0:
        stops = began + timedelta(days=draw(st.integers(30, back)))
        resumes = stops + timedelta(days=draw(st.integers(1, 60)))
        rows = [
            ("ledighedsydelse", began, stops),
            ("fleksjob", stops, resumes),
            ("ledighedsydelse", resumes, None),
        ]
    return Life(
        number=number,
        jobcenter=draw(st.sampled_from("AAAAAB")),
        rows=rows,
        caseworker=draw(st.sampled_from(["anne", "anne", "bo", "bo", "carl", None])),
        restricted=draw(st.integers(0, 4)) == 0,
        own_case_of=draw(st.sets(st.sampled_from(sorted(STAFF)), max_size=1)),
    )


@st.composite
def _roles(draw: st.DrawFn, start: date, length: int) -> list[Role]:
    roles = []
    for who, (role, jobcenter) in STAFF.items():
        first, end = date(2023, 7, 1), date(2024, 6, 30)
        shape = draw(st.integers(0, 14))
        if shape == 0:
            end = start + timedelta(days=draw(st.integers(1, length)))
        if shape == 1:
            first = start + timedelta(days=draw(st.integers(1, length)))
        roles.append(Role(who, role, jobcenter, first, end, approved=shape != 2))
    if draw(st.booleans()):
        roles.append(Role("bo", "visitationsteam", "A", date(2023, 7, 1), date(2024, 6, 30)))
    return roles


@st.composite
def _deputies(draw: st.DrawFn, start: date, length: int) -> list[Deputy]:
    """Mostly from the first night, on which most is told."""
    absent = draw(st.sets(st.sampled_from(sorted(LIKE)), min_size=2, max_size=5))
    found = []
    for who in sorted(absent):
        first = start + timedelta(days=draw(st.just(0) | st.integers(0, length // 2)))
        end = first + timedelta(days=draw(st.integers(5, 40)))
        others = st.sampled_from([*LIKE[who], *LIKE[who], "carl"])
        found.append(Deputy(who, draw(others), first, end))
    return found
