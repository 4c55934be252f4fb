"""The words that hold on a day: a case that is closed keeps those of the day it was closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject

from cases.people.default_terms import DEFAULT_TERMS
from cases.people.models import DatedTerm


@dataclass(frozen=True)
class Word:
    singular: str
    definite: str
    plural: str

    @property
    def label(self) -> str:
        return self.singular[:1].upper() + self.singular[1:]


@dataclass(frozen=True)
class Words:
    jobcenter: Word
    team: Word
    plan: Word


@dataclass(frozen=True)
class Terms:
    rows: tuple[DatedTerm, ...]

    def on(self, day: date) -> Words:
        return Words(**{key: self._word(key, day) for key in DatedTerm.Key.values})

    def _word(self, key: str, day: date) -> Word:
        """Before the first of a word the first is used: a page always has a word to show."""
        theirs = [row for row in self.rows if row.key == key]
        begun = [row for row in theirs if row.valid_from <= day] or theirs[:1]
        return Word(begun[-1].singular, begun[-1].definite, begun[-1].plural)


def all_terms() -> Terms:
    """One query for every word on every day."""
    return _with_the_law(list(DatedTerm.objects.order_by("valid_from")))


def carried() -> ArraySubquery:
    """Every word on every day, for a query that is asked anyway; see `as_carried`."""
    columns = ("key", "singular", "definite", "plural", "valid_from")
    row = JSONObject(**{column: column for column in columns})
    return ArraySubquery(DatedTerm.objects.order_by("valid_from").values(row=row))


def as_carried(rows: Iterable[Mapping[str, str]]) -> Terms:
    typed = ({**row, "valid_from": date.fromisoformat(row["valid_from"])} for row in rows)
    return _with_the_law([DatedTerm(**row) for row in typed])


def _with_the_law(rows: list[DatedTerm]) -> Terms:
    """What the municipality has no row of is the law's."""
    known = {row.key for row in rows}
    return Terms((*rows, *(term for term in _of_the_law() if term.key not in known)))


def words(*, as_of: date) -> Words:
    return all_terms().on(as_of)


def _of_the_law() -> Iterable[DatedTerm]:
    return (DatedTerm(**term) for term in DEFAULT_TERMS)
