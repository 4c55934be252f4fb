"""Why a mark is the day it is: rule, count rule, what counted, what did not, what is missing.

The explanation is data, in the order a caseworker asks for it; `wording` turns it into Danish.
It is read off the same ledger and the same rounds as the mark itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cases.deadlines import rulesets, tilflytning, window
from cases.deadlines.ledger import Ledger
from cases.deadlines.marks import Round, horizon, marks_for
from cases.deadlines.months import add_months
from cases.deadlines.period import ONE_DAY, BenefitRow, Period
from cases.deadlines.rulesets import PARAGRAF_74C, RuleRow, RuleSet
from cases.deadlines.tilflytning import Extension, Tilflytning
from cases.deadlines.window import Piece, Use


class MarkKind(StrEnum):
    M10 = "m10"
    M12 = "m12"
    M18 = "m18"


OF_THE_LAW = {MarkKind.M12: 12, MarkKind.M18: 18}


def months_of(kind: MarkKind, *, day: date, rules: RuleSet) -> int:
    """How many come to stand on the day of the mark; of m10 what the municipality says that day."""
    return OF_THE_LAW.get(kind) or rulesets.handover_months(rules, day=day)


class Absence(StrEnum):
    """Why there is no such mark."""

    NOT_REACHED = "ikke_naaet"
    NO_M12 = "ingen_m12"
    NO_RULE = "ingen_regel"


@dataclass(frozen=True, slots=True)
class Tally:
    """The count on one day: the days of `required` are how many it takes."""

    day: date
    window: Period | None
    required: Period
    pieces: tuple[Piece, ...]

    @property
    def counted(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.use is Use.COUNTED)

    @property
    def not_counted(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.use is not Use.COUNTED)

    @property
    def counted_days(self) -> int:
        return sum(piece.days for piece in self.counted)

    @property
    def assumed_days(self) -> int:
        return sum(piece.days for piece in self.counted if piece.assumed)

    @property
    def leave_days(self) -> int:
        """Neutral days inside the window: it is that much longer than its months."""
        return sum(piece.days for piece in self.pieces if piece.use is Use.NEUTRAL)

    @property
    def missing_days(self) -> int:
        return max(0, self.required.days - self.counted_days)


@dataclass(frozen=True, slots=True)
class Explanation:
    """One mark of one round. Without a mark, `tally` is the count on `as_of`.

    `rule` is the rule row the mark stands on; None where the law had none on the day. `tally` is
    None only where there is nothing to count yet. `today` is the count on `as_of` while the mark
    lies ahead. `extension`: a move is registered on the round of this m18.
    """

    kind: MarkKind
    round_number: int
    as_of: date
    day: date | None
    absence: Absence | None
    rule: RuleRow | None
    rule_set: str
    within_months: int | None
    tally: Tally | None
    today: Tally | None
    horizon: date
    is_duty: bool
    extension: Extension | None = None

    @property
    def due(self) -> date | None:
        """The day the mark asks for: later than the mark itself after some moves."""
        return self.extension.finish_by if self.extension else self.day

    @property
    def gives_longer(self) -> bool:
        return self.extension is not None and self.extension.gives_longer

    @property
    def is_assumed(self) -> bool:
        """After `as_of`: shown as "hvis ydelsen fortsætter"."""
        return self.day is not None and self.day > self.as_of

    @property
    def is_information(self) -> bool:
        """A mark of the law in a municipality that is exempt from it on the day."""
        return self.kind is not MarkKind.M10 and not self.is_duty

    @property
    def paragraph(self) -> str:
        """What the mark stands on in its own round; empty where the law had no rule on the day."""
        return "" if self.rule is None else self.rule.paragraph_in_round(self.round_number)

    @property
    def missing_days(self) -> int:
        """Days missing on `as_of`; none once the mark is reached."""
        return 0 if self.today is None else self.today.missing_days

    @property
    def days_slipping_out(self) -> int:
        """Days counted on `as_of` that the window has left behind when the mark is reached."""
        if self.today is None or self.tally is None or not self.is_assumed:
            return 0
        kept = self.tally.counted_days - self.tally.assumed_days
        return max(0, self.today.counted_days - kept)


@dataclass(frozen=True, slots=True)
class ExplainedRound:
    round: Round
    start: date | None
    m10: Explanation
    m12: Explanation
    m18: Explanation


def explain(
    rows: Sequence[BenefitRow],
    *,
    as_of: date,
    rules: RuleSet = PARAGRAF_74C,
    moves: Mapping[int, Tilflytning] | None = None,
) -> list[ExplainedRound]:
    """Every round with its marks explained, the current one last. `moves`: by round."""
    rounds = marks_for(rows, as_of=as_of, rules=rules)
    starts = [None, *(found.m12 + ONE_DAY for found in rounds if found.m12 is not None)]
    ledger = window.ledger_for(rows, as_of=as_of, rules=rules)
    facts = _Facts(rows, as_of, rules, ledger, moves or {})
    return [facts.explained(found, start) for found, start in zip(rounds, starts, strict=False)]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What all explanations of one citizen are made from."""

    rows: Sequence[BenefitRow]
    as_of: date
    rules: RuleSet
    ledger: Ledger
    moves: Mapping[int, Tilflytning]

    def explained(self, found: Round, start: date | None) -> ExplainedRound:
        return ExplainedRound(
            round=found,
            start=start,
            m10=self._in_window(MarkKind.M10, found, start),
            m12=self._in_window(MarkKind.M12, found, start),
            m18=self._after_m12(found),
        )

    def _in_window(self, kind: MarkKind, found: Round, start: date | None) -> Explanation:
        mark = found.m10 if kind is MarkKind.M10 else found.m12
        dated = self.rules.handover_after if kind is MarkKind.M10 else self.rules.assess_after
        rule = rulesets.required(dated, day=mark or self.as_of)
        ahead = mark is not None and mark > self.as_of
        return self._explanation(
            kind,
            found,
            day=mark,
            absence=Absence.NOT_REACHED if mark is None else None,
            rule=rule,
            within=rulesets.required(self.rules.within, day=mark or self.as_of).months,
            tally=self._window_tally(mark or self.as_of, rule, start),
            today=self._window_tally(self.as_of, rule, start) if ahead or mark is None else None,
        )

    def _after_m12(self, found: Round) -> Explanation:
        mark, m12 = found.m18, found.m12
        rule = rulesets.in_force(self.rules.finish_after, day=m12 or self.as_of)
        absence = None if mark is not None else _absence_of_m18(m12, rule)
        started = m12 is not None and rule is not None
        ahead = mark is None or mark > self.as_of
        return self._explanation(
            MarkKind.M18,
            found,
            day=mark,
            absence=absence,
            rule=rule,
            within=None,
            tally=self._tally_since(m12, mark or self.as_of, rule) if started else None,
            today=self._tally_since(m12, self.as_of, rule) if started and ahead else None,
        )

    def _explanation(
        self,
        kind: MarkKind,
        found: Round,
        *,
        day: date | None,
        absence: Absence | None,
        rule: RuleRow | None,
        within: int | None,
        tally: Tally | None,
        today: Tally | None,
    ) -> Explanation:
        extension = self._extension(found) if kind is MarkKind.M18 else None
        due = extension.finish_by if extension else day
        return Explanation(
            kind=kind,
            round_number=found.number,
            as_of=self.as_of,
            day=day,
            absence=absence,
            rule=rule,
            rule_set=self.rules.name,
            within_months=within,
            tally=tally,
            today=today,
            horizon=horizon(self.rules, as_of=self.as_of),
            is_duty=kind is not MarkKind.M10 and not self.rules.is_exempt(due or self.as_of),
            extension=extension,
        )

    def _extension(self, found: Round) -> Extension | None:
        move = self.moves.get(found.number)
        if move is None or found.m18 is None:
            return None
        return tilflytning.extension(found.m18, move, rules=self.rules)

    def _window_tally(self, day: date, rule: RuleRow, start: date | None) -> Tally:
        end = day + ONE_DAY
        span = window.window_period(self.ledger, day=day, rules=self.rules)
        required = Period(add_months(day=end, months=-rule.months), end)
        return Tally(day, span, required, self._pieces(span, since=start))

    def _tally_since(self, m12: date | None, day: date, rule: RuleRow | None) -> Tally | None:
        """From the day after m12, with no window; nothing is counted before that day."""
        if m12 is None or rule is None:
            return None
        first = m12 + ONE_DAY
        required = Period(first, add_months(day=first, months=rule.months))
        span = Period(first, day + ONE_DAY) if day > m12 else None
        return Tally(day, span, required, () if span is None else self._pieces(span, since=None))

    def _pieces(self, span: Period, *, since: date | None) -> tuple[Piece, ...]:
        return window.pieces_of(self.rows, within=span, as_of=self.as_of, since=since)


def _absence_of_m18(m12: date | None, rule: RuleRow | None) -> Absence:
    if m12 is None:
        return Absence.NO_M12
    return Absence.NO_RULE if rule is None else Absence.NOT_REACHED
