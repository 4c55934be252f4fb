"""A citizen who moved here: the new municipality may have longer to finish (§ 74 c, stk. 1, 5. pkt.).

The move is a fact that somebody registers by hand, because only a person knows whether it is why
m18 cannot be kept (docs/decisions/0035). m18 itself stays where the engine has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cases.deadlines import rulesets
from cases.deadlines.months import add_months
from cases.deadlines.rulesets import PARAGRAF_74C, RuleRow, RuleSet


@dataclass(frozen=True, slots=True)
class Tilflytning:
    """`reason`: why m18 cannot be kept because of it."""

    on: date
    reason: str


def finish_by(m18: date, *, moved_on: date | None, rules: RuleSet = PARAGRAF_74C) -> date:
    """The later of m18 and so many months after the move.

    A move after m18 cannot be why it was not kept; and where m18 is nobody's duty, a move makes none.
    """
    if moved_on is None or moved_on > m18 or rules.is_exempt(m18):
        return m18
    after = months_after(moved_on, rules=rules)
    return m18 if after is None else max(m18, after)


def months_after(moved_on: date, *, rules: RuleSet = PARAGRAF_74C) -> date | None:
    """None where the law had no such rule on the day of the move."""
    row = rule(moved_on, rules=rules)
    return None if row is None else add_months(day=moved_on, months=row.months)


def rule(moved_on: date, *, rules: RuleSet = PARAGRAF_74C) -> RuleRow | None:
    return rulesets.in_force(rules.after_moving, day=moved_on)


@dataclass(frozen=True, slots=True)
class Extension:
    """What a registered move does to one m18; `rule` is None where the law had none on the day."""

    tilflytning: Tilflytning
    m18: date
    finish_by: date
    rule: RuleRow | None

    @property
    def gives_longer(self) -> bool:
        """Not where periods were corrected since, and the move no longer matters."""
        return self.finish_by > self.m18


def extension(m18: date, move: Tilflytning, *, rules: RuleSet = PARAGRAF_74C) -> Extension:
    last_day = finish_by(m18, moved_on=move.on, rules=rules)
    return Extension(move, m18, last_day, rule(move.on, rules=rules))
