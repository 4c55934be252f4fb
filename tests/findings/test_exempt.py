"""A municipality that is exempt until 2027 (deadlines.md 1.10): its marks are shown and owed by nobody."""

from datetime import date

import pytest

from cases.access.viewer import viewer_for
from cases.findings.everyone import recompute_everyone
from cases.history import change
from cases.myday import queries
from cases.myday.rules import Split
from cases.nextsteps.models import NextStep
from cases.people.models import RuleProfile
from tests.factories import TEST, TODAY, make_municipality, make_revurdering, make_running_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

A_YEAR_AGO = date(2025, 9, 1)


@pytest.fixture
def late(anne):
    return make_running_case("Anna Eksempel", A_YEAR_AGO, owner=anne)


def exempt(until=None):
    with change(actor=TEST):
        RuleProfile.objects.create(
            municipality=make_municipality(),
            valid_from=date(2018, 10, 1),
            valid_to=until,
            exempt=True,
            source="Nordjylland",
        )
    recompute_everyone(as_of=TODAY, actor=TEST)


def tasks_of(employee):
    tasks = queries.day_of(viewer_for(employee, as_of=TODAY), Split.NOW).tasks
    return [task.kind.name for task in tasks]


def test_a_passed_mark_is_no_task_and_stands_on_no_list_of_the_late(late, anne, client_of):
    assert tasks_of(anne) == ["revurdering-m12"]
    exempt()
    assert tasks_of(anne) == []
    anne_s = client_of(anne)
    assert late.number not in anne_s.get("/sager/?tilstand=over").content.decode()
    assert late.number in anne_s.get("/sager/").content.decode()


def test_the_next_mark_that_is_owed_takes_its_place(late):
    exempt()
    step = NextStep.objects.get(citizen=late.citizen)
    assert step.due is not None
    assert step.due >= date(2027, 1, 1)


def test_an_exemption_that_ended_before_the_mark_changes_nothing(late, anne):
    exempt(until=date(2026, 1, 1))
    assert tasks_of(anne) == ["revurdering-m12"]


def test_nobody_is_asked_why_a_revurdering_began_late(late, anne):
    make_revurdering(late, opened_for=date(2026, 8, 31), started_on=date(2026, 10, 1))
    assert "revurdering-aarsag" in tasks_of(anne)
    exempt()
    assert "revurdering-aarsag" not in tasks_of(anne)
