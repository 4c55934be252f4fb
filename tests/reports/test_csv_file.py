"""The bytes of the CSV, as a Danish Excel wants them."""

import csv
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

import pytest

from reports.audit import csv_file

ROWS = [
    ["Ågot Ørn", date(2026, 11, 3), datetime(2026, 11, 3, 9, 5), -12, Decimal("-1234.50"), None],
    ['Si"g; nu\r\n', None, None, 0, Decimal(7), "610170-0001"],
]
HEADER = ["Borger", "Frist", "Set", "Dage", "Tal", "Cpr-nummer"]


def written(rows, *, iso=False):
    return b"".join(csv_file.written(HEADER, rows, iso=iso))


def test_every_byte_is_as_danish_excel_wants_it():
    assert written(ROWS) == (
        b"\xef\xbb\xbfBorger;Frist;Set;Dage;Tal;Cpr-nummer\r\n"
        + "Ågot Ørn;03-11-2026;03-11-2026 09:05;-12;-1234,50;\r\n".encode()
        + b'"Si""g; nu\r\n";;;0;7;610170-0001\r\n'
    )


def test_the_variant_for_machines_has_iso_dates_and_points():
    line = written(ROWS[:1], iso=True).decode().splitlines()[1]
    assert line == "Ågot Ørn;2026-11-03;2026-11-03T09:05:00;-12;-1234.50;"


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_what_a_person_wrote_is_no_formula(first):
    cell = f'{first}HYPERLINK("x")'
    body = written([[cell, None, None, -1, None, None]]).decode()
    [_, row] = csv.reader(StringIO(body, newline=""), delimiter=";")
    assert row == [f"'{cell}", "", "", "-1", "", ""]


def test_without_rows_the_header_stands():
    assert written([]).decode() == "\ufeff" + ";".join(HEADER) + "\r\n"


def test_nothing_is_lost_between_the_pieces():
    many = [[f"Borger {number}", None, None, number, None, None] for number in range(1201)]
    pieces = list(csv_file.written(HEADER, many))
    assert len(pieces) == 3
    assert b"".join(pieces).count(b"\r\n") == 1202
