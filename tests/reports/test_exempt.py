"""A municipality that is exempt until 2027 (deadlines.md 1.10) is held to no mark in any number or list."""

from datetime import date

import pytest

from cases.people.models import Employee
from reports.asking import operations as asking
from reports.asking import queries as asked
from reports.figures import catalogue
from reports.figures import queries as figures
from reports.figures.month import Month
from reports.figures.scope import Scope
from reports.recovery import operations as recoveries
from reports.status.late import LateRound
from tests.factories import TEST, TODAY, make_employee
from tests.findings.test_exempt import exempt
from tests.reports.extracts import rows
from tests.reports.town import M12, M18, Town

pytestmark = pytest.mark.django_db

NOVEMBER = date(2026, 11, 5)
HELD = (
    catalogue.DUE, catalogue.STARTED_LATE, catalogue.FINISHED_LATE, catalogue.OPEN_LATE,
    catalogue.LATE_ALL, catalogue.UNEXPLAINED, catalogue.TO_ACT_ON, catalogue.DUE_SOON,
    catalogue.DUE_SOON_NOT_STARTED, catalogue.WEEK, catalogue.START_POINT,
    catalogue.START_POINT_MET, catalogue.START_POINT_FAILED, catalogue.FINISH_POINT,
    catalogue.FINISH_POINT_MET, catalogue.FINISH_POINT_FAILED,
)  # fmt: skip


@pytest.fixture
def town() -> Town:
    town = Town(make_employee("Anne"))
    town.citizen("Aa Ikke begyndt")
    town.citizen("Bb Ikke afsluttet", started_on=M12)
    town.citizen("Cc Afsluttet sent", started_on=NOVEMBER, finished_on=NOVEMBER)
    town.citizen("Dd Forfalder", since=date(2025, 12, 1))
    town.citizen("Ee Forfaldt i november", since=date(2025, 11, 10))
    return town


def counted(*, of: tuple[catalogue.Figure, ...], on: date = TODAY) -> dict[str, int]:
    return figures.numbers(Scope(Month.of(on), on), of)


def test_no_figure_tells_of_a_day_that_nobody_owes(town: Town) -> None:
    assert counted(of=HELD)["over-fristen"] == 3
    exempt()
    assert set(counted(of=HELD).values()) == {0}


def test_what_was_done_is_still_counted_and_what_is_begun_is_open(town: Town) -> None:
    exempt()
    assert counted(of=catalogue.STATUS) == {
        "forfaldne": 0, "paabegyndt-til-tiden": 1, "paabegyndt-for-sent": 0,
        "afsluttet-til-tiden": 1, "afsluttet-for-sent": 0, "aabne-inden-fristen": 2,
        "over-fristen": 0,
    }  # fmt: skip


def test_a_round_that_reaches_past_the_exemption_is_counted_by_its_last_day(town: Town) -> None:
    exempt()
    may = date(2027, 5, 20)  # "Dd": 12 months 30 November 2026, 18 months 31 May 2027
    assert counted(of=(catalogue.DUE_SOON,), on=may)["forfalder-30"] == 1
    june = date(2027, 6, 20)
    late = figures.counted(Scope(Month.of(june), june), [catalogue.OPEN_LATE])
    assert (town.cases["Dd Forfalder"].pk, 1) in {one.place for one in late}


def test_the_day_that_was_passed_is_the_one_that_was_owed() -> None:
    row = figures.Row(1, 1, None, date(2027, 5, 31), None, None, date(2027, 5, 31), "")
    late = LateRound(case=None, row=row, may_explain=True, is_approved=False)  # type: ignore[arg-type]
    assert late.due(date(2027, 6, 20)) == date(2027, 5, 31)


def test_finished_late_holds_nobody_to_an_exempt_day(town: Town, karl: Employee) -> None:
    assert [row["borger"] for row in rows(karl, "afsluttet-for-sent")] == ["Cc Afsluttet sent"]
    exempt()
    assert rows(karl, "afsluttet-for-sent") == []


def test_an_exemption_that_ended_before_the_day_excuses_nobody(town: Town, karl: Employee) -> None:
    exempt(until=M18)
    assert len(rows(karl, "afsluttet-for-sent")) == 1
    assert counted(of=HELD)["afsluttet-for-sent"] == 1


def test_nobody_waits_for_a_reason_that_nobody_owes(town: Town) -> None:
    case, tina = town.cases["Aa Ikke begyndt"], make_employee("Tina")
    asking.ask_for_reason(case=case, number=1, by=tina, actor=TEST, as_of=TODAY)
    assert asked.waiting(as_of=TODAY).count() == 1
    exempt()
    assert asked.waiting(as_of=TODAY).count() == 0


def test_a_recovery_has_nobody_who_owes_nothing(town: Town) -> None:
    exempt()
    recovery = recoveries.start(
        jobcenter=town.cases["Aa Ikke begyndt"].jobcenter, key_date=date(2026, 11, 1),
        target_date=date(2027, 6, 1), employee=town.owner, as_of=TODAY,
    )  # fmt: skip
    assert not recovery.members.filter(was_overdue=True).exists()
    assert min(one.due for one in recovery.members.all()) == date(2027, 5, 9)
