"""`indlaes_revurderinger`: each row on the latest free round whose m10 is not after it began."""

import contextlib
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cases.casefile.models import Case
from cases.citizens.models import Citizen
from revurdering.models import Revurdering
from tests.factories import make_case, make_citizen, make_period, make_revurdering
from tests.intake.lists import number

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
HEADER = "cpr;overdraget;modtaget;paabegyndt;afsluttet;udfald;aarsag"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Round 1: m10 14-01-2026, m12 14-03-2026. Round 2: m10 14-01-2027."""
    citizen = make_citizen(cpr_number=number(1))
    make_case(citizen=citizen)
    make_period(citizen, date(2025, 3, 15))
    return tmp_path / "liste.csv"


def run(path: Path, *rows: str, options: tuple[str, ...] = ("--gem",)) -> dict[str, Any]:
    path.write_text("\n".join([HEADER, *(f"{number(1)};{row}" for row in rows)]))
    printed = io.StringIO()
    with contextlib.suppress(CommandError, SystemExit):
        call_command("indlaes_revurderinger", str(path), "--json", *options, stdout=printed)
    found: dict[str, Any] = json.loads(printed.getvalue())
    return found


def test_a_row_stands_on_the_latest_free_round_it_may_belong_to(path: Path) -> None:
    run(path, "1-2-2026;3-2-2026;10-2-2026;1-6-2026;fortsat_ret;")
    record = Revurdering.objects.get()
    assert (record.round, str(record.opened_for), record.outcome) == (
        1,
        "2026-03-14",
        "fortsat_ret",
    )
    assert record.history.get().history_user_id == "kommando:indlaes_revurderinger"


def test_a_dry_run_saves_nothing(path: Path) -> None:
    assert run(path, "1-2-2026;;;;;", options=())["nye"] == [{"linje": 2, "runde": 1}]
    assert not Revurdering.objects.exists()


def test_the_same_list_twice_changes_nothing(path: Path) -> None:
    run(path, "1-2-2026;;;;;")
    assert run(path, "1-2-2026;;;;;")["uaendrede"] == [{"linje": 2}]
    assert Revurdering.history.count() == 1


def test_a_later_list_fills_in_what_is_empty(path: Path) -> None:
    run(path, "1-2-2026;;;;;")
    run(path, "1-2-2026;3-2-2026;;;;")
    assert str(Revurdering.objects.get().received_on) == "2026-02-03"


def test_what_a_later_list_fills_in_must_fit_what_stands_here(path: Path) -> None:
    run(path, "1-2-2026;;1-3-2026;;;")
    (bad,) = run(path, "1-2-2026;;;15-2-2026;fortsat_ret;")["fejl"]
    assert "1. marts 2026 eller senere" in str(bad)
    assert Revurdering.objects.get().finished_on is None


def test_a_list_that_has_grown_at_the_front_makes_no_second_record(path: Path) -> None:
    """Without the error the second list would put the start of 2026 on the round of 2025."""
    make_period(Citizen.objects.get(), date(2023, 1, 1), date(2025, 3, 14))
    run(path, ";;5-3-2026;;;")
    (bad,) = run(path, "1-3-2026;;5-3-2026;;;")["fejl"]
    assert bad["kolonne"] == "paabegyndt"
    assert "revurderingen, der begynder 5. marts 2026" in bad["besked"].replace("\xa0", " ")
    assert Revurdering.objects.count() == 1


def test_one_that_lapsed_needs_no_start(path: Path) -> None:
    run(path, "1-2-2026;;;1-3-2026;bortfaldet;")
    assert Revurdering.objects.get().outcome == "bortfaldet"


def test_a_round_that_is_only_explained_is_free(path: Path) -> None:
    case = Case.objects.get()
    make_revurdering(case, opened_for=date(2026, 3, 14), lateness_reason="Lægen")
    run(path, "1-2-2026;;;;;")
    record = Revurdering.objects.get()
    assert (record.handed_over_on, record.lateness_reason) == (date(2026, 2, 1), "Lægen")


def test_the_start_may_stand_here_already_when_a_list_finishes(path: Path) -> None:
    run(path, "1-2-2026;;10-2-2026;;;")
    run(path, "1-2-2026;;;1-3-2026;fortsat_ret;")
    assert str(Revurdering.objects.get().finished_on) == "2026-03-01"


WRONG = [
    ("no round yet", "1-12-2025;;;;;", "", "ingen ledig runde"),
    ("a row too long", "1-2-2026;;;;;" + "x" * 5_000, "", "længere end 4000 tegn"),
    ("no date at all", ";;;;;", "", "mindst en"),
    ("out of order", "3-2-2026;1-2-2026;;;;", "modtaget", "3. februar 2026 eller senere"),
    ("in the future", "1-12-2026;;;;;", "overdraget", "efter i dag"),
    ("finished without outcome", ";;1-2-2026;1-3-2026;;", "udfald", "sammen"),
    ("finished unstarted", "1-2-2026;;;1-3-2026;ikke_ret;", "paabegyndt", "Kun en bortfaldet"),
    ("a number among words", "1-2-2026;;;;;Se 010190-1234", "aarsag", "uden cpr-numre"),
    ("unknown outcome", ";;1-2-2026;1-3-2026;måske;", "udfald", "Skriv et af disse"),
]


@pytest.mark.parametrize(
    ("row", "column", "says"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG]
)
def test_a_wrong_row_is_named_and_nothing_is_saved(
    path: Path, row: str, column: str, says: str
) -> None:
    (found,) = run(path, row)["fejl"]
    assert (found["linje"], found["kolonne"]) == (2, column)
    assert says in found["besked"]
    assert not Revurdering.objects.exists()


def test_a_second_row_finds_no_free_round(path: Path) -> None:
    found = run(path, "1-2-2026;;;;;", "1-3-2026;;;;;")
    assert [row["linje"] for row in found["fejl"]] == [3]


def test_what_stands_here_is_not_overwritten(path: Path) -> None:
    run(path, "1-2-2026;3-2-2026;;;;")
    (found,) = run(path, "1-2-2026;4-2-2026;;;;")["fejl"]
    assert "»modtaget«" in found["besked"]


def test_an_unknown_citizen_is_an_error(path: Path) -> None:
    found = run(path, f"1-2-2026;;;;;\n{number(2)};1-2-2026;;;;;", options=())
    assert [(row["linje"], row["kolonne"]) for row in found["fejl"]] == [(3, "cpr")]
