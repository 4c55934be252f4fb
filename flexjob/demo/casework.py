"""Each citizen's case and periods, spread over jobcentres, teams and caseworkers."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from simple_history.utils import bulk_create_with_history

from cases.casefile import operations
from cases.casefile.models import Case
from cases.casefile.operations import NewCase
from cases.citizens.models import Citizen
from cases.history.actor import current_reason
from cases.people.models import Jobcenter
from cases.periods.models import Period
from flexjob.demo.guard import ACTOR
from flexjob.demo.lives import Life
from flexjob.demo.organisation import Unit

BATCH = 2000
SOURCE = "ydelsessystem"
SINCE_2013, SINCE_2014 = date(2013, 1, 1), date(2014, 7, 1)
UNASSIGNED_SHARE, WITHOUT_VISITATIONSDATO_SHARE = 0.02, 0.02
END_REASONS = ("Folkepension", "Førtidspension", "Flyttet til en anden kommune", "Ordinært arbejde")


def save_periods(citizens: Sequence[Citizen], lives: Sequence[Life]) -> None:
    """As if they came from the payment system. Within `change(...)`."""
    bulk_create_with_history(
        [
            Period(
                citizen=citizen,
                kind=row.kind.value,
                start=row.start,
                end=row.end,
                weekly_hours=row.hours,
                source=SOURCE,
            )
            for citizen, life in zip(citizens, lives, strict=True)
            for row in life
        ],
        Period,
        batch_size=BATCH,
        default_change_reason=current_reason(),
    )


def open_cases(
    citizens: Sequence[Citizen], lives: Sequence[Life], units: Sequence[Unit], rng: random.Random
) -> list[Case]:
    return operations.open_cases(
        new=[
            _new_case(citizen, life, units[number % len(units)], rng)
            for number, (citizen, life) in enumerate(zip(citizens, lives, strict=True))
        ],
        actor=ACTOR,
    )


def close_former(cases: Sequence[Case], lives: Sequence[Life], rng: random.Random) -> None:
    for case, life in zip(cases, lives, strict=True):
        last = max(row.end for row in life if row.end)
        operations.close_case(
            case=case, closed_on=last, reason=rng.choice(END_REASONS), version=1, actor=ACTOR
        )


def move_away(cases: Sequence[Case], *, to: Jobcenter, as_of: date) -> list[Case]:
    """The case is closed where it was, and opened in the jobcenter the citizen has moved to."""
    day = as_of - timedelta(days=45)
    moved = []
    for case in cases:
        operations.close_case(
            case=case, closed_on=day, reason=f"Flyttet til {to.name}", version=1, actor=ACTOR
        )
        new = NewCase(
            citizen=case.citizen,
            jobcenter=to,
            opened_on=day,
            visitationsdato=case.visitationsdato,
            ordning=case.ordning,
            refusion=case.refusion,
        )
        moved.append(operations.open_case(new=new, actor=ACTOR))
    return moved


def _new_case(citizen: Citizen, life: Life, unit: Unit, rng: random.Random) -> NewCase:
    begun = min(row.start for row in life)
    visitation = begun - timedelta(days=rng.randint(20, 120))
    caseworker, team = rng.choice(unit.caseworkers)
    is_unassigned = rng.random() < UNASSIGNED_SHARE
    return NewCase(
        citizen=citizen,
        jobcenter=unit.jobcenter,
        opened_on=visitation,
        team=unit.unassigned if is_unassigned else team,
        caseworker=None if is_unassigned else caseworker,
        jobformidler=rng.choice(unit.jobformidlere) if rng.random() < 0.5 else None,
        visitationsdato=None if rng.random() < WITHOUT_VISITATIONSDATO_SHARE else visitation,
        ordning=_ordning(visitation),
        refusion=_refusion(begun),
    )


def _ordning(visitation: date) -> str:
    return Case.Ordning.SINCE_2013 if visitation >= SINCE_2013 else Case.Ordning.BEFORE_2013


def _refusion(begun: date) -> str:
    return Case.Refusion.SINCE_2014 if begun >= SINCE_2014 else Case.Refusion.BEFORE_2014
