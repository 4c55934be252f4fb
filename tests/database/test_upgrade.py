"""A municipality's data goes with it: the tables of an earlier version, filled, become today's."""

from datetime import date, datetime
from typing import Any

import pytest
from django.apps.registry import Apps
from django.core.management import call_command
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor

from cases.citizens import cpr, operations
from cases.citizens.encryption import digests, seal
from cases.citizens.models import Citizen
from cases.citizens.queries import current_cpr
from cases.findings import everyone, queries
from cases.periods.models import Period
from flexjob import startup
from flexjob.database import rights
from tests import databases
from tests.factories import NOW, TEST, TODAY

pytestmark = pytest.mark.slow

FIRST = "0001_initial"
NAME = "Dorthe Eksempel"
NUMBER, MISTAKEN = cpr.parse("610170-1234"), cpr.parse("610170-4321")


@pytest.fixture
def empty(committed: None, test_database: str) -> None:
    """Made anew afterwards, as after every test that commits."""
    databases.recreate(test_database)
    databases.use(test_database)


def version_before_head() -> str:
    graph = MigrationExecutor(connections[rights.OWNER]).loader.graph
    ((app, name),) = graph.leaf_nodes("cases")
    parents = [parent.key for parent in graph.node_map[(app, name)].parents]
    return next(name for app, name in parents if app == "cases")


def migrated_to(version: str) -> Apps:
    """The owner's work; gives the models as they were then."""
    call_command("migrate", "cases", version, database=rights.OWNER, verbosity=0)
    call_command("migrate", "revurdering", FIRST, database=rights.OWNER, verbosity=0)
    loader = MigrationExecutor(connections[rights.OWNER]).loader
    return loader.project_state([("cases", version)]).apps


class Past:
    """Writes facts with the history that their triggers ask for, in the models of that time."""

    def __init__(self, apps: Apps) -> None:
        self.apps = apps

    def add(self, model: str, **values: Any) -> Any:
        made = self.put(model, **values)
        self._remember(model, made, at=NOW)
        return made

    def put(self, model: str, **values: Any) -> Any:
        """What stands outside history."""
        made = self.apps.get_model("cases", model)(**values)
        made.save(using=rights.OWNER)
        return made

    def _remember(self, model: str, made: Any, *, at: datetime) -> None:
        row = self.apps.get_model("cases", f"Historical{model}")()
        for field in made._meta.concrete_fields:
            if hasattr(row, field.attname):
                setattr(row, field.attname, getattr(made, field.attname))
        row.history_date, row.history_type, row.history_user_id = at, "+", TEST.code
        row.save(using=rights.OWNER)


def fill(past: Past) -> None:
    with transaction.atomic(using=rights.OWNER):
        town = past.add("Municipality", code=101, name="København")
        office = past.add("Jobcenter", municipality=town, code="mv", name="Musvågevej")
        team = past.add("Team", jobcenter=office, kind="ufordelte", name="Ufordelte")
        citizen = past.add("Citizen", name=NAME, birth_date=date(1970, 1, 1))
        past.add(
            "Case",
            number="F-2026-0001",
            citizen=citizen,
            jobcenter=office,
            team=team,
            opened_on=date(2024, 1, 15),
        )
        past.add("Period", citizen=citizen, kind="ledighedsydelse", start=date(2025, 3, 15))
        give_number(past, citizen)


def give_number(past: Past, citizen: Any) -> None:
    sealed, version = seal(NUMBER.digits, bound_to=str(citizen.pk))
    number = past.put(
        "CprNumber", citizen=citizen, ciphertext=sealed, key_version=version, valid_from=TODAY
    )
    for key_version, value in digests(NUMBER.digits).items():
        past.put("CprDigest", number=number, key_version=key_version, digest=value)


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("version", ["the first", "the one before"])
def test_the_data_of_an_earlier_version_becomes_todays(version: str) -> None:
    fill(Past(migrated_to(FIRST if version == "the first" else version_before_head())))
    call_command("migrate", database=rights.OWNER, verbosity=0)
    startup.refuse_unfit_start()
    period = Period.objects.select_related("citizen").get()
    assert (period.citizen.name, period.start) == (NAME, date(2025, 3, 15))
    assert not Citizen.objects.filter(next_step__isnull=True).exists()
    everyone.recompute_everyone(as_of=TODAY, actor=TEST)
    found = queries.rounds_as_of(citizen_id=period.citizen_id, as_of=TODAY)
    assert found[0].m12 == date(2026, 3, 14)
    take_back_a_number(period.citizen)
    assert current_cpr(period.citizen) == NUMBER


def take_back_a_number(citizen: Citizen) -> None:
    for number, reason in ((MISTAKEN, ""), (NUMBER, "Tastefejl")):
        operations.add_cpr_number(
            citizen=citizen, cpr=number, valid_from=TODAY, reason=reason, actor=TEST
        )
