"""The title of a chart says what is seen in it, and no more."""

from datetime import date, timedelta

import pytest

from cases.danish import numbers
from reports.charts import load, points
from reports.charts import months as pipeline
from reports.charts.load import Week
from reports.charts.points import Point
from reports.charts.timeliness import GOAL, Finished, Yardstick, chart, finding
from reports.figures.month import Month


def months(*counts: tuple[int, int]) -> list[Finished]:
    """`(in_time, all)` of each month from January 2026."""
    return [
        Finished(Month(date(2026, number, 1)), in_time, every)
        for number, (in_time, every) in enumerate(counts, start=1)
    ]


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        ([(5, 10), (9, 10)], "Rettidigheden steg fra 50 til 90 pct. siden januar 2026"),
        ([(9, 10), (5, 10)], "Rettidigheden faldt fra 90 til 50 pct. siden januar 2026"),
        ([(9, 10), (9, 10)], "Rettidigheden er omtrent uændret siden januar 2026: 90 pct."),
        (
            [(5, 10), (9, 10), (1, 8)],
            "Rettidigheden steg fra 50 til 90 pct. mellem januar 2026 og februar 2026",
        ),
        ([(1, 2), (6, 8)], "6 af 8 afsluttet til tiden i februar"),
        ([(1, 2), (0, 0)], "Ingen revurderinger er afsluttet i februar"),
    ],
)
def test_timeliness_tells_of_the_months_it_has_percentages_for(
    counts: list[tuple[int, int]], title: str
) -> None:
    assert finding(months(*counts)) == title


def test_a_half_percent_is_rounded_up_as_in_the_card() -> None:
    (ours,) = months((10, 16))
    assert ours.percent == Point("", "", 10, 16, Yardstick(65, 83, "43")).percent == 63
    assert numbers.share(10, 16) == "10 af 16 (63\u00a0pct.)"


def test_a_control_point_opens_the_cases_that_fail_it() -> None:
    theirs = Yardstick(65, 83, "43")
    told = [Point("start", "Igangsat", 14, 16, theirs), Point("slut", "Afsluttet", 1, 2, theirs)]
    marks = points.chart(told, how="", url=lambda key: f"/tal/{key}").marks
    assert [mark.url for mark in marks] == ["/tal/start-ikke-opfyldt", "/tal/slut-ikke-opfyldt"]
    assert [mark.label.split(". ")[1].split(" ")[0] for mark in marks] == ["2", "1"]


def test_timeliness_is_held_against_the_goal_and_the_20_municipalities_of_2021() -> None:
    drawn = chart(
        months((9, 10), (10, 10)), Yardstick(65, 83, "43"), how="", url=lambda month, key: ""
    )
    assert {line.kind for line in drawn.grid} == {"grid", "goal", "yardstick"}
    said = [text.text for text in drawn.texts]
    assert f"mål {GOAL}" in said
    assert said.index("20 kommuner") + 1 == said.index("2021: 65")
    assert "2021, figur 43, 20 kommuner (N = 83)" in drawn.source
    assert "landstal" not in drawn.source.lower()


def test_places_that_nobody_has_told_are_not_none() -> None:
    monday = date(2026, 11, 16)
    weeks = [
        Week(monday + timedelta(weeks=number), due=3, places=50 if number > 3 else None)
        for number in range(12)
    ]
    drawn = load.chart(weeks, how="", url=lambda monday: "")
    assert drawn.title == (
        "Der er pladser til det, der forfalder i uge 51–53 og 1–5; før er de ikke kendt"
    )
    assert "— pladser på teamets møder: 50 om ugen" in [text.text for text in drawn.texts]
    (line,) = [path for path in drawn.paths if path.kind == "places"]
    assert len(line.points) == 2 * 8  # of the eight weeks that are known


@pytest.mark.parametrize(
    ("hand_over", "title", "lines"),
    [
        (6, "3 sager er mellem 6 og 12 måneder: de næste 6 måneders arbejde",
         ["6: til teamet", "12: påbegynd"]),
        (10, "2 sager er mellem 10 og 12 måneder: de næste 2 måneders arbejde",
         ["10: til teamet", "12: påbegynd"]),
        (11, "1 sag er mellem 11 og 12 måneder: den næste måneds arbejde",
         ["11: til teamet", "12: påbegynd"]),
        (12, "1 sag er mellem 11 og 12 måneder: den næste måneds arbejde",
         ["12: til teamet og påbegynd"]),
    ],
)  # fmt: skip
def test_the_pipeline_ends_where_the_municipality_hands_over(
    hand_over: int, title: str, lines: list[str]
) -> None:
    drawn = pipeline.chart({3: 1, 8: 1, 10: 1, 11: 1}, hand_over=hand_over, how="", url=str)
    said = [text for text in drawn.texts if text.kind == "threshold"]
    dark = [mark.rects[0].kind for mark in drawn.marks]
    assert drawn.title.replace("\u00a0", " ") == title
    assert [text.text for text in said] == lines
    assert dark.count("near") == int(title[0])
