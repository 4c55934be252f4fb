"""The mail as people read it."""

from datetime import date, timedelta

import pytest

from cases.mail import wording
from cases.mail.wording import COMING, OVERDUE, THIS_WEEK, TODAY, Line

DAY = date(2026, 11, 23)


def line(number: int = 1, *, section: str = TODAY, due: date = DAY) -> Line:
    case_number = f"F-2026-{number:04}"
    return Line(
        section, case_number, "Påbegynd revurdering", due, f"https://f.dk/sager/{case_number}/"
    )


@pytest.mark.parametrize(
    ("sections", "subject"),
    [
        ([TODAY], "1 opgave i dag"),
        ([TODAY, COMING, COMING], "1 opgave i dag, 2 kommende"),
        ([TODAY, COMING, OVERDUE, OVERDUE], "1 opgave i dag, 2 over fristen, 1 kommende"),
        ([OVERDUE, COMING], "1 opgave over fristen, 1 kommende"),
        ([COMING], "1 kommende opgave"),
        ([OVERDUE], "1 opgave over fristen"),
        ([OVERDUE, OVERDUE, THIS_WEEK], "2 opgaver over fristen"),
    ],
)
def test_the_subject_carries_the_answer(sections, subject):
    lines = [line(number, section=section) for number, section in enumerate(sections)]
    assert wording.subject(lines) == subject


def test_after_ten_lines_the_rest_is_counted():
    text = wording.text(
        [line(n) for n in range(13)], all_url="https://f.dk/", settings_url="https://f.dk/i/"
    )
    assert text.count("Påbegynd revurdering") == 10
    assert "og 3 mere" in text


def test_the_most_overdue_comes_first_and_each_task_once():
    late = line(1, section=OVERDUE, due=DAY - timedelta(days=3))
    later = line(2, section=OVERDUE, due=DAY - timedelta(days=30))
    coming = line(3, section=COMING, due=DAY + timedelta(days=30))
    assert wording.ordered([coming, late, later, late]) == [later, late, coming]


def test_a_task_told_anew_is_no_longer_merely_in_the_week():
    assert wording.ordered([line(1), line(1, section=THIS_WEEK)]) == [line(1)]


def test_the_text_is_what_the_design_shows():
    lines = [
        line(287, section=OVERDUE, due=date(2026, 11, 11)),
        line(340),
        Line(COMING, "", "Lav månedsstatus", date(2026, 12, 1), "https://f.dk/"),
    ]
    text = wording.text(lines, all_url="https://f.dk/", settings_url="https://f.dk/i/")
    assert (
        text.replace("\u00a0", " ")
        == """\
Godmorgen

Over fristen
  F-2026-0287  Påbegynd revurdering  11. nov. 2026  https://f.dk/sager/F-2026-0287/

I dag
  F-2026-0340  Påbegynd revurdering  23. nov. 2026  https://f.dk/sager/F-2026-0340/

Kommende
               Lav månedsstatus      1. dec. 2026   https://f.dk/

Alle opgaver: https://f.dk/
Skift tidspunkt eller slå mailen fra: https://f.dk/i/
"""
    )


@pytest.mark.parametrize(
    ("due", "is_deadline", "section"),
    [
        (DAY, True, TODAY),
        (DAY + timedelta(days=1), True, COMING),
        (DAY - timedelta(days=1), True, OVERDUE),
        (DAY - timedelta(days=1), False, TODAY),  # the day on which a date was moved
    ],
)
def test_the_section_follows_from_the_day(due, is_deadline, section):
    assert wording.section_of(due=due, day=DAY, is_deadline=is_deadline) == section
