"""What the demo draws, before any of it is saved."""

import random
from datetime import date

import pytest

from cases.citizens import cpr
from cases.deadlines.marks import marks_for
from flexjob.demo.citizens import People, Person
from flexjob.demo.figures import HOURS
from flexjob.demo.lives import Life, Teller

TODAY = date(2026, 11, 22)


def people() -> list[Person]:
    drawn = People(rng=random.Random(1), as_of=TODAY)
    return drawn.many(200, women=0.65, over_50=0.53)


def lives(as_of: date = TODAY) -> list[Life]:
    return list(Teller(rng=random.Random(1), as_of=as_of).on_ledighedsydelse(120))


def test_the_same_seed_draws_the_same_people_and_lives() -> None:
    assert people() == people()
    assert lives() == lives()


def test_the_shares_are_met_to_the_person() -> None:
    women = [person for person in people() if int(person.digits[-1]) % 2 == 0]
    over_50 = [person for person in people() if (TODAY - person.birth).days >= 50 * 365.2425]
    assert (len(women), len(over_50)) == (130, 106)


def test_no_number_is_anyones_and_each_gives_the_day_of_birth() -> None:
    numbers = {person.digits for person in people()}
    assert len(numbers) == 200
    assert all(int(number[:2]) > cpr.ADMINISTRATIVE for number in numbers)
    assert all(cpr.parse(person.digits).birth_date == person.birth for person in people())


def test_the_shares_of_hours_add_up() -> None:
    assert sum(one.share for one in HOURS) == pytest.approx(1, abs=0.002)


@pytest.mark.parametrize("as_of", [TODAY, date(2028, 2, 29), date(2027, 3, 1), date(2026, 12, 31)])
def test_marks_fall_near_the_day_on_any_day(as_of: date) -> None:
    rounds = [
        one
        for life in lives(as_of)
        for one in marks_for([row.as_benefit() for row in life], as_of=as_of)
    ]
    for mark in ("m10", "m12", "m18"):
        near = [getattr(one, mark) for one in rounds if getattr(one, mark)]
        assert any(abs((day - as_of).days) <= 1 for day in near)
