"""The legal values, each a dated row with its source. No other module holds such a number.

A rule is chosen by the mark's own day: `in_force(rows, day=...)`. Each row says what it rests on:
read in the law text, inferred by us, or decided locally.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from cases.deadlines.period import Period

ALWAYS = date.min


class Basis(StrEnum):
    TEXT = "TEXT"
    INFERRED = "INF"
    LOCAL = "LOKAL"


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One value, the days it is valid, and what it rests on."""

    months: int
    valid: Period
    paragraph: str
    source: str
    basis: Basis
    paragraph_again: str = ""

    def paragraph_in_round(self, number: int) -> str:
        """The law names the repeat ("på ny") in a sentence of its own."""
        return self.paragraph_again if number > 1 and self.paragraph_again else self.paragraph


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Everything the three marks of § 74 c need to know, each list in order of validity."""

    name: str
    assess_after: Sequence[RuleRow]
    within: Sequence[RuleRow]
    finish_after: Sequence[RuleRow]
    handover_after: Sequence[RuleRow]
    foresight: Sequence[RuleRow]
    after_moving: Sequence[RuleRow]
    exempt: Sequence[Period] = ()

    def is_exempt(self, day: date) -> bool:
        """Without the duty: the marks are information, follow-up is in the ordinary contact."""
        return any(day in period for period in self.exempt)


class NoRuleInForce(LookupError):
    """No row covers the day: add a dated row to the rule set."""


def in_force(rows: Sequence[RuleRow], *, day: date) -> RuleRow | None:
    """None where the law had no such rule on the day."""
    return next((row for row in rows if day in row.valid), None)


def required(rows: Sequence[RuleRow], *, day: date) -> RuleRow:
    row = in_force(rows, day=day)
    if row is None:
        raise NoRuleInForce(f"No rule covers {day}: add a dated row to the rule set.")
    return row


def handover_months(rules: RuleSet, *, day: date) -> int:
    """What the municipality hands over at, for a mark that falls on the day."""
    return required(rules.handover_after, day=day).months


def with_profile(
    rules: RuleSet,
    *,
    handover_after: Sequence[RuleRow] | None = None,
    exempt: Sequence[Period] = (),
) -> RuleSet:
    """The rule set as one municipality uses it: its own hand-over, and its exemption if any."""
    chosen = rules.handover_after if handover_after is None else handover_after
    return replace(rules, handover_after=tuple(chosen), exempt=tuple(exempt))


# The trial of the former north-Jutland network sets the timetable of § 74 c aside until this day
# (BEK 1497 of 1-12-2025, §§ 1 and 3). A municipality's profile says whether it takes part.
EXEMPT_UNTIL = date(2027, 1, 1)
NORTH_JUTLAND_EXEMPTION = Period(ALWAYS, EXEMPT_UNTIL)

# LBK 1460/2007 is the oldest text read; its wording is carried back to earlier days (INF).
PARAGRAF_74C = RuleSet(
    name="LAS § 74 c",
    assess_after=(
        RuleRow(
            12,
            Period(ALWAYS),
            "LAS § 74 c, stk. 1, 1. pkt.",
            "LBK 1460/2007 til LBK 1004/2025",
            Basis.TEXT,
            "LAS § 74 c, stk. 1, 2. pkt.",
        ),
    ),
    within=(
        RuleRow(
            18,
            Period(ALWAYS),
            "LAS § 74 c, stk. 1, 1. pkt.",
            "LBK 1460/2007 til LBK 1004/2025",
            Basis.TEXT,
            "LAS § 74 c, stk. 1, 2. pkt.",
        ),
    ),
    # 18 months received is 12 and six more. Absent in LBK 946/2009, present in LBK 190/2012;
    # the day between is inferred from lov 1508 of 27-12-2009.
    finish_after=(
        RuleRow(
            6,
            Period(date(2010, 1, 1)),
            "LAS § 74 c, stk. 1, 3. pkt.",
            "LBK 190/2012 til LBK 1004/2025; ikrafttrædelsen er udledt",
            Basis.INFERRED,
        ),
    ),
    handover_after=(
        RuleRow(
            11,
            Period(ALWAYS, date(2008, 3, 1)),
            "Kommunens interne frist",
            "Handleplan 2008, 1.1",
            Basis.LOCAL,
        ),
        RuleRow(
            10,
            Period(date(2008, 3, 1)),
            "Kommunens interne frist",
            "Handleplan 2008, 1.1",
            Basis.LOCAL,
        ),
    ),
    foresight=(
        RuleRow(
            48,
            Period(ALWAYS),
            "Beregningens fremsyn",
            "Regneregel i systemet",
            Basis.LOCAL,
        ),
    ),
    after_moving=(
        RuleRow(
            6,
            Period(date(2010, 1, 1)),
            "LAS § 74 c, stk. 1, 5. pkt.",
            "LBK 190/2012 til LBK 1004/2025; ikrafttrædelsen er udledt",
            Basis.INFERRED,
        ),
    ),
)
