"""A list of revurderinger laid on the rounds: looked through first, then saved in one transaction.

A row is known by the citizen and its first date. Judged by the state the list would leave:

1. the same citizen and first date twice is wrong each time;
2. a row whose first date stands here already fills in what is empty, and is wrong where it says
   otherwise;
3. a row that shares the date of a step with a record here, and begins on another day, is that one
   with its beginning corrected, and wrong: it would come to stand on an older round;
4. any other row, oldest first, belongs to the latest free round whose m10 is on or before its first
   date. Without such a round it is wrong.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from cases.casefile.models import Case
from cases.citizens import queries as citizens
from cases.citizens.models import Citizen
from cases.danish import dates
from cases.deadlines.marks import Round
from cases.findings import operations as findings
from cases.findings import queries as findings_queries
from cases.history import Actor, change
from cases.intake.judging import HIDDEN
from cases.intake.reader import WHOLE_ROW, Problem
from cases.intake.rules import Outcome
from cases.intake.textfile import FileUnreadable
from cases.nextsteps import operations as next_steps
from revurdering import listed, rules
from revurdering.models import Revurdering

MOST_ROWS = 20_000
TWICE = "Borgeren har flere rækker med samme første dato. Behold én"
OUTCOMES = {
    text.casefold(): str(value)
    for value, label in Revurdering.Outcome.choices
    for text in (value, label)
}


@dataclass
class Judged:
    """`record` is what would be saved; `is_hidden`: told by the number of the row only."""

    line: int
    outcome: Outcome
    record: Revurdering | None = None
    values: dict[str, date | str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    is_hidden: bool = False


@dataclass
class Review:
    judged: list[Judged]
    citizens: dict[uuid.UUID, Case]

    def of(self, outcome: Outcome) -> list[Judged]:
        return [one for one in self.judged if one.outcome is outcome]


def review(*, source: BinaryIO, as_of: date) -> Review:
    """Raises FileUnreadable. Inside the transaction that will save."""
    rows = list(_limited(listed.read(source, outcomes=OUTCOMES, as_of=as_of)))
    found = {row.line: _citizen(row) for row in rows}
    known = {one.pk: one for one in found.values() if one is not None}
    findings.lock_citizens(citizen_ids=sorted(known))
    judged = [_bad(row, *row.problems) for row in rows if row.problems or found[row.line] is None]
    of_citizen: dict[uuid.UUID, list[listed.Row]] = {}
    for row in rows:
        citizen = found[row.line]
        if citizen is not None and not row.problems:
            of_citizen.setdefault(citizen.pk, []).append(row)
    cases = _cases(known)
    for citizen_id, theirs in of_citizen.items():
        judged += _of_one(theirs, citizen_id, cases.get(citizen_id), as_of=as_of)
    hidden = {line for line, one in found.items() if one is not None and one.is_restricted}
    return Review([_told(one, hidden) for one in sorted(judged, key=_line)], cases)


def save(*, judged: Iterable[Judged], source_name: str, actor: Actor) -> None:
    """In the transaction of the review: what was judged is what is saved."""
    with change(actor=actor, reason=f"Indlæst fra {source_name}"):
        written = [_save(one.record, one.values) for one in judged if one.record is not None]
        next_steps.refresh(citizen_ids=sorted(set(written)))


def _save(record: Revurdering, values: dict[str, date | str]) -> uuid.UUID:
    for name, value in values.items():
        setattr(record, name, value)
    record.version += 1
    record.save(update_fields=[*values, "version"] if record.pk else None)
    return record.citizen_id


def _limited(rows: Iterable[listed.Row]) -> Iterable[listed.Row]:
    for count, row in enumerate(rows):
        if count == MOST_ROWS:
            raise FileUnreadable("Listen har mere end 20.000 rækker. Del den i flere filer")
        yield row


def _citizen(row: listed.Row) -> Citizen | None:
    citizen = citizens.citizen_with_cpr(row.cpr) if row.cpr else None
    if citizen is None and not row.problems:
        message = "Borgeren er ikke registreret her. Indlæs perioderne først"
        row.problems.append(Problem("cpr", message))
    return citizen


def _cases(known: Iterable[uuid.UUID]) -> dict[uuid.UUID, Case]:
    """The open case, else the latest."""
    found = Case.objects.filter(citizen__in=list(known)).select_related("jobcenter")
    ordered = sorted(found, key=lambda case: (case.is_open, case.opened_on, case.pk))
    return {case.citizen_id: case for case in ordered}


def _of_one(
    rows: list[listed.Row], citizen_id: uuid.UUID, case: Case | None, *, as_of: date
) -> Iterator[Judged]:
    records = list(Revurdering.objects.filter(citizen_id=citizen_id))
    standing = {_first_day(record): record for record in records}
    rounds = findings_queries.rounds_as_of(citizen_id=citizen_id, as_of=as_of)
    explained = {one.round: one for one in records if one.round and not one.is_begun}
    taken = {one.round for one in records if one.round is not None} - set(explained)
    times = Counter(row.first_day for row in rows)
    for row in sorted(rows, key=lambda row: row.first_day):
        if times[row.first_day] > 1:
            yield _bad(row, Problem(WHOLE_ROW, TWICE))
        elif (record := standing.get(row.first_day)) is not None:
            yield _beside(row, record)
        elif (record := _sharing_a_date(row, records)) is not None:
            yield _bad(row, _same_as(row, record))
        else:
            place = rules.latest_free_round(rounds, first_date=row.first_day, taken=taken)
            only_explained = explained.get(place.number) if place else None
            yield _beside(row, only_explained) if only_explained else _laid_on(row, place, case)
            taken |= {place.number} if place else set()


def _laid_on(row: listed.Row, place: Round | None, case: Case | None) -> Judged:
    """Step 4."""
    if place is None or place.m12 is None or case is None:
        return _bad(row, Problem(WHOLE_ROW, _no_round(row)))
    if wrong := listed.against_the_rules(row.facts):
        return _bad(row, *wrong)
    record = Revurdering(
        citizen_id=case.citizen_id,
        case=case,
        round=place.number,
        opened_for=place.m12,
        version=0,
    )
    return Judged(row.line, Outcome.NEW, record, row.facts)


def _beside(row: listed.Row, record: Revurdering) -> Judged:
    """Step 2."""
    other = {name: value for name, value in row.facts.items() if getattr(record, name) != value}
    against = [name for name in other if getattr(record, name)]
    if against:
        label = Revurdering._meta.get_field(against[0]).verbose_name  # type: ignore[union-attr]
        message = f"Her står noget andet ved »{label}«. Ret det på sagen, hvis listen har ret"
        return _bad(row, Problem(WHOLE_ROW, message))
    if not other:
        return Judged(row.line, Outcome.UNCHANGED)
    if together := listed.against_the_rules(
        {**record.days, "outcome": record.outcome, **row.facts}
    ):
        return _bad(row, *together)
    return Judged(row.line, Outcome.CHANGED, record, other)


def _sharing_a_date(row: listed.Row, records: Iterable[Revurdering]) -> Revurdering | None:
    """Step 3. No two revurderinger of a citizen take the same step on one day."""
    return next((one for one in records if _shared(row, one)), None)


def _shared(row: listed.Row, record: Revurdering) -> list[str]:
    here = record.days
    return [column for column, day in row.days.items() if here[listed.FIELDS[column]] == day]


def _same_as(row: listed.Row, record: Revurdering) -> Problem:
    column, begun = _shared(row, record)[0], _first_day(record)
    assert begun is not None
    return Problem(
        column,
        f"Datoen står her på revurderingen, der begynder {dates.long(begun)}. "
        "Ret dens datoer på sagen, hvis rækken er den samme",
    )


def _first_day(record: Revurdering) -> date | None:
    return min((day for day in record.days.values() if day is not None), default=None)


def _no_round(row: listed.Row) -> str:
    return (
        "Borgeren har ingen ledig runde, hvor dagen for at sende sagen til teamet er nået "
        f"{dates.long(row.first_day)}. Tjek datoen og borgerens perioder"
    )


def _bad(row: listed.Row, *problems: Problem) -> Judged:
    return Judged(row.line, Outcome.BAD, problems=list(problems))


def _told(one: Judged, hidden: set[int]) -> Judged:
    if one.line in hidden:
        one.is_hidden = True
        one.problems = [Problem(WHOLE_ROW, HIDDEN)] if one.problems else []
    return one


def _line(one: Judged) -> int:
    return one.line
