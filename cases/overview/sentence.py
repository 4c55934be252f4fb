"""The sentence first: what has been counted, what is late, what comes. Pure; the template only sets it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cases.danish import dates
from cases.deadlines import wording
from cases.deadlines.explanation import ExplainedRound, MarkKind
from cases.overview.outlook import Outlook

Steps = list[tuple[MarkKind, date | None]]

LATE = {
    MarkKind.M10: "Sagen skulle være sendt til {team} senest",
    MarkKind.M12: "Revurderingen skulle være påbegyndt senest",
    MarkKind.M18: "Revurderingen skulle være afsluttet senest",
}
COMING = {
    MarkKind.M10: "skal sagen til {team} senest",
    MarkKind.M12: "skal revurderingen påbegyndes senest",
    MarkKind.M18: "skal den være afsluttet senest",
}
# Where the municipality is exempt a mark is reached, and nothing must be done by it.
REACHED = {
    MarkKind.M12: "De 12 måneder blev nået",
    MarkKind.M18: "De 18 måneder blev nået",
}
TO_BE_REACHED = {
    MarkKind.M12: "nås de 12 måneder",
    MarkKind.M18: "nås de 18 måneder",
}
# With no start in the sentence there is only the benefit for "den" to mean.
FINISH = "skal revurderingen være afsluttet senest"
NEVER = {
    MarkKind.M12: "nås de 12 måneder ikke{again}",
    MarkKind.M18: "er der ingen frist for afslutning",
}


@dataclass(frozen=True)
class Sentence:
    before: str
    months: str
    after: str
    late: str
    ahead: str

    @property
    def text(self) -> str:
        parts = (f"{self.before}{self.months}{self.after}", self.late, self.ahead)
        return " ".join(part for part in parts if part)


def sentence(name: str, outlook: Outlook, *, condition: str = "") -> Sentence:
    """`condition` is what is imagined: "Hvis Anna begynder i fleksjob 1. januar 2027"."""
    since = "" if outlook.since is None else f", talt fra {dates.long(outlook.since)}"
    months = outlook.months
    return Sentence(
        before=_lead(name, outlook),
        months=wording.months_and_days(months),
        after=f" inden for de seneste 18 måneder{since} ({months.counted} af {months.of} dage).",
        late=_late(outlook),
        ahead=_ahead(outlook, condition=condition),
    )


def _lead(name: str, outlook: Outlook) -> str:
    day = dates.long(outlook.shown)
    if outlook.shown > outlook.as_of:
        return f"Den {day} vil {name} have fået ledighedsydelse i "
    if outlook.shown < outlook.as_of:
        return f"Den {day} havde {name} fået ledighedsydelse i "
    return f"Pr. {day} har {name} fået ledighedsydelse i "


def _late(outlook: Outlook) -> str:
    step = outlook.next_step
    if step is None or step.due > outlook.as_of:
        return ""
    if outlook.is_information(step.kind, step.due):
        return f"{REACHED[step.kind]} {dates.long(step.due)}. {wording.EXEMPT}"
    if step.due == outlook.as_of:
        return f"{wording.title(step.kind, team=outlook.team)} senest i dag."
    late = LATE[step.kind].format(team=outlook.team)
    return f"{late} {dates.long(step.due)}{_and_finished(outlook)}."


def _and_finished(outlook: Outlook) -> str:
    """A round not begun when its 18 months have passed too is late twice, and both dates are said."""
    step = outlook.next_step
    if step is None or step.kind is not MarkKind.M12:
        return ""
    finish = outlook.finish_by(step.round)
    if finish is None or finish >= outlook.as_of:
        return ""
    return f" og afsluttet senest {dates.long(finish)}"


def _ahead(outlook: Outlook, *, condition: str) -> str:
    number, steps = _coming(outlook)
    if (MarkKind.M12, None) in steps:  # nothing to send the case for (docs/decisions/0030)
        steps = [step for step in steps if step[0] is not MarkKind.M10]
    told = [f"{text} {dates.long(day)}" for text, day in _told(steps, number, outlook)]
    again = " på ny" if outlook.latest_reached else ""
    never = [NEVER[kind].format(again=again) for kind, day in steps if not day and kind in NEVER]
    if condition:
        return f"{condition}, {_joined([*told, *never])}."
    if told:
        lead = "Efter tilflytningen" if _is_after_a_move(steps, outlook) else "Fortsætter ydelsen,"
        return f"{lead} {_joined(told)}."
    return f"Med de registrerede perioder nås de 12 måneder ikke{again}."


def _is_after_a_move(steps: Steps, outlook: Outlook) -> bool:
    """The 18 months have passed, so the day comes whether the benefit goes on or not."""
    reached = outlook.latest_reached
    if reached is None or reached.m18.is_assumed or not reached.m18.gives_longer:
        return False
    return steps == [(MarkKind.M18, reached.m18.due)]


def _told(steps: Steps, number: int, outlook: Outlook) -> Iterator[tuple[str, date]]:
    """What must be done, or is only reached, and when. What is done before its day asks for nothing."""
    is_started_here, done = False, outlook.steps_done(number)
    for kind, day in steps:
        is_done = done.has_done(kind)
        if day is None or (is_done and kind not in TO_BE_REACHED):
            continue
        if is_done or outlook.is_information(kind, day):
            yield TO_BE_REACHED[kind], day
        elif kind is MarkKind.M18 and not is_started_here:
            yield FINISH, day
        else:
            is_started_here = is_started_here or kind is MarkKind.M12
            yield COMING[kind].format(team=outlook.team), day


def _coming(outlook: Outlook) -> tuple[int, Steps]:
    """The round, and its marks that lie ahead: the latest reached one's end, else the current's."""
    reached = outlook.latest_reached
    if reached is not None and not outlook.steps_done(reached.round.number).finished:
        due = reached.m18.due
        if due is not None and due > outlook.as_of:
            return reached.round.number, [(MarkKind.M18, due)]
    return outlook.current.round.number, _unpassed(outlook.current, outlook)


def _unpassed(found: ExplainedRound, outlook: Outlook) -> Steps:
    marks = [(mark.kind, mark.due) for mark in (found.m10, found.m12, found.m18)]
    return [(kind, day) for kind, day in marks if day is None or day > outlook.as_of]


def _joined(parts: list[str]) -> str:
    first, *rest = parts
    if not rest:
        return first
    *middle, final = [_reordered(clause) for clause in rest]
    return f"{', '.join([first, *middle])}, og {final}"


def _reordered(clause: str) -> str:
    """Only right after "Fortsætter ydelsen, ..." does the verb come before the subject."""
    swaps = (
        ("skal sagen", "sagen skal"),
        ("skal revurderingen", "revurderingen skal"),
        ("skal den", "den skal"),
        ("nås de 12 måneder", "de 12 måneder nås"),
        ("nås de 18 måneder", "de 18 måneder nås"),
        ("er der", "der er"),
    )
    for asked, told in swaps:
        if clause.startswith(asked):
            return told + clause.removeprefix(asked)
    return clause
