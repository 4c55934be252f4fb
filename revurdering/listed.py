"""A list of revurderinger, row by row: what each says, or what is wrong with it and where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from cases.citizens import cpr as cpr_numbers
from cases.citizens.cpr import Cpr
from cases.danish import dates
from cases.intake import cells, header, textfile
from cases.intake.reader import WHOLE_ROW, Problem
from revurdering import rules

COLUMNS = ("cpr", "overdraget", "modtaget", "paabegyndt", "afsluttet", "udfald", "aarsag")
FIELDS = {
    "overdraget": "handed_over_on",
    "modtaget": "received_on",
    "paabegyndt": "started_on",
    "afsluttet": "finished_on",
}
Facts = Mapping[str, date | str | None]
COLUMN_OF = {field: column for column, field in FIELDS.items()}
NOT_STARTED = "Skriv paabegyndt. Kun en bortfaldet revurdering kan afsluttes uden"


@dataclass(slots=True)
class Row:
    """`days` by column. With problems, only `line` and perhaps `cpr` can be relied on."""

    line: int
    cpr: Cpr | None = None
    days: dict[str, date] = field(default_factory=dict)
    outcome: str = ""
    reason: str = ""
    problems: list[Problem] = field(default_factory=list)

    @property
    def first_day(self) -> date:
        return min(self.days.values())

    @property
    def facts(self) -> dict[str, date | str]:
        """By the record's own fields; what the row leaves empty is left out."""
        found: dict[str, date | str] = {FIELDS[name]: day for name, day in self.days.items()}
        texts = {"outcome": self.outcome, "lateness_reason": self.reason}
        return found | {name: text for name, text in texts.items() if text}


def read(source: BinaryIO, *, outcomes: dict[str, str], as_of: date) -> Iterator[Row]:
    """`outcomes`: code by code and by name in small letters. Raises textfile.FileUnreadable."""
    found = textfile.lines(source)
    heading = header.read(next(found, None), columns=COLUMNS)
    for line in found:
        yield _row(line, heading, outcomes, as_of)


def _row(line: textfile.Line, heading: header.Header, outcomes: dict[str, str], as_of: date) -> Row:
    row = Row(line=line.number)
    if line.text is None:
        row.problems.append(Problem(WHOLE_ROW, textfile.TOO_LONG))
        return row
    try:
        told = heading.cells_of(line.text)
    except cells.Unreadable as unreadable:
        row.problems.append(Problem(WHOLE_ROW, str(unreadable)))
        return row
    _fill(row, told, outcomes)
    _check(row, as_of=as_of)
    return row


def _fill(row: Row, told: dict[str, str], outcomes: dict[str, str]) -> None:
    for column, text in told.items():
        try:
            _put(row, column, cells.text(text), outcomes)
        except ValueError as unreadable:  # cells.Unreadable and cpr.InvalidCpr
            row.problems.append(Problem(column, str(unreadable)))


def _put(row: Row, column: str, text: str, outcomes: dict[str, str]) -> None:
    if column == "cpr":
        row.cpr = cpr_numbers.parse(text)
    elif column == "aarsag":
        row.reason = _kept(text)
    elif not text:
        return
    elif column != "udfald":
        row.days[column] = cells.day(text)
    elif text.casefold() in outcomes:
        row.outcome = outcomes[text.casefold()]
    else:
        names = ", ".join(sorted(set(outcomes.values())))
        raise cells.Unreadable(f"Udfaldet kendes ikke. Skriv et af disse: {names}")


def _kept(text: str) -> str:
    """As the form asks of it (cases.fields.KeptField): history holds it for ever."""
    if cpr_numbers.stands_in(text):
        raise cells.Unreadable("Skriv årsagen uden cpr-numre: den står i historikken")
    return text


def _check(row: Row, *, as_of: date) -> None:
    if row.problems:
        return
    if not row.days:
        row.problems.append(Problem(WHOLE_ROW, "Skriv mindst en af datoerne"))
    for column, day in row.days.items():
        if day > as_of:
            message = f"Datoen er efter i dag ({dates.long(as_of)}). Skriv, hvad der er sket"
            row.problems.append(Problem(column, message))
    row.problems += _out_of_order(row.facts)
    if bool(row.outcome) != ("afsluttet" in row.days):
        row.problems.append(
            Problem("udfald", "Skriv udfald og afsluttet sammen, eller ingen af dem")
        )


def against_the_rules(facts: Facts) -> list[Problem]:
    """By column: of the facts that a record would hold, a row's with what stands here already."""
    found = _out_of_order(facts)
    if rules.lacks_start(_days(facts), str(facts.get("outcome", ""))):
        found.append(Problem("paabegyndt", NOT_STARTED))
    return found


def _out_of_order(facts: Facts) -> list[Problem]:
    return [
        Problem(COLUMN_OF[later], f"Datoen skal være {dates.long(first)} eller senere")
        for later, _, first in rules.out_of_order(_days(facts))
    ]


def _days(facts: Facts) -> dict[str, date | None]:
    return {step: day for step in rules.STEPS if isinstance(day := facts.get(step), date)}
