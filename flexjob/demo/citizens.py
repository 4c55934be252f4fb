"""The people of the demo: exact shares of sex and age, names and CPR numbers that nobody has."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from simple_history.utils import bulk_create_with_history

from cases.citizens import cpr
from cases.citizens.encryption import digests, seal
from cases.citizens.models import Citizen, CprDigest, CprNumber
from cases.history.actor import current_reason
from flexjob.demo import names

A_YEAR = 365.2425
BATCH = 2000


@dataclass(frozen=True)
class Person:
    name: str
    digits: str
    birth: date


class People:
    """Draws persons; no CPR number twice."""

    def __init__(self, *, rng: random.Random, as_of: date) -> None:
        self.rng = rng
        self.as_of = as_of
        self._taken: set[str] = set()

    def many(self, count: int, *, women: float, over_50: float) -> list[Person]:
        """Exactly these shares, in no order."""
        sexes = _quota(count, women, self.rng)
        ages = _quota(count, over_50, self.rng)
        return [self.one(is_woman=w, is_over_50=o) for w, o in zip(sexes, ages, strict=True)]

    def one(self, *, is_woman: bool, is_over_50: bool) -> Person:
        years = self.rng.uniform(50.1, 66.5) if is_over_50 else self.rng.uniform(24, 49.9)
        birth = self.as_of - timedelta(days=round(years * A_YEAR))
        first = self.rng.choice(names.WOMEN if is_woman else names.MEN)
        surname = self.rng.choice(names.SURNAMES)
        return Person(f"{first} {surname}", self._number(birth, is_woman=is_woman), birth)

    def _number(self, birth: date, *, is_woman: bool) -> str:
        """Administrative (day + 60), so that it is no one's; even for women."""
        start = f"{birth.day + cpr.ADMINISTRATIVE:02d}{birth:%m%y}"
        while True:
            serial = self.rng.randrange(0, 2000) * 2 + (0 if is_woman else 1)
            number = f"{start}{serial + (4000 if birth.year >= 2000 else 0):04d}"
            if number not in self._taken:
                self._taken.add(number)
                return number


def save(persons: Sequence[Person], *, as_of: date) -> list[Citizen]:
    """Within `change(...)`."""
    citizens = bulk_create_with_history(
        [Citizen(name=one.name, birth_date=one.birth) for one in persons],
        Citizen,
        batch_size=BATCH,
        default_change_reason=current_reason(),
    )
    numbers = CprNumber.objects.bulk_create(
        _sealed(citizen, person, as_of) for citizen, person in zip(citizens, persons, strict=True)
    )
    CprDigest.objects.bulk_create(
        CprDigest(number=number, key_version=version, digest=value)
        for number, person in zip(numbers, persons, strict=True)
        for version, value in digests(person.digits).items()
    )
    return list(citizens)


def _sealed(citizen: Citizen, person: Person, as_of: date) -> CprNumber:
    ciphertext, version = seal(person.digits, bound_to=str(citizen.pk))
    return CprNumber(citizen=citizen, ciphertext=ciphertext, key_version=version, valid_from=as_of)


def _quota(count: int, share: float, rng: random.Random) -> list[bool]:
    chosen = [number < round(count * share) for number in range(count)]
    rng.shuffle(chosen)
    return chosen
