"""Which step obliges on a day, and who is told: one line of reason per row."""

from datetime import date, timedelta

import pytest

from cases.reminders.rules import (
    DEFAULT,
    Duty,
    Hat,
    Kind,
    Steps,
    at_work,
    duties,
    escalated_on,
    key,
    month_duty,
    step_reached,
    told,
)
from cases.working_days import is_working_day

DUE = date(2026, 3, 14)


def day(offset: int) -> date:
    return DUE + timedelta(days=offset)


STEPS = [
    (-61, None),  # further away than the first step
    (-60, 60),  # the first step itself
    (-31, 60),  # still the first: it obliges whoever was not told on its night
    (-30, 30),
    (-14, 14),
    (-7, 7),
    (0, 7),  # the due day is in time, so that no step of its own is reached
    (1, -1),  # the day after is late
    (7, -1),  # told for a week
    (8, -8),  # and again
    (22, -22),
]


@pytest.mark.parametrize(("offset", "expected"), STEPS)
def test_a_deadline_obliges_by_the_latest_step_it_has_reached(offset, expected):
    assert step_reached(due=DUE, day=day(offset), steps=DEFAULT, acted_on=None) == expected


def test_a_municipality_may_also_be_told_on_the_day_itself():
    own = Steps(before=(21, 0))
    assert step_reached(due=DUE, day=DUE, steps=own, acted_on=None) == 0


ACTS = [
    (0, 1, 1),  # on the day itself nothing was late, so nothing was answered
    (-40, 1, 1),  # nor before it
    (3, 9, None),  # the wait of a week begins with the act
    (3, 10, 10),
    (3, 16, 10),
    (3, 17, 17),  # and then as before
    (20, 10, None),  # a night made good later knows of the act already
]


@pytest.mark.parametrize(("acted", "today", "expected"), ACTS)
def test_an_act_after_the_deadline_begins_the_wait_anew(acted, today, expected):
    found = escalated_on(due=DUE, day=day(today), repeat=7, acted_on=day(acted))
    assert found == (day(expected) if expected is not None else None)


M10, M18 = date(2026, 1, 14), date(2026, 9, 14)
MARKS = {Kind.M10: M10, Kind.M12: DUE, Kind.M18: M18}

OPEN = [
    (Kind.M10, date(2026, 1, 12), []),  # 61 days before 12 months
    (Kind.M10, date(2026, 1, 13), [(Kind.M12, DUE, 60)]),
    (Kind.M10, M10, [(Kind.M10, M10, 0), (Kind.M12, DUE, 60)]),  # both ask something
    (Kind.M12, M10, [(Kind.M12, DUE, 60)]),  # handed over: the payment office has done its part
    (Kind.M12, M18, [(Kind.M12, DUE, -183), (Kind.M18, M18, 7)]),  # a late start hides no finish
    (Kind.M18, M18, [(Kind.M18, M18, 7)]),  # started
]


@pytest.mark.parametrize(("next_kind", "today", "expected"), OPEN)
def test_the_marks_that_are_open_oblige(next_kind, today, expected):
    found = duties(next_kind=next_kind, marks=MARKS, day=today, steps=DEFAULT, acted_on=None)
    assert [(duty.kind, duty.due, duty.step) for duty in found] == expected


def test_a_round_without_18_months_obliges_by_the_rest():
    marks = {**MARKS, Kind.M18: None}
    found = duties(next_kind=Kind.M18, marks=marks, day=M18, steps=DEFAULT, acted_on=None)
    assert list(found) == []


FIRST = date(2027, 1, 1)
MONTHS = [
    (date(2026, 12, 27), None),  # a Sunday; three working days before 1 January is Tuesday 29
    (date(2026, 12, 28), None),
    (date(2026, 12, 29), (FIRST, 3)),
    (date(2026, 12, 31), (FIRST, 3)),  # whoever was not told on Tuesday
    (date(2027, 1, 1), (FIRST, 3)),  # a holiday, a Friday: the day itself is Monday
    (date(2027, 1, 3), (FIRST, 3)),
    (date(2027, 1, 4), (FIRST, 0)),
    (date(2027, 1, 10), (FIRST, 0)),
    (date(2027, 1, 11), None),  # after a week it is no news
    (date(2026, 10, 1), (date(2026, 10, 1), 0)),  # a Thursday
]


@pytest.mark.parametrize(("today", "expected"), MONTHS)
def test_the_month_is_told_three_working_days_before_and_on_its_first_working_day(today, expected):
    found = month_duty(day=today, working_days_before=3, is_working_day=is_working_day)
    assert (found and (found.due, found.step)) == expected


ANNE, VERA, TINA, YRSA = 1, 2, 3, 4
EVERYONE = {
    Hat.CASEWORKER: [ANNE],
    Hat.TEAM: [VERA],
    Hat.TEAM_LEADER: [TINA],
    Hat.PAYMENT_OFFICE: [YRSA],
}
NOBODYS = {**EVERYONE, Hat.CASEWORKER: []}
ONLY_KEEPERS = {**EVERYONE, Hat.TEAM: [], Hat.PAYMENT_OFFICE: []}
ONLY_TINA = {**ONLY_KEEPERS, Hat.CASEWORKER: []}
TWO_HATS = {**EVERYONE, Hat.TEAM: [ANNE, VERA]}

WHO = [
    (Kind.M10, 0, EVERYONE, [YRSA, VERA]),  # the hand-over is between these two
    (Kind.M10, 0, ONLY_KEEPERS, [ANNE]),  # a citizen kept from both: told all the same
    (Kind.M10, 0, ONLY_TINA, [TINA]),
    (Kind.M12, 30, EVERYONE, [ANNE, VERA]),
    (Kind.M18, 7, EVERYONE, [ANNE, VERA]),
    (Kind.M12, 30, NOBODYS, [TINA, VERA]),  # without a caseworker it is the teamchef's
    (Kind.M12, -1, EVERYONE, [TINA, ANNE, VERA]),  # passed: the teamchef as well
    (Kind.M18, -8, NOBODYS, [TINA, VERA]),  # once, though in two capacities
    (Kind.M12, 14, TWO_HATS, [ANNE, VERA]),
]


@pytest.mark.parametrize(("kind", "step", "present", "expected"), WHO)
def test_who_is_told(kind, step, present, expected):
    assert told(Duty(kind, DUE, step), present) == expected


def test_the_team_hears_of_a_moved_date_once_it_has_the_case():
    moved = Duty(Kind.MOVED, DUE, 0)
    assert told(moved, EVERYONE) == [ANNE]
    assert told(moved, EVERYONE, is_with_the_team=True) == [ANNE, VERA]


def test_the_key_is_case_mark_day_step_and_whose_duty_it_is():
    assert key(subject="17", duty=Duty(Kind.M12, DUE, 30), of=ANNE) == "17|m12|2026-03-14|30|1"


DEPUTIES = [
    ({}, 1),  # nobody is away
    ({1: 2}, 2),
    ({1: 2, 2: 3, 3: 4}, 4),  # each deputy is away in turn
    ({2: 3}, 1),  # another's absence is not mine
    ({1: 2, 2: 1}, 1),  # both are away: their own
    ({1: 2, 2: 3, 3: 2}, 1),  # round without coming back to me
]


@pytest.mark.parametrize(("deputies", "who"), DEPUTIES)
def test_the_desk_is_with_the_first_who_is_not_away(deputies, who):
    assert at_work(1, deputies) == who
