"""A workbook is read as the list its first sheet is; what is damaged is refused in words."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from cases.intake import reader, textfile, workbook

HEADER = ("cpr", "navn", "jobcenter", "fra", "til", "type")


def saved(*rows: tuple[object, ...]) -> io.BytesIO:
    book = Workbook()
    for row in (HEADER, *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out


def test_dates_numbers_and_a_lost_zero_are_read_as_they_were_meant() -> None:
    (row,) = reader.read(
        saved((101901234, "Åse; Øst", "JC1", datetime(2026, 3, 1), date(2026, 6, 30), "ferie"))
    )
    assert (row.cpr.digits, row.name, row.start, row.end, row.line) == (
        "0101901234",
        "Åse; Øst",
        date(2026, 3, 1),
        date(2026, 7, 1),
        2,
    )


def test_an_empty_row_is_left_out_and_the_numbers_are_the_sheets_own() -> None:
    one = ("0101901234", "Anna", "JC1", "1-3-2026", None, "ferie")
    assert [row.line for row in reader.read(saved(one, (None,) * 6, one))] == [2, 4]


def packed(name: str, content: bytes) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(name, content)
    return out


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (io.BytesIO(b"PK\x03\x04rest"), "kan ikke læses"),
        (packed("liste.csv", b"cpr"), "en zip-fil"),
        (packed("xl/workbook.xml", b"<workbook/>"), "kan ikke læses"),
        (packed("xl/workbook.xml", b"<a"), "kan ikke læses"),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(source: io.BytesIO, says: str) -> None:
    with pytest.raises(textfile.FileUnreadable, match=says):
        list(reader.read(source))


def test_a_small_file_that_unpacks_to_a_large_one_is_not_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workbook, "MAX_UNPACKED", 10)
    with pytest.raises(textfile.FileUnreadable, match="pakket ud"):
        list(reader.read(saved()))


def test_a_list_with_other_headings_is_read_by_its_layout() -> None:
    layout = reader.Layout(
        {"cpr": "cpr-nr", "navn": "person", "fra": "start", "til": "slut"},
        {"jobcenter": "JC1", "type": "ferie"},
    )
    text = "Start;Slut;CPR-nr;Person\n1-3-2026;;0101901234;Anna\n"
    (row,) = reader.read(io.BytesIO(text.encode()), layout=layout)
    assert (row.start, row.kind, row.jobcenter) == (date(2026, 3, 1), "ferie", "JC1")


LOCAL, CENTRAL = b"PK\x03\x04", b"PK\x01\x02"
SHEET = "xl/worksheets/sheet1.xml"


def with_header(*, at_local: int, at_central: int, value: int) -> io.BytesIO:
    """The workbook whose every part says `value` in one field of both of its headers."""
    content = bytearray(saved(("0101901234",)).getvalue())
    for signature, place in ((LOCAL, at_local), (CENTRAL, at_central)):
        start = content.find(signature)
        while start >= 0:
            content[start + place] = value
            start = content.find(signature, start + 1)
    return io.BytesIO(bytes(content))


def with_scrambled_sheet() -> io.BytesIO:
    content = bytearray(saved(("0101901234",)).getvalue())
    header = zipfile.ZipFile(io.BytesIO(content)).getinfo(SHEET).header_offset
    data = header + 30 + len(SHEET)
    content[data : data + 20] = b"\xff" * 20
    return io.BytesIO(bytes(content))


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(with_scrambled_sheet(), id="scrambled"),
        pytest.param(with_header(at_local=6, at_central=8, value=1), id="locked"),
        pytest.param(with_header(at_local=8, at_central=10, value=99), id="packed unknown"),
        pytest.param(with_header(at_local=4, at_central=6, value=255), id="a later zip"),
    ],
)
def test_a_damaged_or_locked_workbook_is_refused_in_words(source: io.BytesIO) -> None:
    with pytest.raises(textfile.FileUnreadable, match="kan ikke læses"):
        list(reader.read(source))
