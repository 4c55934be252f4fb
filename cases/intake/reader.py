"""A list of periods, row by row: what each says, or what is wrong with it and where."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import BinaryIO, TypeVar

from cases.citizens import cpr as cpr_numbers
from cases.citizens.cpr import Cpr
from cases.danish import dates
from cases.deadlines.period_types import PeriodType
from cases.intake import cells, header, textfile

COLUMNS = ("cpr", "navn", "jobcenter", "fra", "til", "type")
WHOLE_ROW = ""
MAX_NAME = 120
KINDS = {kind.value: kind for kind in PeriodType}

T = TypeVar("T")


@dataclass(frozen=True)
class Layout:
    """What a list calls the columns it has. A list without one says the same in every row."""

    headings: Mapping[str, str]
    every_row: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        return list(self.headings.values())

    def named(self, found: Mapping[str, str]) -> dict[str, str]:
        """The cells under our own names."""
        told = {column: found[heading] for column, heading in self.headings.items()}
        return {**self.every_row, **told}


OUR_OWN = Layout({column: column for column in COLUMNS})


@dataclass(frozen=True, slots=True)
class Problem:
    """`column` is empty when the whole row is meant."""

    column: str
    message: str


@dataclass(slots=True)
class Row:
    """One row of the file. With problems, only `line` and perhaps `cpr` can be relied on."""

    line: int
    cpr: Cpr | None = None
    name: str = ""
    jobcenter: str = ""
    start: date | None = None
    end: date | None = None  # the day after the last; empty when going on
    kind: str = ""
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_readable(self) -> bool:
        return not self.problems


def read(source: BinaryIO, *, layout: Layout = OUR_OWN) -> Iterator[Row]:
    """Raises textfile.FileUnreadable before the first row when the file is no such list."""
    found = textfile.lines(source)
    heading = header.read(next(found, None), columns=layout.columns)
    for line in found:
        yield _row(line, heading, layout)


def _row(line: textfile.Line, heading: header.Header, layout: Layout) -> Row:
    row = Row(line=line.number)
    if line.text is None:
        row.problems.append(Problem(WHOLE_ROW, textfile.TOO_LONG))
        return row
    try:
        found = layout.named(heading.cells_of(line.text))
    except cells.Unreadable as unreadable:
        row.problems.append(Problem(WHOLE_ROW, str(unreadable)))
        return row
    _fill(row, found)
    return row


def _fill(row: Row, found: dict[str, str]) -> None:
    row.cpr = _cell(row, found, "cpr", _cpr)
    row.name = _cell(row, found, "navn", _name) or ""
    row.jobcenter = _cell(row, found, "jobcenter", _jobcenter) or ""
    row.start = _cell(row, found, "fra", _first_day)
    last = _cell(row, found, "til", _last_day)
    row.kind = _cell(row, found, "type", _kind) or ""
    row.end = last + timedelta(days=1) if last else None
    if row.start and last and last < row.start:
        message = f"Sidste dag skal være {dates.long(row.start)} eller senere"
        row.problems.append(Problem("til", message))


def _cell(row: Row, found: dict[str, str], column: str, read_as: Callable[[str], T]) -> T | None:
    try:
        return read_as(cells.text(found[column]))
    except ValueError as unreadable:  # cells.Unreadable and cpr.InvalidCpr, both worded for people
        row.problems.append(Problem(column, str(unreadable)))
        return None


def _cpr(cell: str) -> Cpr:
    if not cell:
        raise cells.Unreadable("Skriv borgerens cpr-nummer med 10 cifre")
    return cpr_numbers.parse(cell)


def _name(cell: str) -> str:
    if not cell:
        raise cells.Unreadable("Skriv borgerens navn")
    if len(cell) > MAX_NAME:
        raise cells.Unreadable(f"Navnet er længere end {MAX_NAME} tegn. Forkort det")
    return " ".join(cell.split())


def _jobcenter(cell: str) -> str:
    if not cell:
        raise cells.Unreadable("Skriv jobcentrets kode eller navn")
    return cell


def _first_day(cell: str) -> date:
    if not cell:
        raise cells.Unreadable(f"Skriv den første dag. {cells.DATE_EXAMPLES}")
    return cells.day(cell)


def _last_day(cell: str) -> date | None:
    return None if cells.is_going_on(cell) else cells.day(cell)


def _kind(cell: str) -> str:
    kind = KINDS.get(cell.casefold())
    if kind is None:
        raise cells.Unreadable(f"Typen kendes ikke. Skriv en af disse: {', '.join(KINDS)}")
    return kind.value
