from dataclasses import dataclass
from datetime import date

import pytest

from cases.deadlines.marks import Round
from cases.deadlines.rulesets import NORTH_JUTLAND_EXEMPTION, PARAGRAF_74C, with_profile
from revurdering import rules
from revurdering.rules import Timeliness

TODAY = date(2026, 11, 22)


@dataclass
class Record:
    pk: int
    opened_for: date


def reached(number, m12, m18=None, m10=None):
    return Round(number, None, m10, m12, m18)


def current(number, m12=None, m10=None):
    return Round(number, 100, m10, m12, None)


TWO_YEARS = [
    reached(1, date(2025, 3, 14)),
    reached(2, date(2026, 3, 14)),
    current(3, date(2027, 3, 14)),
]


def test_a_record_goes_to_the_round_nearest_the_day_it_was_opened_for():
    assert rules.match([Record(7, date(2026, 2, 1))], TWO_YEARS) == {7: 2}


def test_the_oldest_record_chooses_first():
    records = [Record(8, date(2026, 3, 20)), Record(7, date(2026, 3, 10))]
    assert rules.match(records, TWO_YEARS) == {7: 2, 8: 3}


def test_of_two_rounds_as_near_the_earlier_is_taken():
    rounds = [reached(1, date(2026, 1, 1)), reached(2, date(2026, 1, 3)), current(3)]
    assert rules.match([Record(1, date(2026, 1, 2))], rounds) == {1: 1}


def test_a_record_with_no_round_left_is_without_one():
    records = [Record(1, date(2025, 1, 1)), Record(2, date(2026, 1, 1))]
    assert rules.match(records, [reached(1, date(2025, 5, 1)), current(2)]) == {1: 1, 2: None}


def in_hand(*, begun, finished):
    return rules.round_in_hand(TWO_YEARS, begun=begun, finished=finished)


def test_the_latest_reached_round_is_in_hand_until_it_is_finished():
    assert in_hand(begun={1}, finished={1}) == TWO_YEARS[1]


def test_an_earlier_round_that_is_begun_comes_first():
    assert in_hand(begun={1}, finished=set()) == TWO_YEARS[0]
    assert in_hand(begun={1, 2}, finished={2}) == TWO_YEARS[0]


def test_an_earlier_round_that_nobody_began_is_never_in_hand():
    assert in_hand(begun={2}, finished={2}) == TWO_YEARS[2]


def test_nothing_is_in_hand_where_no_round_will_be_reached():
    assert rules.round_in_hand([current(1)], begun=set(), finished=set()) is None


@pytest.mark.parametrize(
    ("started_on", "verdict", "why"),
    [
        (date(2026, 3, 13), Timeliness.ON_TIME, "before m12"),
        (date(2026, 3, 14), Timeliness.ON_TIME, "m12 itself is in time"),
        (date(2026, 3, 15), Timeliness.LATE, "the day after"),
        (None, Timeliness.LATE, "a reached round without a start is not started"),
    ],
)
def test_started_on_time_is_on_or_before_m12(started_on, verdict, why):
    found = reached(1, date(2026, 3, 14))
    assert rules.started(found, started_on, as_of=TODAY).verdict == verdict, why


def test_on_m12_itself_the_start_is_still_awaited():
    found = reached(1, TODAY)
    assert rules.started(found, None, as_of=TODAY).verdict == Timeliness.AWAITED


@pytest.mark.parametrize(
    ("m12", "m18", "due", "why"),
    [
        (date(2026, 3, 14), date(2026, 9, 14), date(2026, 9, 14), "m18"),
        (date(2009, 12, 31), None, date(2009, 12, 31), "no 18 months in the law before 2010"),
        (date(2010, 1, 1), None, None, "the benefit has paused: 18 months are not reached"),
        (None, None, None, "no m12"),
    ],
)
def test_finished_on_time_is_by_m18_or_by_m12_under_the_older_law(m12, m18, due, why):
    assert rules.finish_by(Round(1, None, None, m12, m18)) == due, why


def test_in_an_exempt_municipality_nothing_is_late():
    exempt = with_profile(PARAGRAF_74C, exempt=[NORTH_JUTLAND_EXEMPTION])
    found = reached(1, date(2026, 3, 14), date(2026, 9, 14))
    for judge in (rules.started, rules.finished):
        assert judge(found, None, as_of=TODAY).verdict is Timeliness.LATE
        judged = judge(found, None, as_of=TODAY, rule_set=exempt)
        assert judged.verdict is Timeliness.NO_DEADLINE


def test_two_months_before_m12_is_not_too_early():
    found = reached(1, date(2026, 3, 14))
    assert not rules.is_early(found, date(2026, 1, 14))
    assert rules.is_early(found, date(2026, 1, 13))


def test_an_imported_revurdering_goes_to_the_latest_free_round_that_had_begun():
    rounds = [
        reached(1, date(2025, 3, 14), m10=date(2025, 1, 14)),
        reached(2, date(2026, 3, 14), m10=date(2026, 1, 14)),
        current(3, date(2027, 3, 14), m10=date(2027, 1, 14)),
    ]
    first = {"first_date": date(2026, 2, 1)}
    assert rules.latest_free_round(rounds, taken=set(), **first) == rounds[1]
    assert rules.latest_free_round(rounds, taken={2}, **first) == rounds[0]
    assert rules.latest_free_round(rounds, taken={1, 2}, **first) is None
