"""The command itself: what goes where, and its exit status. The file has its own tests."""

from __future__ import annotations

import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cases.management.commands.beregn_frister import Command

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "tests" / "data"


def run(file: Path, *options: str) -> tuple[str, str, int]:
    out, err, status = StringIO(), StringIO(), 0
    try:
        call_command(Command(stdout=out, stderr=err), str(file), "--pr", "2026-11-22", *options)
    except SystemExit as stop:
        status = int(stop.code or 0)
    return out.getvalue(), err.getvalue(), status


def test_examples_go_to_standard_output() -> None:
    out, err, status = run(DATA / "frister_eksempler.csv")
    assert (out, err, status) == ((DATA / "frister_eksempler_facit.csv").read_text(), "", 0)


def test_a_bad_row_goes_to_standard_error_and_the_others_are_computed(tmp_path: Path) -> None:
    file = tmp_path / "f.csv"
    file.write_text("borger;fra;til;type\nA;2026-01-01;;sygdom\nB;1.1.26;;sygdom\n")
    out, err, status = run(file)
    assert (out.count("\n"), status) == (2, 1)
    assert err.startswith("Linje 3, kolonne fra: ")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="findes ikke"):
        run(tmp_path / "findes_ikke.csv")


def in_a_shell(line: str) -> subprocess.CompletedProcess[str]:
    """Through the door that people use, with no database or keys."""
    command = line.replace("beregn_frister", f"{sys.executable} manage.py beregn_frister")
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=ROOT, capture_output=True, text=True
    )


@pytest.mark.slow
def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    file = tmp_path / "f.csv"
    file.write_text("borger;fra;til;type\n" + "A;2026-01-01;;sygdom\n" * 20_000)
    done = in_a_shell(f"beregn_frister {file} --pr 2026-11-22 --json | true")
    assert (done.stderr, done.returncode) == ("", 141)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("beregn_frister", "fejl: der mangler: FIL, --pr"),
        ("beregn_frister f.csv --pr 99", "fejl: --pr: »99« er ikke en dato"),
        ("beregn_frister f.csv --pr 2026-11-22 --jsno x", "fejl: kendes ikke: --jsno x"),
    ],
)
def test_a_slip_on_the_command_line_is_told_in_danish(line: str, told: str) -> None:
    done = in_a_shell(line)
    assert (told in done.stderr, done.returncode) == (True, 2), done.stderr
    assert "brug: manage.py beregn_frister" in done.stderr


@pytest.mark.slow
def test_a_missing_file_ends_with_1() -> None:
    done = in_a_shell("beregn_frister findes_ikke.csv --pr 2026-11-22")
    assert done.stderr == "Fejl: Filen findes_ikke.csv findes ikke. Tjek stien.\n"
    assert done.returncode == 1


@pytest.mark.slow
def test_a_command_that_does_not_exist_is_told_in_danish() -> None:
    done = in_a_shell(f"{sys.executable} manage.py genberegne")
    assert "Kommandoen genberegne findes ikke. Mente du genberegn?" in done.stderr
    assert done.returncode == 1
