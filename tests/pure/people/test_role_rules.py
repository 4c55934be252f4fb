from datetime import date

import pytest

from cases.people import rules
from cases.people.rules import Approver

HERE, THERE = 1, 2


@pytest.mark.parametrize(
    ("role", "approver"),
    [
        ("sagsbehandler", Approver.TEAM_LEADER),  # the teamchef answers for the jobcenter
        ("jobformidler", Approver.TEAM_LEADER),
        ("visitationsteam", Approver.TEAM_LEADER),
        ("teamchef", Approver.SYSTEM_ADMINISTRATOR),  # else the chief would approve their own
        ("ydelseskontor", Approver.SYSTEM_ADMINISTRATOR),  # across jobcentres from here on
        ("kvalitetskontrol", Approver.SYSTEM_ADMINISTRATOR),
        ("centralforvaltning", Approver.SYSTEM_ADMINISTRATOR),
        ("systemadministrator", Approver.SYSTEM_ADMINISTRATOR),
    ],
)
def test_each_role_has_one_kind_of_approver(role: str, approver: Approver) -> None:
    assert rules.approver_of(role) is approver


def test_the_teamchef_approves_in_their_own_jobcenter_only() -> None:
    held = [("teamchef", HERE)]
    assert rules.may_approve(role="sagsbehandler", jobcenter=HERE, held=held)
    assert not rules.may_approve(role="sagsbehandler", jobcenter=THERE, held=held)


def test_an_administrator_approves_no_role_within_a_jobcenter() -> None:
    held = [("systemadministrator", None)]
    assert not rules.may_approve(role="sagsbehandler", jobcenter=HERE, held=held)
    assert rules.may_approve(role="teamchef", jobcenter=HERE, held=held)


@pytest.mark.parametrize(
    ("first", "end"),
    [
        (date(2026, 11, 22), date(2027, 11, 22)),  # the day after the last
        (date(2028, 2, 29), date(2029, 3, 1)),  # a year without the day
    ],
)
def test_a_role_lasts_at_most_twelve_months(first: date, end: date) -> None:
    assert rules.latest_end(first) == end
