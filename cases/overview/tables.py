"""The two tables that say what the picture says, and the steps that come next. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from cases import working_days
from cases.danish.nearness import nearness
from cases.deadlines import wording
from cases.deadlines.explanation import Absence, ExplainedRound, Explanation, MarkKind
from cases.deadlines.window import Piece, Use
from cases.overview.outlook import Outlook

DUTY = {
    MarkKind.M10: "Kommunens frist: send til {team}",
    MarkKind.M12: "LAS § 74 c, stk. 1: påbegynd",
    MarkKind.M18: "LAS § 74 c, stk. 1: afslut",
}
EXEMPT = "Undtaget fra LAS § 74 c"
USES = {
    Use.COUNTED: "Ja",
    Use.NEUTRAL: "Nej, orlov",
    Use.OTHER_TYPE: "Nej",
    Use.USED_BEFORE: "Nej, talt i en tidligere runde",
}


@dataclass(frozen=True)
class Badge:
    text: str
    tone: str


@dataclass(frozen=True)
class MarkRow:
    round: int
    kind: MarkKind
    label: str
    rule: str
    day: date | None
    worked_before: date | None
    is_assumed: bool
    badge: Badge


@dataclass(frozen=True)
class PieceRow:
    first: date
    last: date | None
    label: str
    use: str
    counted: int
    assumed: bool


@dataclass(frozen=True)
class Step:
    round: int
    kind: MarkKind
    title: str
    due: date
    is_assumed: bool


def mark_rows(outlook: Outlook) -> list[MarkRow]:
    """Earlier rounds that are begun and not finished, the latest reached one, the current one."""
    latest = (outlook.latest_reached, outlook.current)
    shown = [*outlook.left_open, *(one for one in latest if one is not None)]
    many = len(outlook.explained) > 1
    marks = [mark for one in shown for mark in _marks(one)]
    return [row for mark in marks for row in _mark_rows(mark, outlook, many=many)]


def _marks(one: ExplainedRound) -> tuple[Explanation, ...]:
    return (one.m10, one.m12, one.m18) if one.round.is_current else (one.m12, one.m18)


def _mark_rows(mark: Explanation, outlook: Outlook, *, many: bool) -> Iterator[MarkRow]:
    """After a move that gives longer, the 18 months and the day that takes their place."""
    note = f", runde {mark.round_number}" if many else ""
    row = _mark_row(mark, outlook, note)
    extension = mark.extension
    if extension is None or extension.rule is None or not extension.gives_longer:
        yield row
        return
    is_finished = outlook.steps_done(mark.round_number).finished
    yield row if is_finished else replace(row, badge=Badge("Udskudt ved tilflytning", "neutral"))
    yield replace(
        row,
        label=f"{extension.rule.months} måneder efter tilflytning{note}",
        rule=f"{extension.rule.paragraph}: afslut",
        day=extension.finish_by,
        worked_before=worked_before(extension.finish_by),
    )


def _mark_row(mark: Explanation, outlook: Outlook, note: str) -> MarkRow:
    return MarkRow(
        round=mark.round_number,
        kind=mark.kind,
        label=f"{wording.mark_name(mark)}{note}",
        rule=EXEMPT if mark.is_information else DUTY[mark.kind].format(team=outlook.team),
        day=mark.day,
        worked_before=worked_before(mark.day),
        is_assumed=mark.is_assumed,
        badge=_badge(mark, outlook),
    )


def worked_before(due: date | None) -> date | None:
    """A due date on a day off stays; this is the last day anyone is at work before it."""
    if due is None or working_days.is_working_day(due):
        return None
    return working_days.last_working_day_on_or_before(due)


def _badge(mark: Explanation, outlook: Outlook) -> Badge:
    if outlook.steps_done(mark.round_number).has_done(mark.kind):
        return Badge(
            {
                MarkKind.M10: f"Sendt til {outlook.team}",
                MarkKind.M12: "Påbegyndt",
                MarkKind.M18: "Afsluttet",
            }[mark.kind],
            "done",
        )
    if mark.due is None:
        return Badge("Ingen frist" if mark.absence is Absence.NO_RULE else "Nås ikke", "neutral")
    if mark.kind is MarkKind.M10 and outlook.explained[mark.round_number - 1].round.m12 is None:
        return Badge("Intet at sende", "neutral")  # docs/decisions/0030
    if mark.is_information:
        return Badge("Til orientering", "neutral")
    near = nearness(mark.due, as_of=outlook.as_of)
    return Badge(near.text, near.tone)


def piece_rows(outlook: Outlook) -> list[PieceRow]:
    return [_piece_row(piece) for piece in outlook.window.pieces if piece.use is not Use.NO_ROW]


def _piece_row(piece: Piece) -> PieceRow:
    assert piece.kind is not None
    return PieceRow(
        first=piece.period.start,
        last=piece.period.last_day,
        label=piece.kind.label,
        use=USES[piece.use],
        counted=piece.days if piece.use is Use.COUNTED else 0,
        assumed=piece.assumed,
    )


def next_steps(outlook: Outlook) -> list[Step]:
    """The next deadline first, then what follows it in the rounds that can still give tasks."""
    first = outlook.next_step
    if first is None:
        return []
    steps = {(step.round, step.kind): step for step in _open_steps(outlook)}
    ordered = sorted(steps.values(), key=lambda step: step.due)
    return [step for step in ordered if step.due >= first.due][:4]


def _open_steps(outlook: Outlook) -> Iterator[Step]:
    for one in [*outlook.left_open, *outlook.explained[-2:]]:
        done = outlook.steps_done(one.round.number)
        for mark in _marks(one):
            if mark.is_information:
                continue
            if mark.due is not None and not done.has_done(mark.kind):
                yield Step(
                    one.round.number,
                    mark.kind,
                    wording.title(mark.kind, team=outlook.team),
                    mark.due,
                    mark.is_assumed,
                )
