"""The teamchef asks why a round is late: who sees it, where, and until when."""

from datetime import date, timedelta

import pytest

from cases.access.viewer import viewer_for
from cases.casefile import operations as casefile
from cases.history import change
from cases.myday.queries import day_of
from cases.myday.rules import Split
from cases.people.models import Employee, Role
from cases.reminders.models import Deputy, Notice
from reports.asking import operations, queries
from reports.asking.models import ReasonRequest
from tests.factories import TEST, TODAY, make_employee, recompute
from tests.periods.correcting import correct
from tests.reports.town import M12, M18, Town

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)
ANSWER, FOLLOW_UP, WAITS = "aarsag-udbedt", "revurdering-opfoelgning", "venter-aarsag"


@pytest.fixture
def town() -> Town:
    town = Town(make_employee("Anne"))
    town.citizen("Aa Overskredet")
    town.citizen("Bb Ikke afsluttet", started_on=M12)
    return town


@pytest.fixture
def leader() -> Employee:
    return make_employee("Tina", role=Role.TEAM_LEADER)


def ask(
    town: Town, leader: Employee, name: str = "Aa Overskredet", *, number: int = 1
) -> ReasonRequest:
    return operations.ask_for_reason(
        case=town.cases[name], number=number, by=leader, actor=TEST, as_of=TODAY
    )


def asked_of(employee: Employee, split: Split = Split.NOW) -> list[tuple[str, int]]:
    found = day_of(viewer_for(employee, as_of=TODAY), split).tasks
    return [(task.kind.name, task.case_id) for task in found]


@pytest.mark.slow
def test_the_caseworker_has_it_as_a_task_and_the_teamchef_waits(
    town: Town, leader: Employee
) -> None:
    case = town.cases["Aa Overskredet"]
    assert (FOLLOW_UP, case.pk) in asked_of(leader)
    ask(town, leader)
    assert (ANSWER, case.pk) in asked_of(town.owner)
    assert (FOLLOW_UP, case.pk) not in asked_of(leader)
    assert (WAITS, case.pk) in asked_of(leader, Split.OTHERS)


def test_it_stands_instead_of_the_task_that_nobody_asked_for(town: Town, leader: Employee) -> None:
    case = town.cases["Bb Ikke afsluttet"]
    assert ("revurdering-aarsag", case.pk) in asked_of(town.owner)
    ask(town, leader, "Bb Ikke afsluttet")
    names = [name for name, key in asked_of(town.owner) if key == case.pk]
    assert ANSWER in names
    assert "revurdering-aarsag" not in names


def test_nobody_is_asked_about_a_case_that_is_closed(town: Town, leader: Employee) -> None:
    town.citizen("Cc Lukket", started_on=M12, closed_on=TODAY)
    with pytest.raises(operations.NobodyToAsk):
        ask(town, leader, "Cc Lukket")


def test_on_a_case_that_is_closed_since_nobody_is_waited_for(town: Town, leader: Employee) -> None:
    case = town.cases["Aa Overskredet"]
    ask(town, leader)
    casefile.close_case(
        case=case, closed_on=TODAY, reason="Flyttet", version=case.version, actor=TEST
    )
    assert asked_of(leader, Split.OTHERS) == []


def test_it_is_told_in_the_inbox(town: Town, leader: Employee) -> None:
    ask(town, leader)
    obligation = Notice.objects.get().obligation
    assert (obligation.recipient, obligation.task) == (town.owner, "Skriv grunden til forsinkelsen")
    assert not obligation.is_deadline


def test_a_deputy_in_place_is_told_instead(town: Town, leader: Employee) -> None:
    bo = make_employee("Bo")
    with change(actor=TEST):
        Deputy.objects.create(employee=town.owner, deputy=bo, start=TODAY, end=TODAY + ONE_DAY)
    ask(town, leader)
    told = Notice.objects.get().obligation
    assert (told.recipient, told.in_place_of) == (bo, town.owner)


def test_it_is_asked_once_until_it_is_taken_back(town: Town, leader: Employee) -> None:
    asked = ask(town, leader)
    with pytest.raises(operations.AlreadyAsked):
        ask(town, leader)
    assert operations.take_back(request=asked, actor=TEST)
    assert not operations.take_back(request=asked, actor=TEST)
    assert ANSWER not in dict(asked_of(town.owner))
    assert ask(town, leader).pk != asked.pk
    assert Notice.objects.count() == 1  # the same day is told once


def test_a_reason_answers_it(town: Town, leader: Employee) -> None:
    ask(town, leader, "Bb Ikke afsluttet")
    town.explain("Bb Ikke afsluttet")
    assert not queries.waiting(as_of=TODAY).exists()
    with pytest.raises(operations.AlreadyExplained):
        ask(town, leader, "Bb Ikke afsluttet")


def test_nobody_waits_for_it_when_the_round_is_late_no_more(town: Town, leader: Employee) -> None:
    ask(town, leader)
    citizen = town.cases["Aa Overskredet"].citizen
    correct(citizen.periods.get(), start=TODAY, reason="Rettet bagud")
    recompute(citizen)
    assert not queries.waiting(as_of=TODAY).exists()


def test_who_has_nobody_to_ask_is_told_so(town: Town, leader: Employee) -> None:
    town.citizen("Cc Ingen", unassigned=True)
    with pytest.raises(operations.NobodyToAsk):
        ask(town, leader, "Cc Ingen")
    town.citizen("Dd Egen", owner=leader)
    with pytest.raises(operations.NobodyToAsk):
        ask(town, leader, "Dd Egen")


def test_only_a_round_that_is_there_and_late_is_asked_about(town: Town, leader: Employee) -> None:
    town.citizen("Cc I tide", since=date(2025, 6, 1), started_on=M12, finished_on=M18)
    for name, number in (("Aa Overskredet", 57), ("Cc I tide", 1)):
        with pytest.raises(operations.NotLate):
            ask(town, leader, name, number=number)
    assert not ReasonRequest.objects.exists()
