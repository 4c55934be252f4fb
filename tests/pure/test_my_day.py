"""Under which split a task stands, how long it may wait, and what the day is called."""

from datetime import date, timedelta

import pytest

from cases.myday import rules
from cases.myday.rules import Basis, Facts, Split
from cases.myday.sentence import status, up_to_date

TODAY = date(2026, 11, 22)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
IN_A_WEEK, LATER = TODAY + timedelta(days=7), TODAY + timedelta(days=8)


@pytest.mark.parametrize(
    ("task", "expected", "because"),
    [
        (Facts(YESTERDAY), Split.NOW, "over the deadline"),
        (Facts(TODAY), Split.NOW, "the day itself is still in time, and is today"),
        (Facts(None), Split.NOW, "without a day it waits for nothing"),
        (Facts(TOMORROW), Split.WEEK, "the week begins tomorrow"),
        (Facts(IN_A_WEEK), Split.WEEK, "and is seven days"),
        (Facts(LATER), None, "after that it is not the week's"),
        (
            Facts(YESTERDAY, snoozed_until=TOMORROW),
            Split.SNOOZED,
            "the municipality's own may wait",
        ),
        (Facts(YESTERDAY, snoozed_until=TODAY), Split.NOW, "back on the day it was put off to"),
        (Facts(YESTERDAY, YESTERDAY, TOMORROW), Split.NOW, "past the law's day nothing waits"),
        (Facts(TODAY, TODAY, TOMORROW), Split.NOW, "nor on the law's day itself"),
        (Facts(TOMORROW, TOMORROW, TOMORROW), Split.SNOOZED, "until the law's day it may"),
        (Facts(YESTERDAY, waits_for_others=True), Split.OTHERS, "another's, however late"),
    ],
)
def test_where_a_task_stands(task: Facts, expected: Split | None, because: str) -> None:
    assert rules.split_of(task, as_of=TODAY) == expected, because


def test_the_order_is_law_then_local_then_ones_own() -> None:
    assert sorted(Basis, key=lambda basis: rules.ORDER[basis]) == [
        Basis.LAW,
        Basis.LOCAL,
        Basis.OWN,
    ]


def test_putting_off_ends_on_the_laws_day() -> None:
    rules.check_snooze(legal_date=IN_A_WEEK, until=IN_A_WEEK, as_of=TODAY)
    with pytest.raises(rules.BeyondTheLaw) as law:
        rules.check_snooze(legal_date=IN_A_WEEK, until=LATER, as_of=TODAY)
    assert law.value.limit == IN_A_WEEK


def test_what_the_law_asks_for_today_is_not_put_off() -> None:
    with pytest.raises(rules.MayNotWait):
        rules.check_snooze(legal_date=TODAY, until=TOMORROW, as_of=TODAY)


def test_a_task_is_put_off_to_a_day_to_come() -> None:
    with pytest.raises(rules.NotLater):
        rules.check_snooze(legal_date=None, until=TODAY, as_of=TODAY)


@pytest.mark.parametrize(
    ("overdue", "today", "undated", "said"),
    [
        (2, 3, 0, "2 opgaver er over fristen, og 3 opgaver forfalder i dag."),
        (1, 0, 0, "1 opgave er over fristen."),
        (
            1,
            1,
            1,
            "1 opgave er over fristen, 1 opgave forfalder i dag, og 1 opgave uden frist venter på dig.",
        ),
        (0, 0, 0, ""),
    ],
)
def test_the_day_in_one_sentence(overdue: int, today: int, undated: int, said: str) -> None:
    told = status(overdue=overdue, today=today, undated=undated, next_due=None)
    assert told.replace("\u00a0", " ") == said


def test_the_sentence_says_how_long_it_is_quiet() -> None:
    told = status(overdue=1, today=0, undated=0, next_due=date(2026, 11, 25))
    assert told.endswith("Derefter er der ro til onsdag 25. november.")


def test_an_empty_day_names_the_next_deadline() -> None:
    assert up_to_date(next_due=date(2026, 11, 25)) == (
        "Du er ajour. Ingen opgaver forfalder i dag. Næste frist er onsdag 25. november."
    )
