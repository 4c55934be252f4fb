"""The committee's version of a month is made once: of everyone, or closed without who is missing."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from cases.access.viewer import viewer_for
from cases.people.models import Employee, Jobcenter, Role
from reports.committee import desk, operations, queries
from reports.committee.queries import Table
from reports.figures.month import Month
from reports.models import CommitteeVersion, MonthStatus, StatusStep
from reports.status import operations as statuses
from tests.factories import make_case, make_employee, make_jobcenter
from tests.reports.committee.worlds import DONE, KEYS, OPEN

pytestmark = pytest.mark.django_db

OCTOBER = Month(date(2026, 10, 1))
CLOSABLE = date(2026, 11, 15)
WHY = "Teamchefen er syg"


@pytest.fixture
def control() -> Employee:
    return make_employee("Karl", role=Role.QUALITY_CONTROL)


@pytest.fixture
def town(control: Employee) -> dict[str, Jobcenter]:
    """Of three jobcentres one has not sent."""
    places = {name: make_jobcenter(name) for name in ("Lærkevej", "Musvågevej", "Spurvevej")}
    for where in places.values():
        make_case(jobcenter=where)
    make_status(places["Lærkevej"], control, {DONE: 14, OPEN: 30})
    make_status(places["Musvågevej"], control, {DONE: 9, OPEN: 20})
    return places


def make_status(
    where: Jobcenter, by: Employee, numbers: dict[str, int], *, approved: bool = True
) -> MonthStatus:
    status = MonthStatus.objects.create(
        jobcenter=where, month=OCTOBER.first, sent_by=by, rule_set={},
        numbers=dict.fromkeys(KEYS, 0) | numbers,
    )  # fmt: skip
    if approved:
        StatusStep.objects.create(status=status, kind="godkendt", by=by)
    return status


def close(
    town: dict[str, Jobcenter], by: Employee, *names: str, as_of: date = CLOSABLE
) -> CommitteeVersion:
    reasons = {town[name].pk: WHY for name in names}
    return operations.close_version(month=OCTOBER, reasons=reasons, by=by, as_of=as_of)


def row(table: Table, label: str = "Afsluttet til tiden") -> list[str]:
    return next([str(cell) for cell in cells] for name, cells in table.rows if name == label)


def test_nothing_is_made_while_one_is_missing_and_all_of_it_when_the_last_has_come(
    town: dict[str, Jobcenter], control: Employee
) -> None:
    make_status(town["Spurvevej"], control, {DONE: 3}, approved=False)
    assert operations.make_version(month=OCTOBER, by=control) is None
    StatusStep.objects.create(status=MonthStatus.objects.latest("pk"), kind="godkendt", by=control)
    made = operations.make_version(month=OCTOBER, by=control)
    assert made is not None
    assert operations.make_version(month=OCTOBER, by=control) == made
    assert row(queries.table(made)) == ["vises ikke", "vises ikke", "vises ikke", "26"]


def test_quality_control_closes_it_without_who_is_missing_and_says_why(
    town: dict[str, Jobcenter], control: Employee
) -> None:
    made = close(town, control, "Spurvevej")
    assert row(queries.table(made)) == ["14", "9", "mangler", "23"]
    [missing] = queries.missing_in(made)
    assert (missing.jobcenter, missing.reason, made.made_by) == (town["Spurvevej"], WHY, control)
    read = StatusStep.objects.filter(kind=StatusStep.Kind.READ)
    assert {step.status.jobcenter_id for step in read} == {
        town["Lærkevej"].pk, town["Musvågevej"].pk,
    }  # fmt: skip


def test_who_is_missing_is_a_task_of_quality_control_from_the_15th_until_it_is_closed(
    town: dict[str, Jobcenter], control: Employee
) -> None:
    assert desk.tasks(viewer_for(control, as_of=date(2026, 11, 14))) == []
    [task] = desk.tasks(viewer_for(control, as_of=CLOSABLE))
    assert task.why == "Spurvevej mangler; direktøren og udvalget venter"
    close(town, control, "Spurvevej")
    assert desk.tasks(viewer_for(control, as_of=CLOSABLE)) == []
    assert desk.tasks(viewer_for(make_employee("Anne"), as_of=CLOSABLE)) == []


def test_a_status_that_comes_late_never_enters_the_version_nor_makes_another(
    town: dict[str, Jobcenter], control: Employee
) -> None:
    """Else the sum with it and the sum without it tell its number: 26 less 23 is 3."""
    before = queries.table(close(town, control, "Spurvevej"))
    late = make_status(town["Spurvevej"], control, {DONE: 3, OPEN: 8})
    made = queries.version_of(OCTOBER)
    assert made is not None
    assert queries.table(made) == before
    assert operations.make_version(month=OCTOBER, by=control) is not None
    assert CommitteeVersion.objects.count() == 1
    with pytest.raises(statuses.NotForTheCommittee):
        statuses.pass_on(status=late, kind=StatusStep.Kind.TO_COMMITTEE, by=control)
    statuses.pass_on(status=late, kind=StatusStep.Kind.TO_DIRECTOR, by=control)


def test_a_jobcenter_that_owes_the_month_afterwards_does_not_unmake_it(
    town: dict[str, Jobcenter], control: Employee
) -> None:
    """A case registered backwards, where there was none."""
    before = queries.table(close(town, control, "Spurvevej"))
    new = make_jobcenter("Viberup")
    make_case(jobcenter=new)
    made = queries.version_of(OCTOBER)
    assert made is not None
    assert queries.table(made) == before
    assert queries.left_out(month=OCTOBER, jobcentres=[new.pk])[new.pk].reason == ""


@pytest.mark.parametrize(
    ("names", "as_of", "refused"),
    [
        (("Spurvevej",), date(2026, 11, 14), operations.TooEarly),
        ((), CLOSABLE, operations.OthersAreMissing),
        (("Lærkevej", "Spurvevej"), CLOSABLE, operations.OthersAreMissing),
    ],
)
def test_it_is_not_closed_too_early_nor_without_one_that_is_in(
    town: dict[str, Jobcenter],
    control: Employee,
    names: tuple[str, ...],
    as_of: date,
    refused: type[Exception],
) -> None:
    with pytest.raises(refused):
        close(town, control, *names, as_of=as_of)
    assert not CommitteeVersion.objects.exists()


def test_it_is_closed_once_and_never_without_numbers(control: Employee) -> None:
    where = make_jobcenter("Lærkevej")
    make_case(jobcenter=where)
    other = make_jobcenter("Spurvevej")
    make_case(jobcenter=other)
    both = {"Lærkevej": where, "Spurvevej": other}
    with pytest.raises(operations.NothingToShow):
        close(both, control, "Lærkevej", "Spurvevej")
    make_status(where, control, {DONE: 9})
    close(both, control, "Spurvevej")
    with pytest.raises(operations.AlreadyMade):
        close(both, control, "Spurvevej")


def test_the_database_keeps_it_as_it_was_seen(
    town: dict[str, Jobcenter], control: Employee
) -> None:
    made = close(town, control, "Spurvevej")
    status = MonthStatus.objects.get(jobcenter=town["Lærkevej"])
    with pytest.raises(statuses.AlreadyTaken):
        statuses.withdraw(status=status, by=control, leads=True)
    with pytest.raises(IntegrityError, match="udvalgets udgave"), transaction.atomic():
        StatusStep.objects.create(status=status, kind="trukket-tilbage", by=control)
    unapproved = make_status(town["Spurvevej"], control, {}, approved=False)
    with pytest.raises(IntegrityError, match="godkendte"), transaction.atomic():
        made.parts.create(jobcenter=make_jobcenter("Viberup"), status=unapproved)
    for table in ("committeeversion", "committeepart"):
        for change in (f"UPDATE reports_{table} SET id = id", f"DELETE FROM reports_{table}"):
            with pytest.raises(Exception, match=r"permission|append_only"), transaction.atomic():
                connection.cursor().execute(change)
