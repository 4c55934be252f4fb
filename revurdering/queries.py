"""A citizen's rounds beside their revurderinger, as pages ask for them."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from cases.casefile.models import Case
from cases.deadlines.marks import Round
from cases.deadlines.period import ONE_DAY
from cases.deadlines.rulesets import RuleSet
from cases.findings import queries as findings
from cases.periods import queries as periods
from revurdering import rules
from revurdering.models import Revurdering
from revurdering.rules import Judged, State, Timeliness

NOT_COUNTED = Judged(None, Timeliness.NOT_COUNTED)


@dataclass(frozen=True)
class RoundLine:
    """One round, one record, or both together."""

    round: Round | None
    record: Revurdering | None
    state: State
    started: Judged
    finished: Judged
    is_in_hand: bool

    @property
    def is_late(self) -> bool:
        return Timeliness.LATE in (self.started.verdict, self.finished.verdict)

    @property
    def may_be_explained(self) -> bool:
        """Also one that is late no more: the reason that stands there can be put right."""
        explained = self.record is not None and bool(self.record.lateness_reason)
        return self.round is not None and (self.is_late or explained)

    @property
    def may_be_put_off(self) -> bool:
        """There are 18 months to keep: a move may give longer."""
        has_day = self.round is not None and self.round.m18 is not None
        return has_day and self.finished.due is not None

    @property
    def moved_on(self) -> date | None:
        return self.record.tilflytning_on if self.record else None


def revurderinger_of(*, citizen_id: uuid.UUID, as_of: date) -> list[RoundLine]:
    """Every reached round, the current one once something is done in it or its turn has come,
    and last the records whose round is gone."""
    rounds = findings.rounds_as_of(citizen_id=citizen_id, as_of=as_of)
    records = list(Revurdering.objects.filter(citizen_id=citizen_id))
    in_hand = _in_hand(rounds, records)
    of_round = {record.round: record for record in records if record.round is not None}
    rule_set = findings.rules_in_use()
    lines = [
        _line(
            found,
            of_round.get(found.number),
            is_in_hand=found == in_hand,
            as_of=as_of,
            rule_set=rule_set,
        )
        for found in rounds
        if not found.is_current or found.number in of_round or found == in_hand
    ]
    gone = [record for record in records if record.round is None and record.says_something]
    return lines + [
        RoundLine(None, record, State.ROUND_GONE, NOT_COUNTED, NOT_COUNTED, is_in_hand=False)
        for record in gone
    ]


def line_of_round(*, citizen_id: uuid.UUID, number: int, as_of: date) -> RoundLine | None:
    lines = revurderinger_of(citizen_id=citizen_id, as_of=as_of)
    return next((line for line in lines if line.round and line.round.number == number), None)


@dataclass(frozen=True)
class LatestAct:
    record: Revurdering
    step: str

    @property
    def day(self) -> date:
        done_on: date = getattr(self.record, self.step)
        return done_on


def latest_act(*, citizen_id: uuid.UUID) -> LatestAct | None:
    """What was registered last of all that stands in the citizen's rounds, read off the history.

    Of steps registered together (by a list) the last in their order.
    """
    records = Revurdering.objects.filter(citizen_id=citizen_id, round__isnull=False).in_bulk()
    stood: dict[int, dict[str, date | None]] = {}
    registered: dict[tuple[int, str], tuple[int, int]] = {}
    for row in Revurdering.history.filter(citizen_id=citizen_id).order_by("history_id"):
        before = stood.get(row.id, {})
        stood[row.id] = {step: getattr(row, step) for step in rules.STEPS}
        for place, (step, day) in enumerate(stood[row.id].items()):
            if day and not before.get(step):
                registered[row.id, step] = (row.history_id, place)
    standing = [
        (moment, LatestAct(records[key], step))
        for (key, step), moment in registered.items()
        if key in records and getattr(records[key], step)
    ]
    return max(standing, key=lambda found: found[0])[1] if standing else None


def lost_its_round(as_of: date) -> Q:
    """Of cases; on whatever day it is asked, for a record whose round is gone has no date to wait for."""
    left = Revurdering.objects.without_round().filter(citizen=OuterRef("citizen"))
    return Q(Exists(left))


def round_in_hand(*, case: Case, as_of: date) -> Round | None:
    """The round that acts are done on."""
    rounds = findings.rounds_as_of(citizen_id=case.citizen_id, as_of=as_of)
    return _in_hand(rounds, Revurdering.objects.filter(citizen_id=case.citizen_id))


def round_begun_on(*, citizen_id: uuid.UUID, number: int, as_of: date) -> date | None:
    """The day after the 12 months of the round before; in the first, the citizen's first period."""
    if number == 1:
        first = periods.standing_rows(citizen_id=citizen_id).first()
        return first.start if first else None
    rounds = findings.rounds_as_of(citizen_id=citizen_id, as_of=as_of)
    before = next((found.m12 for found in rounds if found.number == number - 1), None)
    return before + ONE_DAY if before else None


def _in_hand(rounds: Sequence[Round], records: Iterable[Revurdering]) -> Round | None:
    matched = {record.round: record for record in records if record.round and record.is_begun}
    finished = {number for number, record in matched.items() if record.finished_on}
    return rules.round_in_hand(rounds, begun=matched, finished=finished)


def _line(
    found: Round,
    record: Revurdering | None,
    *,
    is_in_hand: bool,
    as_of: date,
    rule_set: RuleSet,
) -> RoundLine:
    started_on, finished_on = (record.started_on, record.finished_on) if record else (None, None)
    moved_on = record.tilflytning_on if record else None
    judging: dict[str, Any] = {"as_of": as_of, "rule_set": rule_set}
    return RoundLine(
        round=found,
        record=record,
        state=_state(record, is_in_hand=is_in_hand),
        started=rules.started(found, started_on, **judging),
        finished=rules.finished(found, finished_on, moved_on=moved_on, **judging),
        is_in_hand=is_in_hand,
    )


def _state(record: Revurdering | None, *, is_in_hand: bool) -> State:
    """Only the round in hand gives tasks when nothing is registered on it."""
    if record is None or not record.is_begun:
        return State.NOT_BEGUN if is_in_hand else State.NOT_REGISTERED
    if record.finished_on:
        return State.FINISHED
    if record.started_on:
        return State.STARTED
    return State.RECEIVED if record.received_on else State.HANDED_OVER
