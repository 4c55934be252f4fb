"""Whoever cut the periods: a person agrees when both sides have the same days, and only then."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from cases.people.models import Employee
from cases.periods.models import Period
from reports.afstemning import rules
from reports.afstemning.operations.deciding import look_again
from reports.afstemning.rules import Span
from tests.factories import make_citizen, make_period
from tests.intake.lists import number
from tests.reports.afstemning.lists import (
    approve,
    decide_all,
    groups,
    make_person,
    make_source,
    review,
    row,
)

pytestmark = pytest.mark.django_db

FIRST, PEOPLE = date(2026, 3, 1), 60
FOR_EVER = date(2028, 1, 1)
Days = frozenset[date]


def test_rows_that_follow_one_another_agree_with_one_period(yrsa: Employee) -> None:
    one = make_person(1, ("2026-01-01", ""))
    two = make_person(2, ("2026-01-01", "2026-03-31"), ("2026-04-01", ""))
    make_person(3, ("2026-01-01", ""))
    found = review(
        row(1, "2026-01-01", "2026-03-31"),
        row(1, "2026-04-01"),
        row(2),
        row(3, "2026-01-01", "2026-03-30"),  # a day between
        row(3, "2026-04-01"),
        employee=yrsa,
    )
    assert groups(found) == {2: "stemmer", 4: "stemmer", 5: "andre_datoer"}
    assert found.people == 3
    decide_all(found)
    approve(found)
    assert Period.objects.filter(citizen__in=[one, two]).count() == 3  # each as it was cut


def _spans(random: Random) -> list[Span]:
    """Cut where chance will, with and without days between; the last may go on."""
    cuts = sorted(random.sample(range(12), random.randint(0, 5)))
    days = [FIRST + timedelta(days=30 * cut) for cut in cuts]
    spans = [Span(*pair) for pair in pairwise(days) if random.random() < 0.7]
    return [*spans, Span(days[-1], None)] if days and random.random() < 0.7 else spans


def _cut_anew(spans: list[Span], random: Random) -> list[Span]:
    """The same days, mostly: each in one or in two, and now and then a day is lost."""
    found = []
    for span in rules.joined(spans):
        middle = span.start + timedelta(days=10)
        lost = timedelta(days=random.random() < 0.2)
        halves = [Span(span.start, middle), Span(middle + lost, span.end)]
        found += halves if random.random() < 0.6 else [span]
    return found


def _days(spans: list[Span]) -> Days:
    return frozenset(
        span.start + timedelta(days=day)
        for span in spans
        for day in range((min(span.until, FOR_EVER) - span.start).days)
    )


def _group(ours: list[Span], listed: list[Span], covers_from: date) -> str | None:
    """Day by day, as slowly as can be."""
    told = _days(listed)
    expected = [one for one in ours if one.until > covers_from or _days([one]) & told]
    if not listed:
        return rules.NOT_LISTED if expected else None
    if not expected:
        return rules.MISSING_HERE
    return rules.AGREES if _days(expected) == told else rules.OTHER_DATES


@pytest.mark.slow
def test_sixty_lives_are_compared_as_day_by_day(yrsa: Employee) -> None:
    random, rows, lives = Random(4), [], {}
    for serial in range(1, PEOPLE + 1):
        ours = _spans(random)
        listed = _cut_anew(ours, random) if random.random() < 0.7 else _spans(random)
        citizen = make_citizen(f"Borger {serial}", cpr_number=number(serial))
        for span in ours:
            make_period(citizen, span.start, span.end and span.end - timedelta(days=1))
        rows += [row(serial, f"{one.start}", _last(one)) for one in listed]
        lives[citizen.pk] = (ours, listed)
    found = review(*rows, employee=yrsa, source=make_source("KY", months_back=3))
    by_day = {key: _group(*life, found.covers_from) for key, life in lives.items()}
    lines = {line.citizen_id: line for line in found.lines.all()}
    assert {key: line.group for key, line in lines.items()} == {
        key: group for key, group in by_day.items() if group
    }
    assert set(by_day.values()) == {*rules.TO_DECIDE, rules.AGREES, None}
    for line in lines.values():
        if line.group in rules.TO_DECIDE:
            look_again(found, line)
            assert line.group == by_day[line.citizen_id]


def _last(span: Span) -> str:
    return f"{span.end - timedelta(days=1)}" if span.end else ""
