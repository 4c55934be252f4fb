"""Who is told what, and on which day. Facts only: no database, no clock.

On a day each open deadline obliges by the latest step it has reached: so many days before it, and
once it is passed, so many days after. Earlier steps were told on their own nights; whoever is new
on the case is told at once where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ONE_DAY = timedelta(days=1)
MOVES_ARE_NEWS = timedelta(days=7)
MONTH_BEGIN_IS_NEWS = timedelta(days=7)


class Kind(StrEnum):
    """What an obligation is about."""

    M10 = "m10"
    M12 = "m12"
    M18 = "m18"
    MOVED = "flyttet"
    MONTH = "maaned"
    ASKED = "aarsag"


# What each asks for, as a verb. A mail says this and nothing more about the case.
TASKS = {
    Kind.M10: "Send sagen til teamet",
    Kind.M12: "Påbegynd revurdering",
    Kind.M18: "Afslut revurdering",
    Kind.MOVED: "Se den flyttede frist",
    Kind.MONTH: "Lav månedsstatus",
    Kind.ASKED: "Skriv grunden til forsinkelsen",
}


class Hat(StrEnum):
    """In which capacity somebody is told."""

    CASEWORKER = "sagsbehandler"
    TEAM = "visitationsteam"
    TEAM_LEADER = "teamchef"
    PAYMENT_OFFICE = "ydelseskontor"


@dataclass(frozen=True, slots=True)
class Steps:
    """The municipality's own settings, in days; `month` in working days."""

    before: tuple[int, ...] = (60, 30, 14, 7)
    repeat: int = 7
    m10: int = 0
    month: int = 3

    @property
    def horizon(self) -> timedelta:
        """No deadline further away obliges anybody."""
        return timedelta(days=max(*self.before, self.m10))


DEFAULT = Steps()


@dataclass(frozen=True, slots=True)
class Duty:
    """`step`: days before `due` when positive, days after it when negative."""

    kind: Kind
    due: date
    step: int

    @property
    def is_escalation(self) -> bool:
        return self.step < 0


def key(*, subject: str, duty: Duty, of: int, after: Sequence[int] = ()) -> str:
    """The same obligation always has the same key. `of`: whose duty it is, deputy or not.

    `after`: deputies who left before they had read it; it is told once more after each of them.
    It has no round: a due day is unique to a mark and a citizen, and a moved one is told anew.
    """
    told = f"{subject}|{duty.kind}|{duty.due.isoformat()}|{duty.step}|{of}"
    return "|".join([told, *map(str, after)])


# A mark that is still open when the step of this kind is the citizen's next one.
_OPEN_MARKS = {
    Kind.M10: (Kind.M10, Kind.M12, Kind.M18),
    Kind.M12: (Kind.M12, Kind.M18),
    Kind.M18: (Kind.M18,),
}


def duties(
    *,
    next_kind: Kind,
    marks: Mapping[Kind, date | None],
    day: date,
    steps: Steps,
    acted_on: date | None,
) -> Iterator[Duty]:
    """Of the round in hand: the step next in it, and those after that.

    `acted_on`: when a reason for the lateness was last given, or the case last changed hands.
    """
    for kind in _OPEN_MARKS[next_kind]:
        if (due := marks[kind]) is None:
            continue
        if kind is Kind.M10:
            step = steps.m10 if day >= due - timedelta(days=steps.m10) else None
        else:
            step = step_reached(due=due, day=day, steps=steps, acted_on=acted_on)
        if step is not None:
            yield Duty(kind, due, step)


def step_reached(*, due: date, day: date, steps: Steps, acted_on: date | None) -> int | None:
    """The due day itself is still in time."""
    if day <= due:
        left = (due - day).days
        return min((step for step in steps.before if step >= left), default=None)
    told_on = escalated_on(due=due, day=day, repeat=steps.repeat, acted_on=acted_on)
    return (due - told_on).days if told_on else None


def escalated_on(*, due: date, day: date, repeat: int, acted_on: date | None) -> date | None:
    """The latest day, up to `day`, on which a passed deadline is told.

    The day after it, and then every `repeat` days; an act after the deadline begins the wait anew.
    """
    again = timedelta(days=repeat)
    first = due + ONE_DAY if acted_on is None or acted_on <= due else acted_on + again
    if day < first:
        return None
    return first + (day - first) // again * again


def month_duty(
    *, day: date, working_days_before: int, is_working_day: Callable[[date], bool]
) -> Duty | None:
    """Told some working days before the 1st, and on the 1st or the first working day after it."""
    first = day.replace(day=1)
    begins = first
    while not is_working_day(begins):
        begins += ONE_DAY
    if begins <= day < begins + MONTH_BEGIN_IS_NEWS:
        return Duty(Kind.MONTH, first, 0)
    coming = first if day < begins else (first + timedelta(days=31)).replace(day=1)
    ahead = coming
    for _ in range(working_days_before):
        ahead -= ONE_DAY
        while not is_working_day(ahead):
            ahead -= ONE_DAY
    return Duty(Kind.MONTH, coming, working_days_before) if day >= ahead else None


def at_work(employee_id: int, deputies: Mapping[int, int]) -> int:
    """Who has the desk on the day: a deputy who is away has a deputy in turn.

    Oneself with no deputy, and where deputies come round to somebody twice: then nobody is at work.
    """
    met, has_it = {employee_id}, employee_id
    while (deputy := deputies.get(has_it)) is not None:
        if deputy in met:
            return employee_id
        met.add(deputy)
        has_it = deputy
    return has_it


Present = Mapping[Hat, Sequence[int]]


def told(duty: Duty, present: Present, *, is_with_the_team: bool = False) -> list[int]:
    """Each person once. `present`: those who wear the hat and may open the case.

    Where nobody who should be told may open the case, the next in line is: nothing is left untold
    because a caseworker has left, or a citizen's case is kept from the payment office.
    """
    caseworker = present[Hat.CASEWORKER] or present[Hat.TEAM_LEADER]
    team = present[Hat.TEAM]
    if duty.kind is Kind.M10:
        chosen = [*present[Hat.PAYMENT_OFFICE], *team] or caseworker
    elif duty.kind is Kind.MOVED:
        chosen = [*caseworker, *(team if is_with_the_team else ())]
    elif duty.is_escalation:
        chosen = [*present[Hat.TEAM_LEADER], *caseworker, *team]
    else:
        chosen = [*caseworker, *team]
    return list(dict.fromkeys(chosen))
