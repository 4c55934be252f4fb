"""A case is opened, closed and opened again; a citizen has at most one open."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from django.db import IntegrityError, transaction
from simple_history.utils import bulk_create_with_history

from cases.casefile.models import Case
from cases.casefile.operations.numbers import draw_case_number, draw_case_numbers
from cases.casefile.operations.versions import case_to_change
from cases.citizens.models import Citizen
from cases.constraints import violated
from cases.history import Actor, change
from cases.people.models import Employee, Jobcenter, Team
from cases.people.operations import hold_open

UNASSIGNED = "Ufordelte"


@dataclass(frozen=True)
class NewCase:
    """What a case is opened with; without a team it stands among the jobcenter's unassigned."""

    citizen: Citizen
    jobcenter: Jobcenter
    opened_on: date
    team: Team | None = None
    caseworker: Employee | None = None
    jobformidler: Employee | None = None
    visitationsdato: date | None = None
    ordning: str = Case.Ordning.SINCE_2013
    refusion: str = Case.Refusion.SINCE_2014

    def as_case(self, *, number: str, unassigned: Team) -> Case:
        return Case(
            number=number,
            citizen=self.citizen,
            jobcenter=self.jobcenter,
            team=self.team or unassigned,
            caseworker=self.caseworker,
            jobformidler=self.jobformidler,
            visitationsdato=self.visitationsdato,
            ordning=self.ordning,
            refusion=self.refusion,
            opened_on=self.opened_on,
        )


class CitizenHasOpenCase(Exception):
    """The citizen already has an open case, perhaps in another jobcenter; ask the door what to show."""


class AnotherVisitationsdato(Exception):
    """The citizen has a date from an earlier case: it follows, and is corrected by two, never by opening."""


def open_case(*, new: NewCase, actor: Actor, reason: str = "") -> Case:
    """Raises AnotherVisitationsdato, CitizenHasOpenCase, UnitClosed."""
    with change(actor=actor, reason=reason):
        (new,) = _with_their_visitationsdato([new])
        unassigned = new.team or unassigned_team(new.jobcenter, actor=actor)
        hold_open(teams=[unassigned.pk])
        case = new.as_case(number=draw_case_number(as_of=new.opened_on), unassigned=unassigned)
        _save_as_the_only_open(case)
    return case


def open_cases(*, new: Sequence[NewCase], actor: Actor, reason: str = "") -> list[Case]:
    """Many at once; all or none. Raises as `open_case`."""
    with change(actor=actor, reason=reason):
        new = _with_their_visitationsdato(new)
        unassigned = {
            jobcenter: unassigned_team(jobcenter, actor=actor)
            for jobcenter in {one.jobcenter for one in new}
        }
        hold_open(teams={(one.team or unassigned[one.jobcenter]).pk for one in new})
        numbers = _numbers_for(new)
        cases = [
            one.as_case(
                number=next(numbers[one.opened_on.year]),
                unassigned=unassigned[one.jobcenter],
            )
            for one in new
        ]
        with _no_second_open_case():
            opened: list[Case] = bulk_create_with_history(
                cases, Case, batch_size=1000, default_change_reason=reason
            )
        return opened


class CaseAlreadyClosed(Exception):
    pass


class ClosedBeforeOpened(Exception):
    """Carries the day the case was opened."""

    def __init__(self, opened_on: date) -> None:
        super().__init__("Sagen kan ikke lukkes, før den er åbnet")
        self.opened_on = opened_on


def close_case(
    *, case: Case, closed_on: date, reason: str, version: int | None, actor: Actor
) -> Case:
    """Raises CaseAlreadyClosed, ClosedBeforeOpened, CaseEditConflict."""
    with change(actor=actor, reason=reason):
        current = case_to_change(case, version=version)
        if not current.is_open:
            raise CaseAlreadyClosed
        if closed_on < current.opened_on:
            raise ClosedBeforeOpened(current.opened_on)
        current.closed_on, current.close_reason = closed_on, reason
        current.save(update_fields=["closed_on", "close_reason", "version"])
    return current


class CaseAlreadyOpen(Exception):
    def __init__(self, case: Case) -> None:
        super().__init__(f"Sag {case.number} er åben")
        self.case = case


def reopen_case(*, case: Case, reason: str, version: int | None, actor: Actor) -> Case:
    """Among the unassigned when its team is closed down.

    Raises CaseAlreadyOpen, CitizenHasOpenCase, CaseEditConflict, UnitClosed.
    """
    with change(actor=actor, reason=reason):
        current = case_to_change(case, version=version)
        if current.is_open:
            raise CaseAlreadyOpen(current)
        if current.team.closed_on:
            current.team = unassigned_team(current.jobcenter, actor=actor)
        hold_open(teams=[current.team_id])
        current.closed_on, current.close_reason = None, ""
        fields = ["closed_on", "close_reason", "team", "version"]
        _save_as_the_only_open(current, update_fields=fields)
    return current


def _with_their_visitationsdato(new: Sequence[NewCase]) -> list[NewCase]:
    """Each with the date of the citizen's latest earlier case that has one."""
    earlier = Case.objects.filter(
        citizen__in=[one.citizen.pk for one in new],
        closed_on__isnull=False,
        visitationsdato__isnull=False,
    )
    # The latest of each citizen comes last and stands.
    dates = dict(earlier.order_by("opened_on", "pk").values_list("citizen", "visitationsdato"))
    following = []
    for one in new:
        day = dates.get(one.citizen.pk, one.visitationsdato)
        if one.visitationsdato not in (None, day):
            raise AnotherVisitationsdato
        following.append(replace(one, visitationsdato=day))
    return following


def _save_as_the_only_open(case: Case, update_fields: list[str] | None = None) -> None:
    with _no_second_open_case():
        case.save(update_fields=update_fields)


@contextmanager
def _no_second_open_case() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if violated(error) == "one_open_case_a_citizen":
            raise CitizenHasOpenCase from error
        raise


def _numbers_for(new: Sequence[NewCase]) -> dict[int, Iterator[str]]:
    """Drawn year by year in order, so that two runs at once cannot wait for each other."""
    opened = Counter(one.opened_on.year for one in new)
    return {
        year: iter(draw_case_numbers(count=opened[year], as_of=date(year, 1, 1)))
        for year in sorted(opened)
    }


def unassigned_team(jobcenter: Jobcenter, *, actor: Actor) -> Team:
    """Where cases without a caseworker stand; made the first time it is needed."""
    with change(actor=actor):
        team, _ = Team.objects.get_or_create(
            jobcenter=jobcenter,
            kind=Team.Kind.UNASSIGNED,
            defaults={"name": UNASSIGNED},
        )
    return team
