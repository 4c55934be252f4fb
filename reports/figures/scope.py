"""What a number is asked about: the jobcenter, the month, the day it is judged on, and what narrows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from cases.deadlines.months import add_months
from cases.deadlines.period import Period
from cases.deadlines.rulesets import RuleSet
from reports.figures.month import Month

SOON = timedelta(days=30)
MOST_MONTHS = 18
NOBODY = 0


@dataclass(frozen=True)
class Scope:
    """`jobcenter` None is all of them; `caseworker` is `NOBODY` for the cases that nobody has.

    `rules` None are those in use, asked for each time.
    """

    month: Month
    as_of: date
    jobcenter: int | None = None
    caseworker: int | None = None
    week: date | None = None
    months: int | None = None
    rules: RuleSet | None = None

    def narrowed(self, **changed: Any) -> Scope:
        return replace(self, **changed)

    @property
    def where(self) -> str:
        conditions = ["true"]
        if self.jobcenter is not None:
            conditions.append("jobcenter_id = %(jobcenter)s")
        if self.caseworker == NOBODY:
            conditions.append("caseworker_id IS NULL")
        elif self.caseworker is not None:
            conditions.append("caseworker_id = %(caseworker)s")
        return " AND ".join(conditions)

    def values(self, rules: RuleSet) -> Mapping[str, Any]:
        """Of every condition in the catalogue."""
        return {
            "as_of": self.as_of,
            "first": self.month.first,
            "after": self.month.after,
            "soon": self.as_of + SOON,
            "year_ago": add_months(day=self.as_of, months=-12),
            "jobcenter": self.jobcenter,
            "caseworker": self.caseworker,
            "week": self.week or self.as_of,
            "months": self.months,
            "lengths": _lengths(self.as_of),
            "exempt": _spans(rules.exempt),
            "moving_rules": _spans([row.valid for row in rules.after_moving]),
            "moving_months": [row.months for row in rules.after_moving],
            "finish_rule_from": rules.finish_after[0].valid.start,
        }


def _lengths(as_of: date) -> list[int]:
    """Of 1 to 18 months back: how many there are room for is how many months somebody has had."""
    end = as_of + timedelta(days=1)
    return [(end - add_months(day=end, months=-n)).days for n in range(1, MOST_MONTHS + 1)]


def _spans(periods: Sequence[Period]) -> list[str]:
    return [
        f"[{'' if days.start == date.min else days.start},{days.end or ''})" for days in periods
    ]
