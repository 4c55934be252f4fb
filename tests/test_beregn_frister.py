"""The command itself: what goes where, and its exit status. The file has its own tests."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cases.management.commands.beregn_frister import Command

DATA = Path(__file__).parent / "data"


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
    with pytest.raises(CommandError, match="kan ikke læses"):
        run(tmp_path / "findes_ikke.csv")
