"""`manage.py afstem`: the page's review on the server, under one employee's access, with its log."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cases.intake.models import IntakeRow, IntakeRun
from cases.people.models import Employee, Role
from cases.readlog.writer import LogUnavailable
from reports.afstemning.models import Afstemning
from tests.factories import make_employee
from tests.intake.lists import number
from tests.reports.afstemning.lists import HEADER, approve, make_person, make_source, review, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def yrsa() -> Employee:
    make_source()
    return make_employee("Yrsa", role=Role.PAYMENT_OFFICE)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """One who agrees, one with another first day, one we do not have and one who cannot be read."""
    found = tmp_path / "liste.csv"
    rows = (row(1), row(2, "2026-03-01"), row(3), row(4, "2026-13-01"))
    found.write_text("\n".join([HEADER, *rows]))
    return found


@pytest.fixture
def log_rows(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    written: list[Any] = []
    monkeypatch.setattr("reports.afstemning.looks.write", written.extend)
    return written


def run(path: Path, *options: str, user: str = "yrsa", source: str = "KMD") -> str:
    out = StringIO()
    told = ["afstem", str(path), "--kilde", source, "--bruger", user, *options]
    call_command(*told, stdout=out, stderr=StringIO())
    return out.getvalue().replace("\xa0", " ")


def test_a_dry_run_prints_the_groups_and_leaves_nothing(
    yrsa: Employee, path: Path, log_rows: list[Any]
) -> None:
    here = [make_person(serial, ("2026-01-01", "")) for serial in (1, 2)]
    said = run(path)
    assert "Andre datoer (1, 1 flytter en frist):" in said
    assert "Række 3: vores 1. jan. 2026 – løbende; listens 1. mar. 2026 – løbende." in said
    assert "Mangler hos os (1, 1 flytter en frist):" in said
    assert "Kan ikke læses (1):" in said
    assert "1 person stemmer. 2 skal afgøres:" in said
    assert "Intet er gemt" in said
    assert not Afstemning.objects.exists()
    assert not IntakeRun.objects.exists()
    assert {entry.citizen_id for entry in log_rows} == {one.pk for one in here}
    assert {(one.actor, one.criterion) for one in log_rows} == {
        (f"medarbejder:{yrsa.pk}", "afstemning")
    }


def test_saved_it_is_decided_on_the_page_by_the_employee(
    yrsa: Employee, path: Path, log_rows: list[Any]
) -> None:
    assert "Yrsa afgør den på siden Afstemning" in run(path, "--gem", "--dag", "2026-11-01")
    found = Afstemning.objects.get()
    assert (found.employee, found.state, str(found.list_day)) == (yrsa, "aaben", "2026-11-01")
    assert IntakeRow.objects.exists()


def test_json_is_one_object_without_names_or_numbers(
    yrsa: Employee, path: Path, log_rows: list[Any]
) -> None:
    make_person(2, ("2026-01-01", ""))
    said = run(path, "--json")
    found = json.loads(said)
    assert found["tal"]["andre_datoer"] == 1
    assert found["andre_datoer"][0]["listens"] == [["2026-03-01", None]]
    assert found["andre_datoer"][0]["flytter"]
    assert "Dorthe" not in said
    assert number(2).replace("-", "") not in said.replace("-", "")


def test_the_restricted_are_told_by_their_row_only(
    yrsa: Employee, path: Path, log_rows: list[Any]
) -> None:
    make_person(2, ("2026-01-01", ""), protected=True)
    said = run(path)
    assert "1 person med begrænset adgang er talt for sig og afgøres på sagen: række 3." in said
    assert "Andre datoer" not in said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"user": "ingen"}, "ingen aktiv medarbejder"),
        ({"user": "anne"}, "har ikke en rolle, der må afstemme"),
        ({"source": "KY"}, "Kendte kilder: KMD"),
    ],
)
def test_it_refuses_in_words(
    anne: Employee, yrsa: Employee, path: Path, options: dict[str, str], said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        run(path, **options)


def test_an_older_list_and_a_day_to_come_are_refused(
    yrsa: Employee, path: Path, log_rows: list[Any]
) -> None:
    found = review(row(1), employee=yrsa)
    found.lines.update(decision="vores", decided_at=found.at)
    approve(found)
    with pytest.raises(CommandError, match="ældre end den seneste"):
        run(path, "--dag", "1.10.2026")
    assert "skal afgøres" in run(path, "--dag", "1.10.2026", "--igen")
    with pytest.raises(CommandError, match="i fremtiden"):
        run(path, "--dag", "1.1.2027")


def test_without_the_log_nothing_is_saved_or_printed(
    yrsa: Employee, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(entries: object) -> None:
        raise LogUnavailable

    monkeypatch.setattr("reports.afstemning.looks.write", away)
    make_person(1, ("2026-01-01", ""))
    with pytest.raises(CommandError, match="Læseloggen"):
        run(path, "--gem")
    assert not Afstemning.objects.exists()
