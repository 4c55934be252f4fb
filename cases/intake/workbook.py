"""A workbook from a spreadsheet, as the lines it would have if its first sheet were saved as CSV.

Read row by row. What is unpacked is measured before it is opened: a small file may hold a large one.
"""

import csv
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import StringIO
from typing import Any, BinaryIO

from cases.danish import numbers

MAX_UNPACKED = 200_000_000
CPR_DIGITS = 10
UNREADABLE = "Excel-filen kan ikke læses. Gem den igen som .xlsx, eller som CSV, og prøv igen"
# What openpyxl may raise over a file that somebody has damaged. A part that is locked with a
# password is a RuntimeError, one packed in a way unknown here a NotImplementedError, also one.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, RuntimeError, KeyError,
    ValueError, TypeError, IndexError, AttributeError, EOFError, OSError, SyntaxError,
)  # fmt: skip


class Unreadable(ValueError):
    """The message says in Danish what to send instead."""


def lines(source: BinaryIO) -> Iterator[tuple[int, str]]:
    """Each row of the first sheet with its number; empty rows are left out. Raises Unreadable."""
    from openpyxl import load_workbook  # here, or every command would wait a quarter of a second

    _refuse_too_large(source)
    source.seek(0)
    try:
        book = load_workbook(source, read_only=True, data_only=True)
        for number, row in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
            if any(value is not None for value in row):
                yield number, _line(row)
    except DAMAGED as damaged:
        raise Unreadable(UNREADABLE) from damaged


def _refuse_too_large(source: BinaryIO) -> None:
    source.seek(0)
    try:
        with zipfile.ZipFile(source) as packed:
            names = packed.namelist()
            unpacked = sum(member.file_size for member in packed.infolist())
    except DAMAGED as damaged:
        raise Unreadable(UNREADABLE) from damaged
    if "xl/workbook.xml" not in names:
        raise Unreadable("Filen er en zip-fil. Pak den ud, og send listen som .xlsx eller CSV")
    if unpacked > MAX_UNPACKED:
        most = numbers.number(MAX_UNPACKED // 1_000_000)
        raise Unreadable(f"Excel-filen fylder mere end {most} MB pakket ud. Del den i flere filer")


def _line(row: Sequence[Any]) -> str:
    out = StringIO()
    csv.writer(out, delimiter=";", lineterminator="").writerow([_text(value) for value in row])
    return out.getvalue()


def _text(value: object) -> str:
    """As it would be read on the page: a date without its hour, a whole number without decimals."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and len(str(value)) == CPR_DIGITS - 1:
        return f"0{value}"  # a CPR number kept as a number has lost its first zero
    return " ".join(str(value).split())
