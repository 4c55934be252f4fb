"""`indlaes_perioder`: what it prints, what it leaves, and how it ends."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cases.casefile.models import Case, CaseNumberSeries
from cases.citizens.models import Citizen
from cases.intake.models import IntakeRow, IntakeRun
from cases.periods.models import Period
from cases.readlog import writer
from cases.readlog.models import ReadLogRow
from tests.factories import make_case, make_citizen, make_jobcenter, make_period
from tests.intake.lists import HEADER, number, row


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "liste.csv"


def run(path: Path, *options: str) -> str:
    printed = io.StringIO()
    call_command("indlaes_perioder", str(path), "--kilde", "KMD", *options, stdout=printed)
    return printed.getvalue()


def write(path: Path, *rows: str) -> None:
    path.write_text("\n".join([HEADER, *rows]))


@pytest.mark.django_db
def test_a_dry_run_says_what_would_be_and_leaves_nothing(path: Path) -> None:
    make_jobcenter()
    write(path, row(1, "2026-01-01", "2026-06-30"))
    said = run(path)
    assert "Række 2: ledighedsydelse, 1. januar–30. juni 2026" in said
    assert "Intet er gemt" in said
    assert not IntakeRun.objects.exists()


@pytest.mark.django_db
def test_saving_says_what_was_saved_and_keeps_no_rows(path: Path) -> None:
    make_jobcenter()
    write(path, row(1))
    assert "1 periode er gemt".replace(" ", "\xa0", 1) in run(path, "--gem")
    assert (Period.objects.count(), IntakeRow.objects.count()) == (1, 0)


@pytest.mark.django_db
def test_what_it_confirms_is_told(path: Path) -> None:
    citizen = make_citizen(cpr_number=number(1))
    make_case(citizen=citizen)
    make_period(citizen, date(2026, 1, 1))
    write(path, row(1, "2026-01-01"))
    assert "Bekræftes (1):" in run(path)
    assert "1 er bekræftet" in run(path, "--gem").replace("\xa0", " ")


@pytest.mark.django_db
def test_json_is_one_object_without_names_or_numbers(path: Path) -> None:
    make_jobcenter()
    write(path, row(1, "2026-01-01", "2026-06-30"), row(2))
    said = run(path, "--json")
    found = json.loads(said)
    assert found["nye"][0] == {
        "linje": 2, "type": "ledighedsydelse", "fra": "2026-01-01", "til": "2026-06-30",
    }  # fmt: skip
    assert "Dorthe" not in said
    assert number(1).replace("-", "") not in said.replace("-", "")


@pytest.mark.django_db
def test_a_bad_row_ends_red_and_is_named(path: Path) -> None:
    make_jobcenter()
    write(path, row(1, "31-6-2026"))
    printed = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("indlaes_perioder", str(path), "--kilde", "KMD", stdout=printed)
    assert "Række 2: fra: Datoen 31.6.2026 findes ikke. Juni har 30 dage" in printed.getvalue()


@pytest.mark.django_db
@pytest.mark.slow
def test_saving_refuses_while_a_row_is_bad_unless_left_out(path: Path) -> None:
    make_jobcenter()
    write(path, row(1, "31-6-2026"), row(2))
    with pytest.raises(CommandError, match="--spring-over"):
        run(path, "--gem")
    assert not Citizen.objects.exists()
    run(path, "--gem", "--spring-over")
    assert Citizen.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_wrong_file_is_refused_without_traceback(path: Path, options: tuple[str, ...]) -> None:
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match="en PDF"):
        run(path, *options)


@pytest.mark.django_db
def test_one_of_each_is_told_in_the_singular(path: Path) -> None:
    make_jobcenter()
    write(path, row(1))
    assert "1 række: 1 ny, 0 ændrede" in run(path).replace("\xa0", " ")
    assert "1 ny borger, 1 ny sag." in run(path).replace("\xa0", " ")


@pytest.mark.django_db
def test_a_list_of_headings_only_says_so(path: Path) -> None:
    write(path)
    assert "Listen har ingen rækker" in run(path)


@pytest.mark.django_db
def test_a_missing_file_is_refused_without_traceback(path: Path) -> None:
    with pytest.raises(CommandError, match="findes ikke"):
        run(path)


def test_everyone_on_the_list_is_in_the_read_log(committed: None, path: Path) -> None:
    case = make_case(citizen=make_citizen(cpr_number=number(1)))
    CaseNumberSeries.objects.create(year=2026, latest=100)  # beyond the factory's own
    write(path, row(1), row(2))
    run(path, "--gem")
    looks = ReadLogRow.objects.filter(criterion="indlæsning")
    assert {look.citizen_id for look in looks} == set(Citizen.objects.values_list("pk", flat=True))
    assert looks.get(citizen_id=case.citizen_id).action == "skriv"


def test_without_the_log_nothing_is_saved(
    committed: None, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_jobcenter()
    write(path, row(1))
    monkeypatch.setattr("cases.intake.looks.write", refuse)
    with pytest.raises(CommandError, match="Læseloggen"):
        run(path, "--gem")
    assert not Citizen.objects.exists()


def refuse(entries: object) -> None:
    raise writer.LogUnavailable


@pytest.mark.slow
def test_killed_midway_it_leaves_nothing(committed: None, path: Path) -> None:
    make_jobcenter()
    write(path, *(row(serial, name=f"Borger {serial}") for serial in range(1, 9_000)))
    process = subprocess.Popen(
        [sys.executable, "manage.py", "indlaes_perioder", str(path), "--kilde", "KMD", "--gem"],
        env={**os.environ, **same_database()},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    for line in process.stderr:
        if "Perioder gemt" in line:
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    wait_until_nobody_works()
    left = (Citizen, Case, Period, IntakeRun, IntakeRow)
    assert [model.objects.count() for model in left] == [0] * len(left)


def same_database() -> dict[str, str]:
    """The child works in the test's database, not in the one the environment names."""
    name = connection.settings_dict["NAME"]
    variables = ("DATABASE_URL", "READLOG_DATABASE_URL", "MIGRATION_DATABASE_URL")
    return {one: with_name(os.environ[one], name) for one in variables}


def with_name(url: str, name: str) -> str:
    before, mark, query = url.partition("?")
    return f"{before.rsplit('/', 1)[0]}/{name}{mark}{query}"


def wait_until_nobody_works() -> None:
    """The server notices a killed client when it next writes to it."""
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND pid <> pg_backend_pid() AND state = 'active'"
            )
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.1)
