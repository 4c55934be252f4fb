"""A copy that has not been restored is only a hope: here it is, by the guide's own commands.

A database with facts, history, findings, moves and log is dumped and restored on a server of its
own, where everything that holds the system must hold again.
"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connections, transaction
from django.test import Client

from cases.casefile.models import Case
from cases.citizens import queries
from cases.findings.models import Finding, Move
from cases.periods import operations
from cases.periods.models import Period
from cases.readlog.models import ReadLogRow
from flexjob import startup
from flexjob.database import rights
from flexjob.services.postgres import Postgres
from tests.database import backup
from tests.factories import TEST, TODAY, make_case, make_employee

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed")]


@pytest.fixture
def case(client_of: Callable[..., Client]) -> Case:
    """With something in every kind of table, the read log too."""
    anne = make_employee("Anne")
    case = make_case(owner=anne)
    saved = operations.register_period(
        citizen=case.citizen,
        kind="ledighedsydelse",
        start=date(2025, 3, 15),
        end=None,
        actor=TEST,
        as_of=TODAY,
    )
    operations.correct_period(
        period_id=saved.period.pk,
        version=saved.period.version,
        kind="ledighedsydelse",
        start=date(2025, 4, 1),
        end=None,
        actor=TEST,
        as_of=TODAY,
    )
    assert client_of(anne).get(f"/sager/{case.number}/historik/").status_code == 200
    assert all(model.objects.exists() for model in (Finding, Move, ReadLogRow))
    return case


@pytest.fixture
def other_server() -> Iterator[Postgres]:
    with backup.another_server() as server:
        yield server


@pytest.fixture
def restored(case: Case, other_server: Postgres, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The three connections lead to the restored database; gives the source's fingerprints."""
    backup.take_copy(tmp_path)
    source = connections["migration"].settings_dict
    before = backup.content(host=source["HOST"], user=source["USER"], dbname=source["NAME"])
    with backup.restored_on(other_server, folder=tmp_path):
        yield before


def test_a_restored_database_is_the_one_that_was_dumped(
    case: Case, restored: dict[str, str], client_of: Callable[..., Client]
) -> None:
    _assert_every_row_is_there(restored)
    _assert_rights_hold()
    _assert_triggers_stand(case)
    _assert_it_opens(case, client_of)


def _assert_every_row_is_there(before: dict[str, str]) -> None:
    there = connections["migration"].settings_dict
    assert before == backup.content(host=there["HOST"], user=there["USER"], dbname=there["NAME"])


def _assert_rights_hold() -> None:
    """As restored but for the new database's own, which the guide's last command takes back."""
    found = {
        fault for alias in (rights.APPLICATION, rights.READ_LOG) for fault in rights.faults(alias)
    }
    assert all("midlertidige tabeller" in fault for fault in found)
    call_command("migrate", database=rights.OWNER, verbosity=0)
    startup.refuse_unfit_start()


def _assert_triggers_stand(case: Case) -> None:
    with pytest.raises(IntegrityError, match="uden historik"), transaction.atomic():
        Period.objects.update(source="rettet i hånden")
    for table in ("cases_historicalperiod", "cases_move"):  # not even by their owner
        with pytest.raises(DatabaseError, match="Cannot update or delete"):
            connections["migration"].cursor().execute(f"DELETE FROM {table}")


def _assert_it_opens(case: Case, client_of: Callable[..., Client]) -> None:
    number = queries.current_cpr(case.citizen)
    assert number
    page = client_of(case.caseworker).get(f"/sager/{case.number}/historik/")
    assert case.citizen.name in page.content.decode()
