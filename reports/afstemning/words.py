"""What the page says about a reconciliation, in sentences. Facts in, text out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cases.danish import dates
from cases.danish.numbers import counted, number
from cases.deadlines.wording import HAND_OVER
from reports.afstemning import rules
from reports.afstemning.reading import day
from reports.afstemning.rules import Span

if TYPE_CHECKING:
    from cases.casefile.models import Case
    from reports.afstemning.models import AfstemningLine, Answer
    from reports.afstemning.queries import Counts

MOST_ROWS = 200
MARKS = {"m10": HAND_OVER, "m12": "12 mdr.", "m18": "18 mdr."}
SUMS_UP = {
    rules.AGREES: "kræver intet",
    rules.MISSING_HERE: "får ydelse, men har ingen periode her",
    rules.NOT_LISTED: "har en periode her, men er ikke på listen",
}
SUMMED_UP = {
    rules.AGREES: "krævede intet",
    rules.MISSING_HERE: "fik ydelse, men havde ingen periode her",
    rules.NOT_LISTED: "havde en periode her, men var ikke på listen",
}
NO_EFFECT = "Ingen betydning"


def agreeing(counts: Counts) -> str:
    return f"{counted(counts.groups[rules.AGREES], 'person', 'personer')} stemmer."


def to_decide(counts: Counts) -> str:
    if not counts.to_decide:
        return "Intet skal afgøres."
    return f"{number(counts.to_decide)} skal afgøres:"


def differences(counts: Counts) -> str:
    if not counts.to_decide:
        return ""
    missing, other, gone = (counts.groups[group] for group in rules.TO_DECIDE)
    return (
        f"{number(missing)} findes ikke i systemet, {number(other)} har andre datoer, "
        f"og {number(gone)} står ikke på listen."
    )


def left_over(counts: Counts) -> str:
    """What no decision is asked for, in words."""
    said = []
    if unread := counts.groups[rules.UNREADABLE]:
        said.append(
            f"{counted(unread, 'person eller række', 'personer eller rækker')} kan ikke læses."
        )
    if counts.closed:
        who = "dig selv eller nogen, du er inhabil over for"
        said.append(f"{counted(counts.closed, 'person er', 'personer er')} {who}: bed en kollega.")
    return " ".join(said)


def elsewhere(told: Sequence[tuple[str, str, int]]) -> str:
    """Who is not missing, because another source pays them."""
    said = [
        f"{counted(people, 'person', 'personer')} med en periode her står på listen fra {source}"
        f" pr. {dates.table(date.fromisoformat(list_day))}"
        for source, list_day, people in told
    ]
    return f"{', og '.join(said)}; de mangler ikke på denne." if said else ""


def restricted(count: int, rows: Sequence[int]) -> str:
    if not count:
        return ""
    who = counted(count, "person", "personer")
    said = f"{who} med begrænset adgang er talt for sig og afgøres på sagen"
    if not rows:
        return f"{said}."
    more = " …" if len(rows) > MOST_ROWS else ""
    return f"{said}: række {', '.join(str(row) for row in rows[:MOST_ROWS])}{more}."


def span(one: Span) -> str:
    first = dates.table(one.start)
    if one.end is None:
        return f"{first} – løbende"
    return f"{first} – {dates.table(one.end - timedelta(days=1))}"


def badge(moves: Sequence[Sequence[str | None]]) -> dict[str, str]:
    """Of the move that matters most: the 12 months of the round told first, else the first told."""
    if not moves:
        return {"tone": "none", "text": NO_EFFECT}
    old, new = _days(_weightiest(moves))
    if new is None:
        return {"tone": "done", "text": "Frist bortfalder"}
    if old is None:
        return {"tone": "missing", "text": "Ny frist"}
    days = (new - old).days
    when = "senere" if days > 0 else "tidligere"
    tone = "soon" if days > 0 else "late"
    return {"tone": tone, "text": f"Frist {counted(abs(days), 'dag', 'dage')} {when}"}


def moved(moves: Sequence[Sequence[str | None]]) -> str:
    if not moves:
        return ""
    weightiest = _weightiest(moves)
    old, new = _days(weightiest)
    before = dates.table(old) if old else "ingen"
    after = dates.table(new) if new else "nås ikke"
    more = f" og {number(len(moves) - 1)} mere" if len(moves) > 1 else ""
    return f"{MARKS[str(weightiest[1])]} {before} → {after}{more}"


def _weightiest(moves: Sequence[Sequence[str | None]]) -> Sequence[str | None]:
    return next((move for move in moves if move[1] == "m12"), moves[0])


def _days(move: Sequence[str | None]) -> tuple[date | None, date | None]:
    return day(move[2]), day(move[3])


def asked(
    line: AfstemningLine, case: Case | None, answer: Answer | None, *, is_waited_for: bool
) -> str:
    """Beside what was decided: whom one waits for, or who it was that decided it."""
    if line.decision == "spoerg" and not is_waited_for:
        return "Nåede ikke at svare"
    if line.decision == "spoerg":
        if case is None or case.caseworker is None:
            return "Sagen har ingen sagsbehandler endnu"
        return f"Venter på {case.caseworker.name}"
    if answer is None or answer.choice != line.decision:
        return ""
    note = f": »{answer.note}«" if answer.note else ""
    return f"Svar fra {answer.by.name}{note}"


def receipt(*, written: int, kept: int, asked: int, moved: int) -> str:
    said = [f"{counted(written, 'person er', 'personer er')} rettet efter listen"]
    said.append(f"{number(kept)} beholdt vores")
    if asked:
        said.append(f"{number(asked)} venter på svar")
    dated = (
        counted(moved, "frist er flyttet", "frister er flyttet")
        if moved
        else "ingen frister er flyttet"
    )
    return f"{', '.join(said)}; {dated}."
