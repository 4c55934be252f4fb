"""The day by which a round must be finished when the citizen moved here (§ 74 c, stk. 1, 5. pkt.)."""

from dataclasses import replace
from datetime import date

import pytest

from cases.deadlines import wording
from cases.deadlines.explanation import MarkKind, explain
from cases.deadlines.marks import Round
from cases.deadlines.next_step import NextStep, StepsDone, next_step, to_finish_by
from cases.deadlines.period import Period
from cases.deadlines.rulesets import PARAGRAF_74C, with_profile
from cases.deadlines.tilflytning import Tilflytning, finish_by
from revurdering import rules
from tests.pure.test_explanation import benefit_row

M18 = date(2026, 9, 14)
EXEMPT = with_profile(PARAGRAF_74C, exempt=[Period(date(2018, 10, 1), date(2027, 1, 1))])

DAYS = [
    (None, M18, "nobody moved"),
    (date(2026, 8, 1), date(2027, 2, 1), "six calendar months after the move"),
    (date(2026, 8, 31), date(2027, 2, 28), "clipped to the last day of a shorter month"),
    (M18, date(2027, 3, 14), "a move on the day itself"),
    (date(2026, 9, 15), M18, "after the day a move is no reason"),
    (date(2026, 3, 14), M18, "so early that it gives the same day"),
    (date(2026, 3, 15), date(2026, 9, 15), "the first move that gives a day more"),
    (date(2025, 1, 1), M18, "long before the round"),
]


@pytest.mark.parametrize(("moved_on", "due", "why"), DAYS)
def test_the_later_of_the_18_months_and_six_after_the_move(moved_on, due, why):
    assert finish_by(M18, moved_on=moved_on) == due, why


def test_before_2010_the_law_had_no_such_rule():
    assert finish_by(date(2010, 2, 1), moved_on=date(2009, 12, 31)) == date(2010, 2, 1)
    assert finish_by(date(2010, 2, 1), moved_on=date(2010, 1, 1)) == date(2010, 7, 1)


def test_the_months_are_those_of_the_rule_row():
    row = replace(PARAGRAF_74C.after_moving[0], months=9)
    later = replace(PARAGRAF_74C, after_moving=(row,))
    assert finish_by(M18, moved_on=date(2026, 8, 1), rules=later) == date(2027, 5, 1)


def test_where_the_18_months_are_nobodys_duty_a_move_makes_none():
    assert finish_by(M18, moved_on=date(2026, 8, 1), rules=EXEMPT) == M18


REACHED = Round(1, None, date(2026, 1, 14), date(2026, 3, 14), M18)
CURRENT = Round(2, 253, date(2027, 1, 14), date(2027, 3, 14), date(2027, 9, 14))
MOVED = Tilflytning(date(2026, 8, 1), "Sagen kom først i oktober")


def test_it_is_the_day_of_the_next_step_and_begins_nothing():
    moved, begun = StepsDone(tilflytning=MOVED), StepsDone(started=True, tilflytning=MOVED)
    assert next_step([REACHED, CURRENT], {1: moved}) == NextStep(1, MarkKind.M12, REACHED.m12)
    assert next_step([REACHED, CURRENT], {1: begun}) == NextStep(1, MarkKind.M18, date(2027, 2, 1))


def test_days_travel_as_ordinals_too():
    plain = [(1, None, 1, 2, M18.toordinal()), (2, 9, 0, 0, 0)]
    done = {1: StepsDone(tilflytning=MOVED), 2: StepsDone(tilflytning=MOVED)}
    assert to_finish_by(plain, done, PARAGRAF_74C) == [
        (1, None, 1, 2, date(2027, 2, 1).toordinal()), (2, 9, 0, 0, 0),
    ]  # fmt: skip
    assert to_finish_by(plain, {1: StepsDone(started=True)}, PARAGRAF_74C) is plain


def test_the_round_is_on_time_by_that_day():
    judged = rules.finished(
        REACHED, date(2027, 2, 1), moved_on=MOVED.on, as_of=date(2027, 3, 1)
    )  # fmt: skip
    assert judged == rules.Judged(date(2027, 2, 1), rules.Timeliness.ON_TIME)


def m18_of(moved_on, *, as_of=date(2026, 11, 22)):
    rows = [benefit_row("ledighedsydelse 2025-03-15..")]
    return explain(rows, as_of=as_of, moves={1: replace(MOVED, on=moved_on)})[0].m18


def test_the_explanation_says_the_move_its_rule_and_the_day():
    *_, without, fact, law, result = wording.lines(m18_of(MOVED.on))
    assert without.startswith("Uden flytningen: Fristen er 14. september 2026, fordi borgeren")
    assert fact == (
        "Tilflytning: Borgeren flyttede hertil 1. august 2026. Grund: Sagen kom først i oktober."
    )
    assert "senest 6 måneder efter den (LAS § 74 c, stk. 1, 5. pkt.). Regelsæt LAS § 74 c" in law
    assert result == (
        "Fristen er 1. februar 2027, 6 måneder efter at borgeren flyttede hertil 1. august 2026, "
        "fordi flytningen er grunden til, at de 18 måneder (14. september 2026) ikke kan holdes."
    )


def test_while_the_18_months_lie_ahead_so_does_the_day_after_them():
    mark = m18_of(date(2026, 7, 1), as_of=date(2026, 8, 1))
    assert (mark.is_assumed, mark.due) == (True, date(2027, 1, 1))
    assert wording.result(mark).startswith(
        "Nås de 18 måneder, er fristen 1. januar 2027, 6 måneder"
    )


def test_a_move_that_matters_no_longer_is_still_told():
    mark = m18_of(date(2026, 9, 15))
    assert (mark.due, mark.gives_longer) == (M18, False)
    assert "Flytningen giver ikke længere tid end de 18 måneder." in wording.lines(mark)
