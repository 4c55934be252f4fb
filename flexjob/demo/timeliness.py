"""Revurderinger of the rounds that were reached, so many of them in time.

In time is as the product judges it (revurdering.rules): started by m12, and finished by m18 once
m18 has gone. The share is met to the nearest whole round; a few earlier rounds have no record.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from simple_history.utils import bulk_create_with_history

from cases.casefile.models import Case
from cases.deadlines.marks import Round
from cases.history.actor import current_reason
from revurdering.models import Revurdering

UNREGISTERED_SHARE = 0.08
ON_ITS_WAY_SHARE = 0.5
BATCH = 2000
STILL_OPEN = timedelta(days=240)  # a duty older than this has been seen to, late or not
OUTCOMES = (
    (0.85, Revurdering.Outcome.STILL_ENTITLED),
    (0.06, Revurdering.Outcome.NOT_ENTITLED),
    (0.09, Revurdering.Outcome.FOERTIDSPENSION),
)
REASONS = (
    "Afventede speciallægeerklæring",
    "Borgeren var indlagt og kunne ikke deltage",
    "Sagen skiftede sagsbehandler",
    "Mødet i teamet blev udsat",
)
Reached = tuple[Case, Round]


@dataclass
class Clerk:
    rng: random.Random
    as_of: date
    judged: int = 0

    def records(
        self, found: Iterable[tuple[Case, Sequence[Round]]], *, percent: int
    ) -> list[Revurdering]:
        earlier, latest, ahead = self._sorted(found)
        earlier = self.rng.sample(earlier, round(len(earlier) * (1 - UNREGISTERED_SHARE)))
        judged = [*((one, False) for one in earlier), *((one, True) for one in latest)]
        self.rng.shuffle(judged)
        self.judged = len(judged)
        in_time = round(len(judged) * percent / 100)
        records = [
            self._in_time(*one) if number < in_time else self._late(*one, may_lack=is_latest)
            for number, (one, is_latest) in enumerate(judged)
        ]
        records += [self._on_its_way(*one) for one in ahead]
        return [record for record in records if record is not None]

    def _sorted(
        self, found: Iterable[tuple[Case, Sequence[Round]]]
    ) -> tuple[list[Reached], list[Reached], list[Reached]]:
        """Earlier rounds, each citizen's latest reached, and those handed over before m12."""
        earlier: list[Reached] = []
        latest: list[Reached] = []
        ahead: list[Reached] = []
        for case, rounds in found:
            reached = [one for one in rounds if one.m12 and one.m12 < self.as_of]
            earlier += [(case, one) for one in reached[:-1]]
            latest += [(case, one) for one in reached[-1:]]
            current = rounds[-1]
            is_near = current.m12 and current.m10 and current.m10 <= self.as_of <= current.m12
            if is_near and self.rng.random() < ON_ITS_WAY_SHARE:
                ahead.append((case, current))
        return earlier, latest, ahead

    def _in_time(self, case: Case, found: Round) -> Revurdering:
        record = self._handed_over(case, found)
        record.started_on = self._between(record.received_on, found.m12)
        if self._is_due_this_week(found):
            return record
        must_be_finished = found.m18 is not None and found.m18 < self.as_of
        if must_be_finished or self.rng.random() < 0.4:
            last = min(found.m18 or self.as_of, self.as_of)
            self._finish(record, self._between(record.started_on, last))
        return record

    def _late(self, case: Case, found: Round, *, may_lack: bool) -> Revurdering | None:
        """Started late, or finished late, or (the latest round) not at all."""
        is_recent = found.m12 is not None and self.as_of - found.m12 < STILL_OPEN
        if may_lack and is_recent and self.rng.random() < 0.5:
            return None if self.rng.random() < 0.6 else self._handed_over(case, found)
        record = self._handed_over(case, found)
        assert found.m12 is not None  # only reached rounds are late
        day_after = found.m12 + timedelta(days=1)
        record.started_on = self._between(day_after, min(self.as_of, day_after + timedelta(90)))
        if self.rng.random() < 0.8:
            record.lateness_reason = self.rng.choice(REASONS)
        if self._is_due_this_week(found):
            return record
        if not (may_lack and is_recent) or self.rng.random() < 0.4:
            self._finish(record, self._between(record.started_on, self.as_of))
        return record

    def _is_due_this_week(self, found: Round) -> bool:
        """Then the team has it still to finish."""
        return found.m18 is not None and 0 <= (found.m18 - self.as_of).days <= 7

    def _on_its_way(self, case: Case, found: Round) -> Revurdering:
        record = self._handed_over(case, found)
        if record.received_on and self.rng.random() < 0.5:
            record.started_on = self._between(record.received_on, self.as_of)
        return record

    def _handed_over(self, case: Case, found: Round) -> Revurdering:
        """At m10 or a few days after, received within the week, never after today or m12."""
        assert found.m12 is not None  # a round is handed over on its way to m12
        last = min(found.m12, self.as_of)
        first = min(found.m10 or last, last)
        handed_over = self._between(first, min(first + timedelta(days=12), last))
        received = self._between(handed_over, min(handed_over + timedelta(days=7), last))
        return Revurdering(
            citizen_id=case.citizen_id,
            case=case,
            round=found.number,
            opened_for=found.m12,
            handed_over_on=handed_over,
            received_on=received,
        )

    def _finish(self, record: Revurdering, day: date) -> None:
        record.finished_on = day
        outcomes = [outcome for _, outcome in OUTCOMES]
        shares = [share for share, _ in OUTCOMES]
        record.outcome = self.rng.choices(outcomes, shares)[0]

    def _between(self, first: date | None, last: date | None) -> date:
        first, last = first or self.as_of, last or self.as_of
        return first + timedelta(days=self.rng.randint(0, max(0, (last - first).days)))


def save(records: Sequence[Revurdering]) -> None:
    """Within `change(...)`."""
    bulk_create_with_history(
        list(records), Revurdering, batch_size=BATCH, default_change_reason=current_reason()
    )
