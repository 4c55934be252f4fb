"""An audit list as CSV that a Danish Excel opens right, some rows at a time.

UTF-8 with BOM, semicolons, CRLF, quotes as RFC 4180 has them. No `sep=` line: it would make Excel
forget the BOM. Dates are written `23-11-2026`, which a Danish Excel takes for a date; with `iso`
they are written for machines.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from itertools import islice

from cases.spreadsheet import BOM, defused
from reports.audit.cells import Cell, Cells

AT_ONCE = 500


def written(header: Cells, rows: Iterable[Cells], *, iso: bool = False) -> Iterator[bytes]:
    text = _iso if iso else _danish
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    out.write(BOM)
    writer.writerow([_cell(label, text) for label in header])
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        writer.writerows([_cell(cell, text) for cell in row] for row in some)
        yield _emptied(out)
    if rest := _emptied(out):
        yield rest


def _cell(cell: Cell, text: Callable[[Cell], str]) -> str:
    """What a person wrote must not be taken for a formula; a number is none."""
    return defused(cell) if isinstance(cell, str) else text(cell)


def _danish(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%d-%m-%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell.day:02}-{cell.month:02}-{cell.year:04}"
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",")
    return "" if cell is None else str(cell)


def _iso(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return "" if cell is None else str(cell)


def _emptied(out: StringIO) -> bytes:
    held = out.getvalue().encode()
    out.seek(0)
    out.truncate()
    return held
