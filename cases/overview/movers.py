"""What would move a mark that still lies ahead: a few lives lived through by the engine. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cases.deadlines import what_if
from cases.deadlines.explanation import Explanation
from cases.deadlines.marks import marks_for
from cases.deadlines.months import add_months
from cases.deadlines.period import ONE_DAY, BenefitRow, Period
from cases.deadlines.period_types import PeriodType
from cases.deadlines.tilflytning import finish_by
from cases.overview.outlook import Outlook


@dataclass(frozen=True)
class Mover:
    """`day` is the mark as it would be; None when it would not be reached."""

    text: str
    day: date | None


def movers(mark: Explanation, outlook: Outlook) -> list[Mover]:
    """Empty for a mark that is reached: only corrections backwards move that."""
    if not mark.is_assumed:
        return []
    tomorrow = outlook.as_of + ONE_DAY
    leave = Period(tomorrow, add_months(day=tomorrow, months=3))
    lives = (
        (
            "Borgeren begynder i fleksjob i morgen",
            what_if.begins_fleksjob(outlook.rows, on=tomorrow),
        ),
        ("Ydelsen holder op i dag", _stopped(outlook, tomorrow)),
        (
            "Borgeren holder barselsorlov i 3 måneder fra i morgen",
            what_if.takes_leave(outlook.rows, kind=PeriodType.BARSEL, leave=leave),
        ),
    )
    return [Mover(text, _mark_in(rows, mark, outlook)) for text, rows in lives]


def _stopped(outlook: Outlook, on: date) -> list[BenefitRow]:
    ended = what_if.begins_fleksjob(outlook.rows, on=on)
    return [row for row in ended if row.start < on]


def _mark_in(rows: list[BenefitRow], mark: Explanation, outlook: Outlook) -> date | None:
    for found in marks_for(rows, as_of=outlook.as_of, rules=outlook.rules):
        if found.number == mark.round_number:
            day: date | None = getattr(found, mark.kind.value)
            if day is None or mark.extension is None:
                return day
            return finish_by(day, moved_on=mark.extension.tilflytning.on, rules=outlook.rules)
    return None
