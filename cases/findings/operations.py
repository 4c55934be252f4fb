"""Recomputing: facts in, findings and moves out, in the transaction that changed the facts.

For each citizen, with the citizen's row locked:

1. Read the standing periods, and the rounds as they were found last.
2. Compute the rounds for the day asked for.
3. What moved? Compare with the rounds found last, *at the day they were found for*: if that is
   another day and the fingerprint says that facts or rules have changed, compute for it as well.
   So a date never moves only because time passed.
4. Store rounds and moves; let the processes above see what moved.

A citizen without findings has told nobody a date: the first computing moves nothing.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db import connection
from psycopg import Cursor

from cases.deadlines.marks import Reckoning, Round, compute_rounds, prepare
from cases.deadlines.rulesets import RuleSet
from cases.findings import collector, one, queries, registry, rules, wire
from cases.findings.profile import rules_in
from cases.findings.registry import Changed
from cases.findings.rules import FlatRound, Mark, Moved
from cases.findings.wire import NOTHING_KNOWN, Facts, Known, Selected, Stored
from cases.history import Actor
from cases.nextsteps import operations as next_steps

AT_ONCE = 2000
IMPORTED = "Periode indlæst"
RULES_CHANGED = "Kommunens regelprofil er ændret"

Causes = Mapping[uuid.UUID, str] | str


@dataclass(frozen=True, slots=True)
class Recomputed:
    """`unchanged`: the marks that were there before and stand on the same day."""

    rounds: list[Round]
    moves: list[Moved]
    unchanged: list[Mark]


@dataclass(frozen=True, slots=True)
class Total:
    citizens: int
    moved: int

    def __add__(self, other: "Total") -> "Total":
        return Total(self.citizens + other.citizens, self.moved + other.moved)


class NotInATransaction(RuntimeError):
    """Findings follow facts only when both are saved at once."""


class Reckoner:
    """The engine for one day and one rule set, and for the days on which others were found."""

    def __init__(self, *, as_of: date, rule_set: RuleSet) -> None:
        self.as_of = as_of.toordinal()
        self.rule_set = rule_set
        self._rules_fingerprint = rules.rules_fingerprint(rule_set)
        self._reckonings: dict[int, Reckoning] = {}

    def rounds(self, facts: Facts, *, as_of: int) -> list[FlatRound]:
        if (reckoning := self._reckonings.get(as_of)) is None:
            reckoning = prepare(self.rule_set, as_of=date.fromordinal(as_of))
            self._reckonings[as_of] = reckoning
        return rules.flat(compute_rounds(facts.rows, reckoning))

    def basis(self, facts: Facts) -> int:
        return rules.basis(facts=facts.fingerprint, rules=self._rules_fingerprint)


class Outcome(NamedTuple):
    """`before` and `compared` are of the same day, the one that findings stood for until now."""

    before: list[FlatRound]
    compared: list[FlatRound]
    found: Stored
    last: Stored | None

    @property
    def is_news(self) -> bool:
        return self.found != self.last

    @property
    def is_ahead(self) -> bool:
        """News of a round that may still give tasks: time alone changes only the last two.

        With another basis a day may be nobody's duty any longer, and stand where it stood.
        """
        if self.last is None or self.found.basis != self.last.basis or self.has_moved:
            return True
        return self.found.rounds[-2:] != self.last.rounds[-2:]

    @property
    def has_moved(self) -> bool:
        return self.before != self.compared

    @property
    def moved_as_of(self) -> date:
        return date.fromordinal(self.last.as_of if self.last else self.found.as_of)

    def changed(self, citizen_id: uuid.UUID) -> Changed:
        after = rules.in_dates(self.found.rounds)
        return Changed(citizen_id, rules.in_dates(self.before), after)


def begin_change(*, citizen_id: uuid.UUID, as_of: date, actor: Actor) -> None:
    """Before the first write: locks the citizen, and sees to it that there is something to move from."""
    with raw_cursor() as cursor:
        has_findings = one.lock(cursor, citizen_id)
    if not has_findings:
        end_change(citizen_id=citizen_id, as_of=as_of, actor=actor, cause="")


def end_change(*, citizen_id: uuid.UUID, as_of: date, actor: Actor, cause: str) -> Recomputed:
    """After the last write, by whoever holds the lock from `begin_change`.

    `cause` says what was changed, without names or CPR: it is kept with each move.
    """
    with raw_cursor() as cursor:
        known, profiles = one.read(cursor, citizen_id)
        rule_set = rules_in(profiles)
        outcome = _outcome(known, Reckoner(as_of=as_of, rule_set=rule_set))
        if outcome.is_news:
            _store_one(cursor, citizen_id, outcome, rule_set, cause=cause, actor=actor)
    return Recomputed(
        rounds=rules.in_dates(outcome.found.rounds),
        moves=rules.moved(outcome.before, outcome.compared),
        unchanged=rules.unchanged(outcome.before, outcome.compared),
    )


def _store_one(
    cursor: Cursor,
    citizen_id: uuid.UUID,
    outcome: Outcome,
    rule_set: RuleSet,
    *,
    cause: str,
    actor: Actor,
) -> None:
    """The same as `_store`, but the processes above speak first: then all is one statement."""
    if outcome.has_moved:
        registry.after_moves([outcome.changed(citizen_id)], actor)
    found, rounds = outcome.found, outcome.found.rounds
    one.write(
        cursor,
        citizen_id,
        found,
        moves=rules.moved(outcome.before, outcome.compared),
        moved_as_of=outcome.moved_as_of,
        cause=_cause(cause, outcome.last, found),
        actor=actor.code,
        step=(next_steps.row_of(citizen_id, rounds, rules=rule_set) if outcome.is_ahead else None),
    )


def recompute_many(
    *, citizen_ids: Iterable[uuid.UUID], as_of: date, actor: Actor, causes: Causes
) -> Total:
    """Write the periods first; take `lock_citizens` before that when others may save."""
    reckoner = _reckoner(as_of)
    total = Total(0, 0)
    keys = sorted(citizen_id.bytes for citizen_id in citizen_ids)
    with raw_cursor() as cursor:
        for first in range(0, len(keys), AT_ONCE):
            asked = keys[first : first + AT_ONCE]
            locked = wire.lock_citizens(cursor, wire.among(asked, column="id"))
            total += recompute_locked(
                cursor, locked, wire.among(asked), reckoner, causes=causes, actor=actor
            )
    return total


def lock_citizens(*, citizen_ids: Iterable[uuid.UUID]) -> None:
    """Until the transaction ends nobody else recomputes them, or saves a period of theirs."""
    keys = [citizen_id.bytes for citizen_id in citizen_ids]
    with raw_cursor() as cursor:
        wire.lock_citizens(cursor, wire.among(keys, column="id"))


def recompute_locked(
    cursor: Cursor,
    keys: Sequence[bytes],
    selected: Selected,
    reckoner: Reckoner,
    *,
    causes: Causes,
    actor: Actor,
) -> Total:
    """`selected` finds at least the rows of `keys`, quicker than their list would."""
    with collector.at_rest():
        outcomes = _outcomes(cursor, keys, selected, reckoner)
        return Total(
            len(keys), _store(cursor, outcomes, reckoner.rule_set, causes=causes, actor=actor)
        )


def _outcomes(
    cursor: Cursor, keys: Sequence[bytes], selected: Selected, reckoner: Reckoner
) -> dict[bytes, Outcome]:
    known = wire.read_known(cursor, selected)
    return {key: _outcome(known.get(key, NOTHING_KNOWN), reckoner) for key in keys}


def _outcome(known: Known, reckoner: Reckoner) -> Outcome:
    facts, last = known
    as_of = reckoner.as_of
    rounds = reckoner.rounds(facts, as_of=as_of)
    found = Stored(as_of, reckoner.basis(facts), rounds)
    if last is None:
        return Outcome([], [], found, last)
    if last.as_of == as_of:
        return Outcome(last.rounds, rounds, found, last)
    if last.basis == found.basis:
        return Outcome(last.rounds, last.rounds, found, last)
    return Outcome(last.rounds, reckoner.rounds(facts, as_of=last.as_of), found, last)


def _store(
    cursor: Cursor,
    outcomes: Mapping[bytes, Outcome],
    rule_set: RuleSet,
    *,
    causes: Causes,
    actor: Actor,
) -> int:
    """How many dates moved."""
    news = [(key, outcome) for key, outcome in outcomes.items() if outcome.is_news]
    moved = {uuid.UUID(bytes=key): outcome for key, outcome in news if outcome.has_moved}
    rows = list(_move_rows(moved, causes, actor))
    if news:
        wire.delete_findings(cursor, [key for key, outcome in news if outcome.last])
        wire.write_findings(cursor, ((key, outcome.found) for key, outcome in news))
        wire.write_moves(cursor, rows)
    if moved:
        registry.after_moves([outcome.changed(key) for key, outcome in moved.items()], actor)
    ahead = {uuid.UUID(bytes=key): one.found.rounds for key, one in news if one.is_ahead}
    next_steps.store(ahead, rules=rule_set)
    return len(rows)


def _move_rows(
    moved: Mapping[uuid.UUID, Outcome], causes: Causes, actor: Actor
) -> Iterator[Sequence[object]]:
    for citizen_id, outcome in moved.items():
        stated = causes if isinstance(causes, str) else causes.get(citizen_id, IMPORTED)
        cause = _cause(stated, outcome.last, outcome.found)
        for move in rules.moved(outcome.before, outcome.compared):
            dates = (move.old_date, move.new_date)
            yield citizen_id, move.round, move.mark, *dates, cause, outcome.moved_as_of, actor.code


def _cause(stated: str, last: Stored | None, found: Stored) -> str:
    """The rules speak for themselves when they have changed since the findings were made."""
    if last is None or not rules.rules_differ(last.basis, found.basis):
        return stated
    facts_too = rules.facts_differ(last.basis, found.basis)
    return f"{stated}; {RULES_CHANGED}" if facts_too else RULES_CHANGED


def _reckoner(as_of: date) -> Reckoner:
    return Reckoner(as_of=as_of, rule_set=queries.rules_in_use())


@contextmanager
def raw_cursor() -> Iterator[Cursor]:
    """psycopg's own, for COPY with parameters; errors come out as Django's."""
    if not connection.in_atomic_block:
        raise NotInATransaction("Genberegn i den transaktion, der ændrer perioderne")
    with connection.wrap_database_errors, connection.cursor() as wrapper:
        yield wrapper.cursor
