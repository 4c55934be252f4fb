from itertools import combinations

import pytest

from cases import timeline
from cases.timeline import TimelineView
from cases.timeline.curve import straightened
from cases.timeline.labels import Box, Labels, box_of
from cases.timeline.shapes import Text
from tests.pure.timeline.histories import HISTORIES, d

EACH_HISTORY = pytest.mark.parametrize("view", HISTORIES.values(), ids=HISTORIES.keys())


@EACH_HISTORY
def test_no_label_covers_another(view: TimelineView) -> None:
    chart = timeline.build(view)
    for one, other in combinations(chart.texts, 2):
        if (one.x, other.kind) != (other.x, one.kind):
            assert not box_of([one]).meets(box_of([other])), (one.text, other.text)


@EACH_HISTORY
def test_the_numbers_beside_the_axis_stand_apart(view: TimelineView) -> None:
    numbers = [box_of([text]) for text in timeline.build(view).texts if text.kind == "level"]
    assert len(numbers) > 3
    assert not any(one.meets(other) for one, other in combinations(numbers, 2))


@EACH_HISTORY
def test_the_names_of_window_and_curves_cross_no_mark(view: TimelineView) -> None:
    chart = timeline.build(view)
    lines = [Box(line.x1 - 1, line.y1, line.x1 + 1, line.y2) for line in chart.lines]
    names = [text for text in chart.texts if text.kind in ("curve", "total", "window")]
    crossed = [name.text for name in names if any(box_of([name]).meets(line) for line in lines)]
    assert (crossed, "curve" in {name.kind for name in names}) == ([], True)


@EACH_HISTORY
def test_every_label_lies_in_the_drawing(view: TimelineView) -> None:
    chart = timeline.build(view)
    canvas = Box(0, chart.top, chart.width, chart.bottom)
    assert all(box_of([text]).lies_in(canvas) for text in chart.texts)


@EACH_HISTORY
def test_nothing_is_drawn_beside_the_axis(view: TimelineView) -> None:
    chart = timeline.build(view)
    edges = [(rect.x, rect.x + rect.width) for rect in (*chart.bands, *chart.rects)]
    assert all(128 <= left < right <= 1180 for left, right in edges)


@EACH_HISTORY
def test_every_mark_in_sight_is_named_with_its_date(view: TimelineView) -> None:
    chart = timeline.build(view)
    named = {text.text for text in chart.texts}
    in_sight = [mark for mark in view.marks if chart.days.holds(mark.day)]
    assert {mark.label for mark in in_sight} <= named


def test_the_axis_shows_eighteen_months_back_and_eleven_ahead() -> None:
    days = timeline.build(next(iter(HISTORIES.values()))).days
    assert (days.first, days.last) == (d("2025-05-01"), d("2027-11-01"))


def test_what_lies_after_today_is_drawn_as_foreseen() -> None:
    chart = timeline.build(HISTORIES["just begun"])
    kinds = [rect.kind for rect in chart.rects]
    assert kinds == ["counted", "counted assumed"]


def test_a_dot_marks_where_a_counted_mark_meets_its_level() -> None:
    chart = timeline.build(HISTORIES["the wireframe: spells, fleksjob, leave"])
    assert [dot.kind for dot in chart.dots] == ["m10", "m12"]


def test_the_total_stops_where_it_leaves_the_drawing() -> None:
    chart = timeline.build(HISTORIES["unbroken and long overdue"])
    highest = min(y for path in chart.paths if path.kind != "bracket" for _, y in path.points)
    assert highest >= chart.months.top


def test_the_description_names_the_window_by_its_last_day() -> None:
    chart = timeline.build(HISTORIES["just begun"])
    assert "23. maj 2025–22. november 2026" in chart.description


def test_a_label_without_room_is_left_out_unless_it_must_be_shown() -> None:
    labels = Labels(Box(0, 0, 100, 40))
    for text, must_show in [("først", True), ("nej", False), ("ja", True)]:
        labels.place([[Text(5, 20, text, "x")]], must_show=must_show)
    assert [text.text for text in labels.texts] == ["først", "ja"]


def test_a_label_crosses_a_line_only_when_it_must() -> None:
    labels = Labels(Box(0, 0, 200, 60))
    labels.keep_clear([Box(0, 0, 60, 60)])
    labels.place([[Text(5, 20, "a", "x")], [Text(100, 20, "a", "x")]])
    labels.place([[Text(5, 20, "b", "x")], [Text(100, 20, "b", "x")]])
    assert [text.x for text in labels.texts] == [100, 5]


def test_a_straight_stretch_of_days_is_one_line() -> None:
    days = [(float(x), float(min(x, 100))) for x in range(200)]
    assert straightened(days) == ((0.0, 0.0), (100.0, 100.0), (199.0, 100.0))
