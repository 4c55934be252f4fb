"""An audit list as an Excel workbook, sent as it is made: no row and no file waits anywhere.

Two sheets. The data comes first in the file, and *Om udtrækket* last, for only then are the rows
counted and their checksum known; the workbook shows them the other way round. Text stands as text
in the file, so that nothing is taken for a formula, now or when the cell is edited.
"""

import zipfile
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from io import RawIOBase
from itertools import islice

from cases.spreadsheet import DANGEROUS
from reports.audit import xlsx_parts as parts
from reports.audit.cells import Cell, Cells, Column

MOST_ROWS = 1_048_575  # and the header
AT_ONCE = 500
FIRST_SERIAL_DAY = date(1900, 3, 1)  # before it Excel counts a day that never was
EPOCH = date(1899, 12, 30)
SECONDS_A_DAY = 86_400
DATA, ABOUT = "xl/worksheets/sheet2.xml", "xl/worksheets/sheet1.xml"
SAME_MOMENT = (1980, 1, 1, 0, 0, 0)  # the file says nothing of when it was made


@dataclass(frozen=True)
class Written:
    rows: int
    checksum: str


About = Callable[[Written], Sequence[tuple[str, Cell]]]


class _Pipe(RawIOBase):
    """What the archive writes, until it is taken. It cannot be gone back in."""

    def __init__(self) -> None:
        self.held: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.held.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        held, self.held = b"".join(self.held), []
        return held


def written(
    columns: Sequence[Column], rows: Iterable[Cells], *, about: About, last_line: str = ""
) -> Iterator[bytes]:
    """`last_line` stands below the rows and outside the filter."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.FIXED.items():
            archive.writestr(_named(name), text)
        done = yield from _data_sheet(archive, pipe, columns, rows, last_line)
        last_cell = f"{parts.letter(len(columns) - 1)}{done.rows + 1}"
        archive.writestr(_named("xl/workbook.xml"), parts.workbook(last_cell))
        archive.writestr(_named(ABOUT), _about_sheet(about(done)))
    yield pipe.taken()


def _data_sheet(
    archive: zipfile.ZipFile,
    pipe: _Pipe,
    columns: Sequence[Column],
    rows: Iterable[Cells],
    last_line: str,
) -> Generator[bytes, None, Written]:
    digest, count, waiting = sha256(), 0, iter(rows)
    with archive.open(_named(DATA), "w") as sheet:

        def put(text: str) -> None:
            data = text.encode()
            digest.update(data)
            sheet.write(data)

        put(parts.data_head(columns))
        put(_row(1, [column.label for column in columns], style=parts.HEADER))
        while some := list(islice(waiting, AT_ONCE)):
            put("".join(_row(count + place, row) for place, row in enumerate(some, start=2)))
            count += len(some)
            yield pipe.taken()
        if last_line:
            put(_row(count + 2, [last_line]))
        put(parts.data_tail(f"A1:{parts.letter(len(columns) - 1)}{count + 1}"))
    return Written(count, digest.hexdigest())


def _about_sheet(lines: Sequence[tuple[str, Cell]]) -> str:
    rows = (
        f'<row r="{number}">{_cell(f"A{number}", label, parts.HEADER)}'
        f"{_cell(f'B{number}', value, parts.WRAPPED if isinstance(value, str) else None)}</row>"
        for number, (label, value) in enumerate(lines, start=1)
    )
    return f"{parts.ABOUT_HEAD}{''.join(rows)}{parts.ABOUT_TAIL}"


def _row(number: int, cells: Cells, style: int | None = None) -> str:
    inside = "".join(
        _cell(f"{parts.letter(place)}{number}", cell, style)
        for place, cell in enumerate(cells)
        if cell is not None and cell != ""
    )
    return f'<row r="{number}">{inside}</row>'


def _cell(place: str, cell: Cell, style: int | None = None) -> str:
    if isinstance(cell, datetime):
        return _number(place, _serial(cell), parts.MOMENT)
    if isinstance(cell, date):
        if cell < FIRST_SERIAL_DAY:
            return _text(place, cell.isoformat(), style)
        return _number(place, (cell - EPOCH).days, parts.DAY)
    if isinstance(cell, int | Decimal):
        return _number(place, cell, parts.NUMBER)
    return _text(place, cell or "", style)


def _number(place: str, value: int | Decimal, style: int) -> str:
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


def _text(place: str, text: str, style: int | None) -> str:
    if style is None:
        style = parts.QUOTED if text.startswith(DANGEROUS) else parts.PLAIN
    return (
        f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
        f"{parts.escaped(text)}</t></is></c>"
    )


def _serial(moment: datetime) -> Decimal:
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return round((moment.date() - EPOCH).days + Decimal(seconds) / SECONDS_A_DAY, 8)


def _named(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, SAME_MOMENT)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info
