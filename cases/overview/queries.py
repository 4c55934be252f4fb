"""What the overview of a case is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cases.casefile.models import Case
from cases.deadlines.next_step import StepsDone
from cases.deadlines.period import BenefitRow
from cases.deadlines.rulesets import RuleSet
from cases.findings import queries as findings
from cases.findings.models import Move
from cases.findings.rules import last_reckoned
from cases.nextsteps import registry
from cases.overview import moves
from cases.overview.imagined import TimelineState
from cases.overview.outlook import Outlook, look
from cases.people.terms import Words

MOVES_SHOWN = 12  # four rounds: more than a page can hold is in the history


@dataclass(frozen=True)
class Facts:
    """Read once; looked at as they are, and as they are imagined."""

    rows: Sequence[BenefitRow]
    rules: RuleSet
    done: Mapping[int, StepsDone]
    words: Words

    def outlook(self, *, as_of: date, asked: TimelineState | None = None) -> Outlook:
        """Always computed for `as_of`: a stored finding may be older than today."""
        return look(
            asked.applied(self.rows) if asked else self.rows,
            as_of=as_of,
            shown=asked.shown if asked else as_of,
            rules=self.rules,
            done=self.done,
            team=self.words.team.definite,
        )


def facts_of(case: Case, *, words: Words) -> Facts:
    return Facts(
        rows=findings.benefit_rows(citizen_id=case.citizen_id),
        rules=findings.rules_in_use(),
        done=registry.steps_done([case.citizen_id]).get(case.citizen_id, {}),
        words=words,
    )


@dataclass(frozen=True)
class LatestMoves:
    """What the latest change moved, and the day each mark got in words, the round to act on first.

    `are_more`: not all of it is here.
    """

    shown: Sequence[tuple[Move, str]]
    are_more: bool


def latest_moves(case: Case) -> LatestMoves:
    newest = list(findings.moves_of(citizen_id=case.citizen_id)[: MOVES_SHOWN + 1])
    at_once = [move for move in newest if move.recorded_at == newest[0].recorded_at]
    last = last_reckoned(
        ((move.round, move.mark, move.new_date) for move in at_once),
        as_of=newest[0].as_of if newest else date.max,
    )
    shown = sorted(
        at_once[:MOVES_SHOWN],
        key=lambda move: (moves.waits(move.round, last=last), -move.round, move.mark),
    )
    return LatestMoves(
        [(move, moves.new_day(move.round, move.new_date, last=last)) for move in shown],
        are_more=len(at_once) > MOVES_SHOWN,
    )
