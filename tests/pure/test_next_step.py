"""What is next, by what is reached and what is done."""

from datetime import date

import pytest

from cases.deadlines.explanation import MarkKind
from cases.deadlines.marks import Round
from cases.deadlines.next_step import NextStep, StepsDone, duties, first_undone, next_step
from cases.deadlines.period import Period
from cases.deadlines.rulesets import PARAGRAF_74C, with_profile

REACHED = Round(1, None, date(2026, 1, 14), date(2026, 3, 14), date(2026, 9, 14))
CURRENT = Round(2, 253, date(2027, 1, 14), date(2027, 3, 14), date(2027, 9, 14))
NEVER = Round(2, 0, None, None, None)
STOPPED_SHORT = Round(1, 320, date(2026, 1, 14), None, None)

STEPS = [
    ([REACHED, CURRENT], {}, (1, MarkKind.M12, REACHED.m12)),  # the duty comes before the future
    ([REACHED, CURRENT], {1: StepsDone(handed_over=True)}, (1, MarkKind.M12, REACHED.m12)),
    ([REACHED, CURRENT], {1: StepsDone(started=True)}, (1, MarkKind.M18, REACHED.m18)),
    ([REACHED, CURRENT], {1: StepsDone(finished=True)}, (2, MarkKind.M10, CURRENT.m10)),
    ([CURRENT], {2: StepsDone(handed_over=True)}, (2, MarkKind.M12, CURRENT.m12)),
    ([CURRENT], {2: StepsDone(started=True)}, (2, MarkKind.M18, CURRENT.m18)),
    ([CURRENT], {2: StepsDone(finished=True)}, None),
    ([NEVER], {}, None),
    ([STOPPED_SHORT], {}, None),
    ([REACHED, REACHED, NEVER], {1: StepsDone(finished=True)}, None),
]


@pytest.mark.parametrize(("rounds", "done", "expected"), STEPS)
def test_the_first_step_not_done_is_next(rounds, done, expected):
    assert next_step(rounds, done) == (NextStep(*expected) if expected else None)


def test_the_case_is_to_be_sent_again_once_a_period_brings_12_months():
    """Decision 30."""
    resumed = Round(1, 320, STOPPED_SHORT.m10, date(2026, 7, 14), date(2027, 1, 14))
    assert next_step([STOPPED_SHORT], {}) is None
    assert next_step([resumed], {}) == NextStep(1, MarkKind.M10, resumed.m10)


def test_an_earlier_round_without_a_record_gives_no_task():
    assert next_step([REACHED, CURRENT, NEVER], {2: StepsDone(finished=True)}) is None


EARLIER = Round(1, None, date(2025, 1, 14), date(2025, 3, 14), date(2025, 9, 14))
LATEST = Round(2, None, date(2026, 1, 14), date(2026, 3, 14), date(2026, 9, 14))


def test_an_earlier_round_that_is_begun_is_finished_first():
    done = {1: StepsDone(started=True)}
    step = NextStep(1, MarkKind.M18, EARLIER.m18)
    assert next_step([EARLIER, LATEST, Round(3, 0, None, None, None)], done) == step


EXEMPT = with_profile(
    PARAGRAF_74C,
    handover_after=PARAGRAF_74C.handover_after,
    exempt=[Period(date(2018, 10, 1), date(2027, 1, 1))],
)


def plain(found):
    return (found.number, found.counted_days, found.m10, found.m12, found.m18)


def test_a_mark_of_a_day_on_which_the_municipality_is_exempt_is_nobodys_duty():
    rounds = [plain(REACHED), plain(CURRENT)]
    assert first_undone(rounds, {})[0] == 1
    assert first_undone(duties(rounds, EXEMPT), {}) == (2, MarkKind.M10, CURRENT.m10)


def test_a_round_that_reaches_past_the_exemption_is_owed_from_then_on():
    across = Round(1, None, date(2026, 10, 14), date(2026, 12, 31), date(2027, 7, 1))
    assert first_undone(duties([plain(across), plain(NEVER)], EXEMPT), {}) == (
        1, MarkKind.M18, across.m18,
    )  # fmt: skip


def test_days_travel_as_ordinals_for_a_whole_country():
    ordinals = [(1, None, *(day.toordinal() for day in (REACHED.m10, REACHED.m12, REACHED.m18)))]
    assert duties(ordinals, EXEMPT) == [(1, None, None, None, None)]
    assert duties([(2, 0, 0, 0, 0)], EXEMPT) == [(2, 0, 0, 0, 0)]


def test_where_nobody_is_exempt_all_is_owed():
    rounds = [plain(REACHED)]
    assert duties(rounds, PARAGRAF_74C) is rounds
