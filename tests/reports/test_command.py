"""`manage.py udtraek_revisionsliste`: under one employee's access, with the same log."""

import stat
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cases.people.models import Role
from cases.readlog.writer import LogUnavailable
from reports.audit.models import Export
from tests.factories import make_employee, make_jobcenter, make_team
from tests.reports.test_lists import case_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def elsewhere():
    return make_team(name="Team Vest", jobcenter=make_jobcenter("Lærkevej"))


@pytest.fixture
def log_rows(monkeypatch):
    written = []
    monkeypatch.setattr("cases.readlog.buffer.write", written.extend)
    return written


def run(path, key="over-fristen", *, user="tina", purpose="Kontrol", **options):
    out = StringIO()
    call_command(
        "udtraek_revisionsliste", key, bruger=user, formaal=purpose, fil=path, stdout=out,
        **options,
    )  # fmt: skip
    return out.getvalue()


@pytest.mark.slow
def test_it_has_what_the_employee_may_see_and_nothing_else(anne, carla, tina, tmp_path, log_rows):
    case = case_of("Anna Her", anne)
    case_of("Bent Der", carla)
    path = tmp_path / "liste.csv"
    assert ": 1 række. Udtræk" in run(path)
    body = path.read_text("utf-8-sig")
    assert ("Anna Her" in body, "Bent Der" in body) == (True, False)
    assert [(entry.citizen_id, entry.actor, entry.purpose) for entry in log_rows] == [
        (case.citizen_id, f"medarbejder:{tina.pk}", "Kontrol")
    ]
    export = Export.objects.get()
    assert (export.employee, export.on_server) == (tina, True)


def test_only_the_one_who_runs_it_may_read_the_file(tina, tmp_path, log_rows):
    run(tmp_path / "liste.xlsx")
    assert stat.S_IMODE((tmp_path / "liste.xlsx").stat().st_mode) == 0o600


def test_a_file_that_stands_there_is_kept(tina, tmp_path, log_rows):
    path = tmp_path / "liste.csv"
    path.write_text("min")
    with pytest.raises(CommandError, match="findes"):
        run(path)
    assert path.read_text() == "min"


def test_nothing_is_left_when_the_log_is_away(anne, tina, tmp_path, monkeypatch):
    def away(entries):
        raise LogUnavailable

    monkeypatch.setattr("cases.readlog.buffer.write", away)
    case_of("Anna Her", anne)
    path = tmp_path / "liste.csv"
    with pytest.raises(CommandError, match="Læseloggen kan ikke skrives"):
        run(path)
    assert not path.exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"user": "ingen"}, "ingen aktiv medarbejder"),
        ({"user": "anne"}, "har ikke en rolle"),
        ({"purpose": " "}, "hvad listen skal bruges til"),
        ({"purpose": "Om 010170-1234"}, "uden cpr-numre"),
        ({"key": "roller", "team": "Team Øst"}, "ikke noget team"),
        ({"key": "roller", "sag": "F-2026-0001"}, "har ikke filteret --sag"),
        ({"key": "roller", "cpr": True}, "ingen cpr-numre"),
        ({"key": "opslag-paa-en-borger"}, "nummeret på en sag"),
        ({"jobcenter": "Intetsteds"}, "ikke noget jobcenter"),
        ({"jobcenter": "Lærkevej"}, "--jobcenter et jobcenter, som medarbejderen har adgang til"),
        ({"team": "Team Vest"}, "--team et team, som medarbejderen har adgang til"),
        (
            {"user": "karl", "jobcenter": "Musvågevej", "team": "Team Vest"},
            "hører ikke til jobcentret",
        ),
        (
            {"fra": date(2026, 11, 2), "til": date(2026, 11, 1)},
            "den samme som i --fra eller senere",
        ),
    ],
)
@pytest.mark.slow
def test_it_refuses_in_words(anne, tina, karl, elsewhere, tmp_path, log_rows, options, said):
    with pytest.raises(CommandError, match=said):
        run(tmp_path / "liste.csv", **options)
    assert not Export.objects.exists()


def test_who_answers_for_all_jobcentres_may_name_any(karl, elsewhere, tmp_path, log_rows):
    where = {"jobcenter": "Lærkevej", "team": "Team Vest"}
    assert ": 0 rækker" in run(tmp_path / "liste.csv", user="karl", **where)


def test_who_has_not_entered_their_own_number_is_sent_to_do_so(tmp_path, log_rows):
    make_employee("Tina", role=Role.TEAM_LEADER, own_cpr=False)
    with pytest.raises(CommandError, match="sit eget cpr-nummer"):
        run(tmp_path / "liste.csv")


def test_the_name_of_the_file_says_what_it_is(tina, tmp_path, log_rows):
    with pytest.raises(CommandError, match="ender på"):
        run(tmp_path / "liste.txt")
