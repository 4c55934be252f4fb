"""The workbook, opened as a zip and read as XML."""

import zipfile
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from reports.audit import xlsx_file
from reports.audit.cells import Column, Kind

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
COLUMNS = [
    Column("borger", "Borger"),
    Column("frist", "Frist", Kind.DAY),
    Column("set", "Set", Kind.MOMENT),
    Column("dage", "Dage", Kind.NUMBER),
]
ROW = ["Ågot Ørn", date(2026, 11, 22), datetime(2026, 11, 22, 12, 0), -12]


def book(rows, *, who="Karl", last_line=""):
    pieces = xlsx_file.written(
        COLUMNS,
        rows,
        about=lambda done: [("Hentet af", who), ("Rækker", done.rows), ("Sum", done.checksum)],
        last_line=last_line,
    )
    return zipfile.ZipFile(BytesIO(b"".join(pieces)))


def sheet(found, number):
    return read(found, f"xl/worksheets/sheet{number}.xml")


def read(found, name):
    return ElementTree.fromstring(found.read(name))  # noqa: S314  our own file


def cells(tree):
    """Text or number by place, with the style."""
    return {
        cell.get("r"): ("".join(cell.itertext()), cell.get("s")) for cell in tree.iter(f"{MAIN}c")
    }


def test_every_part_is_xml_and_named():
    found = book([ROW])
    assert found.testzip() is None
    for name in found.namelist():
        read(found, name)
    assert '<sheet name="Om udtrækket" sheetId="1"' in found.read("xl/workbook.xml").decode()


def test_dates_are_dates_and_numbers_numbers():
    """46348 is 22 November 2026 in Excel's days; style 2 is its short date, 3 date and time."""
    found = cells(sheet(book([ROW]), 2))
    assert found["A2"] == ("Ågot Ørn", "0")
    assert found["B2"] == ("46348", "2")
    assert found["C2"] == ("46348.50000000", "3")
    assert found["D2"] == ("-12", "4")


def test_the_header_is_frozen_and_the_rows_are_filtered():
    tree = sheet(book([ROW, ROW], last_line="1 sag med begrænset adgang"), 2)
    pane = tree.find(f".//{MAIN}pane")
    assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")
    assert tree.find(f"{MAIN}autoFilter").get("ref") == "A1:D3"
    assert cells(tree)["A4"] == ("1 sag med begrænset adgang", "0")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\tx", "\rx"])
def test_a_formula_is_text_that_stays_text(text):
    """Style 5 has the quote prefix: editing the cell makes no formula of it either."""
    tree = sheet(book([[text, None, None, None]]), 2)
    assert tree.find(f".//{MAIN}f") is None
    assert cells(tree)["A2"] == (text.replace("\r", "\n"), "5")


def test_what_xml_cannot_carry_is_replaced():
    found = cells(sheet(book([["a\x00b\x1f<&>_x0041_", None, None, None]]), 2))
    assert found["A2"] == ("a\ufffdb\ufffd<&>_x005F_x0041_", "0")


def test_a_day_that_excel_cannot_count_is_text():
    assert cells(sheet(book([["", date(1899, 1, 31), None, None]]), 2))["B2"][0] == "1899-01-31"


def test_the_same_data_give_the_same_bytes_whoever_asks():
    first, second = book([ROW], who="Karl"), book([ROW], who="Tina")
    data = "xl/worksheets/sheet2.xml"
    assert first.read(data) == second.read(data)
    assert first.read("xl/worksheets/sheet1.xml") != second.read("xl/worksheets/sheet1.xml")


def test_the_checksum_is_of_the_data_sheet():
    found = book([ROW])
    about = cells(sheet(found, 1))
    assert about["B3"][0] == sha256(found.read("xl/worksheets/sheet2.xml")).hexdigest()
    assert about["B2"][0] == "1"


def test_a_decimal_keeps_its_decimals():
    found = cells(sheet(book([["", None, None, Decimal("1234.50")]]), 2))
    assert found["D2"][0] == "1234.50"


def test_columns_go_on_after_z():
    assert [xlsx_file.parts.letter(place) for place in (25, 26, 701, 702)] == [
        "Z",
        "AA",
        "ZZ",
        "AAA",
    ]


def test_another_reader_opens_it_and_finds_the_same():
    pieces = xlsx_file.written(
        COLUMNS, [ROW, ["=1+1", None, None, 0]], about=lambda done: [("Rækker", done.rows)]
    )
    found = load_workbook(BytesIO(b"".join(pieces)))
    data = found["Data"]
    assert (found.sheetnames, data.freeze_panes) == (["Om udtrækket", "Data"], "A2")
    assert data.auto_filter.ref == "A1:D3"
    values = [[cell.value for cell in row] for row in data.iter_rows()]
    midnight = datetime(2026, 11, 22)
    assert values[1] == ["Ågot Ørn", midnight, datetime(2026, 11, 22, 12, 0), -12]
    assert (values[2][0], data["A3"].data_type) == ("=1+1", "s")
