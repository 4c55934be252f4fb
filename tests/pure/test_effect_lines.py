"""What a change does to the deadlines, in at most a handful of lines."""

from datetime import date

from cases.findings.rules import Mark, Moved, Reckoned
from cases.periods.receipts import effect_lines, receipt

OLD, NEW = date(2026, 3, 14), date(2026, 3, 15)


def moves(*rounds):
    return [Moved(number, mark, OLD, NEW) for number in rounds for mark in ("m10", "m12", "m18")]


def test_the_latest_round_comes_first_and_the_rest_is_a_number():
    lines = effect_lines(moves(1, 2, 3), [])
    assert [line.split(":")[0] for line in lines] == [
        "Fristen for at sende sagen til teamet, runde 3",
        "Fristen for 12 måneder, runde 3",
        "Fristen for 18 måneder, runde 3",
        "Fristen for at sende sagen til teamet, runde 2",
        "og 5 frister mere",
    ]


def test_the_round_in_hand_comes_before_the_next_one():
    lines = effect_lines(moves(1, 2), [], in_hand=1)
    assert [line.split(":")[0] for line in lines] == [
        "Fristen for at sende sagen til teamet, runde 1",
        "Fristen for 12 måneder, runde 1",
        "Fristen for 18 måneder, runde 1",
        "Fristen for at sende sagen til teamet, runde 2",
        "og 2 frister mere",
    ]


def test_a_round_in_hand_that_is_reckoned_no_more_comes_after_the_one_it_waits_for():
    gone = Moved(2, "m12", OLD, None, Reckoned.BEFORE)
    first, *_ = effect_lines([gone, *moves(1)], [], in_hand=2)
    assert "runde 1" in first


def test_the_day_that_a_move_here_gives_is_said_beside_the_18_months():
    *_, last = effect_lines(moves(1), [], put_off={1: date(2026, 6, 1)})
    assert last == (
        "Fristen for 18 måneder: 14. marts 2026 → 15. marts 2026 (1 dag senere), "
        "men efter tilflytningen er fristen 1. juni 2026"
    )


def test_of_the_12_months_that_stay_only_the_latest_is_told():
    kept = [Mark(1, "m12", OLD), Mark(2, "m12", NEW)]
    assert effect_lines([], kept) == ["Fristen for 12 måneder, runde 2: 15. marts 2026 (uændret)"]


def test_a_receipt_ends_each_sentence_once():
    assert receipt("Perioden er gemt", effect_lines([], [])) == (
        "Perioden er gemt. Der er stadig ingen frister med de registrerede perioder."
    )


def test_a_round_that_waits_for_the_one_before_it_is_not_said_never_to_come():
    reached = Moved(1, "m12", OLD, NEW)
    next_one = Moved(2, "m12", NEW, None, Reckoned.BEFORE)
    assert effect_lines([reached, next_one], []) == [
        "Fristen for 12 måneder, runde 1: 14. marts 2026 → 15. marts 2026 (1 dag senere)",
        "Fristen for 12 måneder, runde 2: beregnes, når runde 1 har nået 12 måneder"
        " (før 15. marts 2026)",
    ]
