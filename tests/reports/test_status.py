"""A status is frozen when it is sent; what is corrected afterwards stands beside it."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cases.access.viewer import Viewer, viewer_for
from cases.people.models import Employee, Role
from reports.figures import catalogue
from reports.figures.month import Month
from reports.figures.scope import Scope
from reports.models import MonthStatus
from reports.status import explanation, operations, queries
from reports.status.late import late_rounds
from tests.factories import TODAY, make_employee, recompute
from tests.nights.making import spoil
from tests.periods.correcting import correct
from tests.reports.town import M12, M18, Town

OCTOBER, IN_OCTOBER = Month(date(2026, 10, 1)), date(2026, 10, 12)
pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    town = Town(make_employee("Anne"))
    town.citizen("Aa Over", started_on=M12)
    town.citizen("Bb Sent", started_on=M12, finished_on=IN_OCTOBER)
    town.citizen("Cc I tide", since=date(2025, 6, 1), started_on=M18, finished_on=IN_OCTOBER)
    town.explain("Aa Over")
    town.explain("Bb Sent")
    return town


def leader() -> Employee:
    return make_employee("Tina", role=Role.TEAM_LEADER)


def sent(viewer: Viewer, town: Town) -> MonthStatus:
    jobcenter = town.cases["Aa Over"].jobcenter
    return operations.send(viewer=viewer, jobcenter=jobcenter, month=OCTOBER, as_of=TODAY)


@pytest.mark.slow
def test_a_status_keeps_its_numbers_when_a_period_is_corrected_afterwards(town: Town) -> None:
    status = sent(viewer_for(leader(), as_of=TODAY), town)
    frozen = dict(status.numbers)
    assert frozen["over-fristen"] == 1
    assert (frozen["afsluttet-for-sent"], frozen["afsluttet-til-tiden"]) == (1, 1)
    period = town.cases["Bb Sent"].citizen.periods.get()
    correct(period, start=date(2025, 6, 15), reason="Rettet bagud")
    status = MonthStatus.objects.get()
    assert status.numbers == frozen
    _then_and_now(status, frozen)
    (found,) = queries.corrections(status)
    assert found.case_id == town.cases["Bb Sent"].pk
    assert [one.key for one in found.left] == ["afsluttet-for-sent"]
    assert [one.key for one in found.joined] == ["afsluttet-til-tiden"]


def _then_and_now(status: MonthStatus, frozen: dict[str, int]) -> None:
    """Rebuilt from the history the month is as it was sent; as known today it is not."""
    shown = queries.compared(
        jobcenter_id=status.jobcenter_id, month=OCTOBER, status=status, moment=status.sent_at,
        judged_on=OCTOBER.last,
    ).lines  # fmt: skip
    assert {one.figure.key: one.then for one in shown} == frozen
    assert {one.figure.key for one in shown if one.has_changed} == {
        "afsluttet-for-sent", "afsluttet-til-tiden", "forsinkede",
    }  # fmt: skip


def test_a_status_is_sent_once_until_it_is_taken_back(town: Town) -> None:
    viewer = viewer_for(leader(), as_of=TODAY)
    status = sent(viewer, town)
    with pytest.raises(operations.AlreadySent):
        sent(viewer, town)
    with pytest.raises(IntegrityError), transaction.atomic():
        MonthStatus.objects.create(
            jobcenter=status.jobcenter, month=status.month, attempt=2, sent_by=town.owner,
            numbers={}, rule_set={},
        )  # fmt: skip
    operations.withdraw(status=status, by=viewer.employee)
    assert sent(viewer, town).attempt == 2


def test_the_remark_of_what_was_taken_back_is_there_to_send_again(town: Town) -> None:
    viewer = viewer_for(leader(), as_of=TODAY)
    jobcenter = town.cases["Aa Over"].jobcenter
    where = {"jobcenter_id": jobcenter.pk, "month": OCTOBER}
    for note in ("Ferie i teamet", "Sygdom i teamet"):
        status = operations.send(
            viewer=viewer, jobcenter=jobcenter, month=OCTOBER, note=note, as_of=TODAY
        )
        operations.withdraw(status=status, by=viewer.employee)
        assert queries.taken_back_note(**where) == note  # type: ignore[arg-type]
    assert queries.taken_back_note(jobcenter_id=jobcenter.pk, month=OCTOBER.plus(-1)) == ""


def test_a_status_that_was_opened_is_not_taken_back(town: Town) -> None:
    viewer = viewer_for(leader(), as_of=TODAY)
    status = sent(viewer, town)
    operations.open_status(status=status, by=viewer.employee, is_quality_control=False)
    operations.open_status(status=status, by=viewer.employee, is_quality_control=False)
    with pytest.raises(operations.AlreadyTaken):
        operations.withdraw(status=status, by=viewer.employee)
    operations.approve(viewer=viewer, status=status)
    with pytest.raises(operations.AlreadyTaken):
        operations.approve(viewer=viewer, status=status)


@pytest.mark.slow
def test_a_late_round_without_a_reason_holds_the_status_back(town: Town) -> None:
    town.citizen("Dd Uden årsag")
    with pytest.raises(operations.ReasonsMissing) as refused:
        sent(viewer_for(leader(), as_of=TODAY), town)
    assert [one.case_id for one in refused.value.rounds] == [town.cases["Dd Uden årsag"].pk]
    with pytest.raises(operations.MonthNotOver):
        operations.send(
            viewer=viewer_for(town.owner, as_of=TODAY), jobcenter=town.cases["Aa Over"].jobcenter,
            month=Month.of(TODAY), as_of=TODAY,
        )  # fmt: skip


def test_what_the_team_could_not_see_is_explained_before_the_teamchef_approves(town: Town) -> None:
    case = town.citizen("Dd Beskyttet", started_on=M12, protected=True)
    team = make_employee("Vera", role=Role.VISITATIONSTEAM)
    status = sent(viewer_for(team, as_of=TODAY), town)
    viewer = viewer_for(leader(), as_of=TODAY)
    with pytest.raises(operations.ReasonsMissing) as refused:
        operations.approve(viewer=viewer, status=status)
    assert [one.case_id for one in refused.value.rounds] == [case.pk]
    assert not status.steps.exists()
    town.explain("Dd Beskyttet")
    assert operations.approve(viewer=viewer, status=status).kind == "godkendt"


def test_what_was_late_and_closed_since_has_its_reason_too(town: Town) -> None:
    closed_on = date(2026, 10, 20)
    case = town.citizen("Dd Lukket", started_on=M12, finished_on=IN_OCTOBER, closed_on=closed_on)
    viewer = viewer_for(leader(), as_of=TODAY)
    with pytest.raises(operations.ReasonsMissing) as refused:
        sent(viewer, town)
    assert [one.case_id for one in refused.value.rounds] == [case.pk]
    [shown] = late_rounds(
        viewer, Scope(OCTOBER, OCTOBER.last, case.jobcenter_id), figure=catalogue.UNEXPLAINED
    ).rounds
    assert shown.may_explain
    town.explain("Dd Lukket")
    assert sent(viewer, town).numbers["afsluttet-for-sent"] == 2


@pytest.mark.parametrize("table", ["monthstatus", "statusround", "statusstep"])
@pytest.mark.slow
def test_the_database_changes_nothing_that_was_sent(town: Town, table: str) -> None:
    viewer = viewer_for(leader(), as_of=TODAY)
    operations.open_status(status=sent(viewer, town), by=viewer.employee, is_quality_control=False)
    for change in (f"UPDATE reports_{table} SET id = id", f"DELETE FROM reports_{table}"):
        with pytest.raises(Exception, match=r"permission|append_only"), transaction.atomic():
            connection.cursor().execute(change)


def test_a_month_without_a_status_is_rebuilt_as_it_was_known(town: Town) -> None:
    before = timezone.now()
    case = town.citizen("Ee Kom til")
    recompute(case.citizen)
    shown = queries.compared(
        jobcenter_id=case.jobcenter_id, month=OCTOBER, status=None, moment=before,
        judged_on=OCTOBER.last,
    ).lines  # fmt: skip
    late = next(one for one in shown if one.figure.key == "over-fristen")
    assert (late.sent, late.then, late.now) == (None, 1, 2)


@pytest.mark.slow
def test_the_teamchef_takes_back_what_quality_control_has_not_read(town: Town) -> None:
    tina = leader()
    status = sent(viewer_for(tina, as_of=TODAY), town)
    operations.open_status(status=status, by=tina, is_quality_control=False)
    operations.approve(viewer=viewer_for(tina, as_of=TODAY), status=status, note="Fordi")
    with pytest.raises(operations.AlreadyTaken):
        operations.withdraw(status=status, by=tina)  # the team's own is opened
    operations.withdraw(status=status, by=tina, leads=True)
    where = {"jobcenter_id": status.jobcenter_id, "month": OCTOBER}
    assert queries.taken_back_explanation(**where) == "Fordi"
    again = sent(viewer_for(tina, as_of=TODAY), town)
    operations.approve(viewer=viewer_for(tina, as_of=TODAY), status=again)
    operations.open_status(status=again, by=tina, is_quality_control=True)
    with pytest.raises(operations.AlreadyTaken):
        operations.withdraw(status=again, by=tina, leads=True)


def test_quality_control_that_looks_before_the_teamchef_has_not_read_the_copy(town: Town) -> None:
    tina = leader()
    status = sent(viewer_for(tina, as_of=TODAY), town)
    operations.open_status(status=status, by=tina, is_quality_control=True)
    assert [step.kind for step in status.steps.all()] == ["aabnet"]


def test_the_explanation_is_written_from_the_reasons_as_they_were_approved(town: Town) -> None:
    tina = leader()
    town.citizen("Dd Beskyttet", started_on=M12, protected=True)
    for name in ("Aa Over", "Bb Sent", "Dd Beskyttet"):
        town.explain(name)
        operations.approve_reason(
            case=town.cases[name], number=1, reason="Ventede på attest", by=tina
        )
    town.explain("Bb Sent", "En anden grund")  # not the wording that was approved
    scope = Scope(OCTOBER, OCTOBER.last, town.cases["Aa Over"].jobcenter_id)
    written = explanation.draft(viewer_for(tina, as_of=TODAY), scope)
    number = town.cases["Aa Over"].number
    assert written.splitlines() == [
        f"Ventede på attest: {number}",
        "Med begrænset adgang: 1\u00a0revurdering med godkendt årsag",
    ]


def test_one_who_cannot_be_computed_stops_nobody_elses_numbers(town: Town) -> None:
    spoilt = town.citizen("Dd Ukendt type", started_on=M12)
    spoil(spoilt.citizen)
    found = queries.compared(
        jobcenter_id=spoilt.jobcenter_id, month=OCTOBER, status=None, moment=timezone.now(),
        judged_on=OCTOBER.last,
    )  # fmt: skip
    late = next(one for one in found.lines if one.figure.key == "over-fristen")
    assert (late.then, late.now) == (1, 2)
    assert found.not_reckoned == [spoilt.citizen_id]


@pytest.mark.slow
def test_who_cannot_be_computed_is_named_for_those_who_may_see_them(
    town: Town, client_of: Any
) -> None:
    seen, hidden = town.citizen("Dd Ukendt"), town.citizen("Ee Ukendt", protected=True)
    for case in (seen, hidden):
        spoil(case.citizen)
    watcher = make_employee("Vera", role=Role.VISITATIONSTEAM)
    where = f"/maanedsstatus/{seen.jobcenter_id}/2026-11/dengang-og-nu/"
    html = client_of(watcher).get(where).content.decode().replace("\u00a0", " ")
    assert "2 borgere kan ikke beregnes" in html
    assert (seen.number in html, hidden.number in html) == (True, False)
    assert "1 borger med begrænset adgang" in html
