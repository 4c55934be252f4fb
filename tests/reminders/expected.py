"""Who has to be told what, worked out once more: slowly, and from the text of the rules alone.

Nothing here is shared with `cases`. It is told what happened in a small world, day by day, and
keeps its own book of every obligation that must stand in the ledger. It must be obviously right; it
need not be fast.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from tests.oracle import slow_rules
from tests.reminders.picture import (
    DAY,
    Duty,
    Life,
    Record,
    Role,
    World,
    rounds_of,
)

PAID = {
    "ledighedsydelse",
    "sygdom",
    "ferie",
    "afbrydelse",
    "barsel",
    "sorgorlov",
    "ferie_i_fleksjob",
    "efter_ustoettet_arbejde",
}
# Only those that the worlds of the test can meet.
HOLIDAYS = {
    date(2024, 1, 1),
    date(2024, 3, 28),
    date(2024, 3, 29),
    date(2024, 4, 1),
    date(2024, 5, 9),
    date(2024, 5, 20),
}


May = Callable[[str], bool]  # whether somebody may see what it is about


def night(world: World, *, today: date, day: date) -> None:
    """All that the night of `day`, run on `today`, must have told stands in the book after it."""
    for life in world.lives:
        life.computed_for = today
    for life in world.lives:
        if life.is_open:

            def may_open(who: str, life: Life = life) -> bool:
                return _may_open(world, life, who, today, day)

            for duty in _of_case(world, life, today, day):
                _tell(world, duty, day, may_open)
    for jobcenter, duty in _of_month(world, day):
        _tell(world, duty, day, lambda who, of=jobcenter: who in _leaders(world, of, day))


def _tell(world: World, duty: Duty, day: date, may_see: May) -> None:
    """A duty is told once. Whoever is away has a deputy, who must be let in.

    A deputy who is let in no longer, and had not read it, was told in vain (the guide, "Når du er
    væk"): it is told once more, to whoever has it now.
    """
    thing, of = duty[:4], duty[4]
    deputy = _at_work(world, of, day)
    told = world.book.setdefault(duty, [])
    in_vain = [who != of and (who, thing) not in world.read and not may_see(who) for who, _ in told]
    if all(in_vain):
        told.append((deputy if may_see(deputy) else of, day))


def read_inbox(world: World, *, who: str, today: date) -> None:
    """All that lies there and that they may see today, as whosever duty it was told to them."""
    lives = {str(life.number): life for life in world.lives}
    for (about, kind, due, step, _), told in world.book.items():
        life = lives.get(about)
        may_see = life is None or _may_open(world, life, who, today, today)
        if may_see and who in [recipient for recipient, _ in told]:
            world.read.add((who, (about, kind, due, step)))


def _of_case(world: World, life: Life, today: date, day: date) -> Iterator[Duty]:
    about = str(life.number)
    for kind, due, step in _duties(world, life, today, day):
        for who in _told(world, life, kind, step, today, day):
            yield about, kind, due, step, who
    for moved_on, movers in life.moved.items():
        if not day - timedelta(days=7) <= moved_on < day:
            continue
        for who in _told(world, life, "flyttet", 0, today, day):
            if movers != {who}:
                yield about, "flyttet", moved_on, 0, who


def _at_work(world: World, who: str, day: date) -> str:
    """Decision 31: from deputy to deputy, until one is not away. Round in a ring nobody is there."""
    met = [who]
    while True:
        next_in_line = [
            one.deputy
            for one in world.deputies
            if one.who == met[-1] and one.first <= day and day < one.end
        ]
        if not next_in_line:
            return met[-1]
        if next_in_line[0] in met:
            return who
        met.append(next_in_line[0])


# --- deadlines.md 1, and the round in hand -----------------------------------------------------


def round_in_hand(life: Life, as_of: date) -> slow_rules.Found | None:
    """Where an act is recorded: the earliest round with a record that is not finished; the latest
    reached until it is finished; the current one."""
    rounds = life.rounds(as_of)
    reached = [one for one in rounds if one[1] is None]
    for one in rounds:
        record = life.record_of(one[0])
        if record and _begun(record) and not record.finished:
            return one
    if reached and not _finished(life, reached[-1][0]):
        return reached[-1]
    current = rounds[-1]
    return None if _finished(life, current[0]) or current[3] is None else current


def _begun(record: Record) -> bool:
    """A reason alone, or a move, begins nothing that the next step knows of."""
    return record.handed_over or record.started or record.finished


def _finished(life: Life, number: int) -> bool:
    record = life.record_of(number)
    return bool(record and record.finished)


def _duties(world: World, life: Life, today: date, day: date) -> Iterator[tuple[str, date, int]]:
    found = _task_round(life, today)
    if found is None:
        return
    number, counted, m10, m12, m18 = found
    record = life.record_of(number) or Record(date.min, number)
    is_current = counted is not None
    if m10 and m12 and is_current and not _begun(record) and day >= m10:
        yield "m10", m10, 0
    acted = max((one for one in (life.handed_over_on, record.explained_on) if one), default=None)
    if m12 and not record.started and not record.finished:
        yield from _step(world, "m12", m12, day, acted)
    if m18 and not record.finished:
        yield from _step(world, "m18", _last_day(m18, record.moved_on), day, acted)


def _last_day(m18: date, moved_on: date | None) -> date:
    """deadlines.md 1.10: or within 6 months of the move, if that is why m18 cannot be kept."""
    if moved_on is None or moved_on > m18:
        return m18
    return max(m18, slow_rules.moved(moved_on, 6))


def _task_round(life: Life, today: date) -> slow_rules.Found | None:
    """Where the next step is: a round whose marks are all done hands on to the next."""
    rounds = life.rounds(today)
    candidates = [
        one for one in rounds[:-2] if (record := life.record_of(one[0])) and _begun(record)
    ] + rounds[-2:]
    for one in candidates:
        number, counted, m10, m12, m18 = one
        record = life.record_of(number) or Record(date.min, number)
        if counted is not None and m10 and m12 and not _begun(record):
            return one
        if m12 and not (record.started or record.finished):
            return one
        if m18 and not record.finished:
            return one
    return None


def _step(
    world: World, kind: str, due: date, day: date, acted: date | None
) -> Iterator[tuple[str, date, int]]:
    if day <= due:
        reached = [step for step in world.before if due - timedelta(days=step) <= day]
        if reached:
            yield kind, due, min(reached)
        return
    first = due + DAY
    if acted and acted > due:
        first = acted + timedelta(days=world.repeat)
    latest = None
    while first <= day:
        latest = first
        first += timedelta(days=world.repeat)
    if latest:
        yield kind, due, -(latest - due).days


# --- reliability.md 5.2 and 5.3 -----------------------------------------------------------------


def _held(world: World, who: str, day: date) -> list[Role]:
    """Who has left holds none, on whichever day."""
    return [
        one
        for one in world.roles
        if one.who == who and who not in world.left
        if one.approved and one.first <= day < one.end
    ]


def _may_open(world: World, life: Life, who: str, today: date, day: date) -> bool:
    if who in life.own_case_of or who in life.inhabile:
        return False
    held = _held(world, who, day)
    if life.restricted:
        leads = any(r.role == "teamchef" and r.jobcenter == life.jobcenter for r in held)
        keeps = life.caseworker == who and any(
            r.role == "sagsbehandler" and r.jobcenter == life.jobcenter for r in held
        )
        if not (leads or keeps):
            return False
    return any(_reaches(life, one, today, day) for one in held)


def _reaches(life: Life, held: Role, today: date, day: date) -> bool:
    if held.role in ("sagsbehandler", "teamchef"):
        return held.jobcenter == life.jobcenter
    if held.role == "visitationsteam":
        return held.jobcenter == life.jobcenter and _is_on_its_way(life, today, day)
    if held.role == "ydelseskontor":
        return any(kind in PAID for kind, _, _ in life.rows)
    return False


def _is_on_its_way(life: Life, today: date, day: date) -> bool:
    """Handed over and not finished, or 10 months within 60 days or passed and not finished."""
    if any(r.handed_over and not r.finished and r.round is not None for r in life.records):
        return True
    rounds = life.rounds(today)
    for place, (number, _, m10, _, _) in enumerate(rounds):
        record = life.record_of(number)
        is_begun = record is not None and _begun(record) and not record.finished
        has_tasks = place >= len(rounds) - 2 or is_begun
        near = m10 is not None and m10 <= day + timedelta(days=60)
        if has_tasks and near and not (record and record.finished):
            return True
    return False


def _told(world: World, life: Life, kind: str, step: int, today: date, day: date) -> list[str]:
    def wearing(role: str) -> list[str]:
        return [
            held.who
            for held in world.roles
            if held in _held(world, held.who, day)
            and held.role == role
            and held.jobcenter in (life.jobcenter, None)
            and _may_open(world, life, held.who, today, day)
        ]

    leaders, team = wearing("teamchef"), wearing("visitationsteam")
    may = life.caseworker and _may_open(world, life, life.caseworker, today, day)
    caseworker: list[Any] = [life.caseworker] if may else leaders
    if kind == "m10":
        who = wearing("ydelseskontor") + team or caseworker
    elif kind == "flyttet":
        has_it = any(r.handed_over and not r.finished and r.round for r in life.records)
        who = caseworker + (team if has_it else [])
    elif step < 0:
        who = leaders + caseworker + team
    else:
        who = caseworker + team
    return sorted(set(who))


# --- the month ------------------------------------------------------------------------------------


def _of_month(world: World, day: date) -> Iterator[tuple[str | None, Duty]]:
    for first in {day.replace(day=1), (day.replace(day=1) + timedelta(days=31)).replace(day=1)}:
        step = _step_of_month(world, first, day)
        for jobcenter in {one.jobcenter for one in world.roles if one.role == "teamchef"}:
            for who in _leaders(world, jobcenter, day) if step is not None else []:
                yield jobcenter, (f"jc {jobcenter}", "maaned", first, step, who)


def _step_of_month(world: World, first: date, day: date) -> int | None:
    begins = first
    while not _works(begins):
        begins += DAY
    ahead, left = first, world.month_days
    while left:
        ahead -= DAY
        left -= _works(ahead)
    if ahead <= day < begins:
        return world.month_days
    return 0 if begins <= day < begins + timedelta(days=7) else None


def _leaders(world: World, jobcenter: str | None, day: date) -> list[str]:
    return [
        one.who
        for one in world.roles
        if one.role == "teamchef"
        and one.jobcenter == jobcenter
        and one in _held(world, one.who, day)
    ]


def _works(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


# --- what is done on a day --------------------------------------------------------------------------


def correct(life: Life, rows: list[slow_rules.Row], *, by: str, on: date) -> None:
    """Dates are compared as of the day they were found for; each record goes to its nearest round."""
    before = rounds_of(tuple(life.rows), life.computed_for)
    after = rounds_of(tuple(rows), life.computed_for)
    life.rows = rows
    if _marks(before) != _marks(after):
        life.moved.setdefault(on, set()).add(by)
    if [one[3] for one in before] != [one[3] for one in after]:
        _match(life, rounds_of(tuple(rows), on))
    life.computed_for = on


def _marks(rounds: list[slow_rules.Found]) -> dict[tuple[int, int], date]:
    return {
        (number, place): mark
        for number, _, *marks in rounds
        for place, mark in enumerate(marks)
        if mark is not None
    }


def _match(life: Life, rounds: list[slow_rules.Found]) -> None:
    free = {number: m12 for number, _, _, m12, _ in rounds if m12}
    for record in sorted(life.records, key=lambda one: one.opened_for):
        distances = {n: (abs(m12 - record.opened_for), n) for n, m12 in free.items()}
        record.round = min(distances, key=lambda n: distances[n]) if distances else None
        free.pop(record.round, None)
