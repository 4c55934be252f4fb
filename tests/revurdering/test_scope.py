from datetime import date

import pytest

from cases.access import door
from cases.access.rules import Act
from cases.access.viewer import viewer_for
from cases.history import change
from cases.people.models import Employee
from cases.periods import operations as periods
from revurdering import operations
from tests.factories import (
    TEST,
    TODAY,
    make_case,
    make_employee,
    make_jobcenter,
    make_period,
    make_revurdering,
    recompute,
)

pytestmark = pytest.mark.django_db


def seen(start, *, jobcenter=None, end=None, handed_over=False, finished=False):
    """Whether the visitationsteam of Musvågevej sees a case with benefit from `start`."""
    case = make_case(jobcenter=jobcenter)
    periods.register_period(
        citizen=case.citizen, kind="ledighedsydelse", start=start, end=end, actor=TEST, as_of=TODAY
    )
    acts = {"case": case, "on": TODAY, "as_of": TODAY, "actor": TEST}
    if handed_over:
        operations.hand_over(**acts)
    if finished:
        operations.finish(**acts, outcome="bortfaldet", version=1 if handed_over else None)
    return is_seen(case)


def is_seen(case):
    vera = Employee.objects.filter(name="Vera").first()
    vera = vera or make_employee("Vera", role="visitationsteam")
    viewer = viewer_for(vera, as_of=TODAY)
    return door.visible_cases(viewer, act=Act.LIST_CASES).filter(pk=case.pk).exists()


@pytest.mark.parametrize(
    ("start", "expected", "why"),
    [
        (date(2026, 3, 22), True, "m10 on 21 January 2027 is 60 days ahead"),
        (date(2026, 3, 23), False, "m10 the day after is not near"),
        (date(2026, 1, 1), True, "m10 is passed"),
        (date(2025, 3, 15), True, "m12 is passed and nothing finished"),
    ],
)
@pytest.mark.slow
def test_the_team_sees_a_case_from_60_days_before_its_hand_over(start, expected, why):
    assert seen(start) is expected, why


@pytest.mark.parametrize(
    ("finished_on", "expected"), [(date(2026, 11, 16), True), (date(2026, 11, 15), False)]
)
@pytest.mark.slow
def test_a_finished_revurdering_leaves_the_team_after_a_week(finished_on, expected):
    """Until the next round is near; in the week the team puts its own outcome right.

    Its 12 months came in November: the month status of October has nothing to ask of it.
    """
    case = make_case()
    make_period(case.citizen, date(2025, 11, 10))
    recompute(case.citizen)
    make_revurdering(case, opened_for=date(2026, 11, 9), finished_on=finished_on)
    assert is_seen(case) is expected


def test_what_was_only_explained_gives_the_team_no_access():
    case = make_case()
    make_period(case.citizen, date(2023, 1, 1), date(2025, 6, 1))
    recompute(case.citizen)
    latest = {"number": 2, "opened_for": date(2024, 12, 31)}
    make_revurdering(case, **latest, finished_on=date(2025, 1, 10))
    record = make_revurdering(case, opened_for=date(2023, 12, 31), started_on=date(2024, 1, 5))
    assert is_seen(case)
    with change(actor=TEST):
        record.started_on, record.lateness_reason = None, "Lægen svarede sent"
        record.save(update_fields=["started_on", "lateness_reason"])
    assert not is_seen(case)


def test_what_was_begun_in_an_earlier_round_is_seen_until_it_is_finished():
    case = make_case()
    make_period(case.citizen, date(2024, 1, 1))
    recompute(case.citizen)
    make_revurdering(case, opened_for=date(2024, 12, 30), started_on=date(2025, 1, 5))
    latest = {"number": 2, "opened_for": date(2025, 12, 30)}
    make_revurdering(case, **latest, finished_on=date(2025, 12, 30))
    viewer = viewer_for(make_employee("Vera", role="visitationsteam"), as_of=date(2026, 2, 1))
    assert door.visible_cases(viewer, act=Act.LIST_CASES).filter(pk=case.pk).exists()


def test_a_case_handed_over_early_is_seen():
    assert seen(date(2026, 6, 1), handed_over=True)


def test_another_jobcentres_case_is_not_seen():
    assert not seen(date(2025, 3, 15), jobcenter=make_jobcenter("Skelbækgade"))


def test_a_record_whose_round_is_gone_holds_the_door_open_for_nobody():
    case = make_case()
    make_revurdering(case, number=None, handed_over_on=date(2026, 1, 5))
    viewer = viewer_for(make_employee("Vera", role="visitationsteam"), as_of=TODAY)
    assert not door.visible_cases(viewer, act=Act.LIST_CASES).filter(pk=case.pk).exists()
