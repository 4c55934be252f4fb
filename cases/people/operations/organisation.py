"""The municipality is set up, its jobcentres and teams come and go, its dated settings change."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.db import IntegrityError, connection, models, transaction

from cases.constraints import violated
from cases.history import Actor, change
from cases.people.default_terms import DEFAULT_TERMS
from cases.people.models import DatedTerm, Jobcenter, Municipality, RuleProfile, Team
from cases.people.municipalities import MUNICIPALITIES
from cases.people.operations.versions import to_change

HANDOVER_SINCE = date(2008, 3, 1)
HANDOVER_SOURCE = "Handleplan 2008, punkt 1.1"

Named = TypeVar("Named", Jobcenter, Team)


class MunicipalityAlreadySetUp(Exception):
    """One installation serves one municipality."""


def set_up_municipality(*, code: int, actor: Actor) -> Municipality:
    """With its rule profile and the words of the law. Raises MunicipalityAlreadySetUp."""
    with change(actor=actor, reason="Installation"):
        if Municipality.objects.exists():
            raise MunicipalityAlreadySetUp
        municipality = Municipality.objects.create(code=code, name=MUNICIPALITIES[code])
        RuleProfile.objects.create(
            municipality=municipality, valid_from=HANDOVER_SINCE, source=HANDOVER_SOURCE
        )
        for term in DEFAULT_TERMS:
            DatedTerm.objects.create(**term)
    return municipality


class NameTaken(Exception):
    pass


def add_jobcenter(*, municipality: Municipality, code: str, name: str, actor: Actor) -> Jobcenter:
    """With the team that holds its unassigned cases. Raises NameTaken."""
    with change(actor=actor):
        jobcenter = _saved(Jobcenter(municipality=municipality, code=code, name=name))
        _saved(Team(jobcenter=jobcenter, kind=Team.Kind.UNASSIGNED, name="Ufordelte"))
    return jobcenter


class UnitClosed(Exception):
    """`name`: the jobcenter or team that is closed down, or is being so."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} er nedlagt")
        self.name = name


# Waits for one who closes the unit, and holds them up until this transaction ends; nobody else.
HOLD_OPEN = """
    SELECT team.name, team.closed_on, unit.name, unit.closed_on
    FROM cases_team team JOIN cases_jobcenter unit ON unit.id = team.jobcenter_id
    WHERE team.id = ANY(%s) FOR KEY SHARE
"""


def hold_open(*, teams: Iterable[int]) -> None:
    """For whoever gives them an open case, inside the transaction. Raises UnitClosed."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD_OPEN, [sorted(teams)])
        for team, team_closed_on, jobcenter, jobcenter_closed_on in cursor.fetchall():
            if jobcenter_closed_on or team_closed_on:
                raise UnitClosed(jobcenter if jobcenter_closed_on else team)


def add_team(*, jobcenter: Jobcenter, kind: str, name: str, actor: Actor) -> Team:
    """Raises NameTaken, UnitClosed."""
    with change(actor=actor):
        if _locked(jobcenter).closed_on:
            raise UnitClosed(jobcenter.name)
        return _saved(Team(jobcenter=jobcenter, kind=kind, name=name))


def rename(*, unit: Named, name: str, version: int, actor: Actor) -> Named:
    """Raises NameTaken, EditConflict."""
    with change(actor=actor):
        current = to_change(unit, version=version)
        current.name = name
        return _saved(current, update_fields=["name"])


class StillHasOpenCases(Exception):
    def __init__(self, count: int) -> None:
        super().__init__(f"{count} åbne sager")
        self.count = count


class AlreadyClosed(Exception):
    """By another: their day stands."""


def close_unit(*, unit: Named, closed_on: date, actor: Actor) -> Named:
    """Raises AlreadyClosed, and StillHasOpenCases: hand them over first.

    Locked before the cases are counted: none comes to it meanwhile (`hold_open`).
    """
    with change(actor=actor):
        current = _locked(unit)
        if current.closed_on:
            raise AlreadyClosed
        if count := current.cases.filter(closed_on__isnull=True).count():
            raise StillHasOpenCases(count)
        current.closed_on = closed_on
        current.save(update_fields=["closed_on"])
    return current


class DaysAlreadyCovered(Exception):
    """A later row already holds on some of the days; begin the new one after it."""


def add_rule_profile(*, profile: RuleProfile, actor: Actor) -> RuleProfile:
    """The row that holds on its first day ends there. Raises DaysAlreadyCovered."""
    others = RuleProfile.objects.filter(municipality=profile.municipality)
    return _from_its_day_on(profile, others, actor)


def add_term(*, term: DatedTerm, actor: Actor) -> DatedTerm:
    """The word that holds on its first day ends there. Raises DaysAlreadyCovered."""
    return _from_its_day_on(term, DatedTerm.objects.filter(key=term.key), actor)


Dated = TypeVar("Dated", RuleProfile, DatedTerm)


def _from_its_day_on(new: Dated, others: models.QuerySet[Dated], actor: Actor) -> Dated:
    with change(actor=actor):
        until_now = others.filter(valid_from__lt=new.valid_from, valid_to__isnull=True).first()
        if until_now is not None:
            until_now.valid_to = new.valid_from
            until_now.save(update_fields=["valid_to"])
        try:
            with transaction.atomic():
                new.save()
        except IntegrityError as error:
            if violated(error) in ("one_rule_profile_a_day", "one_term_a_day"):
                raise DaysAlreadyCovered from error
            raise
    return new


def _locked(unit: Named) -> Named:
    return type(unit)._default_manager.select_for_update(of=("self",)).get(pk=unit.pk)


def _saved(unit: Named, update_fields: list[str] | None = None) -> Named:
    try:
        with transaction.atomic():
            unit.save(update_fields=update_fields)
    except IntegrityError as error:
        if violated(error).startswith("one_"):
            raise NameTaken from error
        raise
    return unit
