"""The contract of the file: what is accepted, what is refused, and in which words."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from cases.deadlines import csv_file
from cases.deadlines.period import BenefitRow
from cases.deadlines.period_types import PeriodType

TODAY = date(2026, 11, 22)
DATA = Path(__file__).parent.parent / "data"
HEADER = "borger;fra;til;type\n"

GOOD = [
    # (why, row)
    ("ISO dates", "A;2026-01-31;2026-02-28;ledighedsydelse"),
    ("dots without leading zeros", "A;31.1.2026;28.2.2026;ledighedsydelse"),
    ("dashes, Danish order", "A;31-01-2026;28-02-2026;ledighedsydelse"),
    ("slashes", "A;31/1/2026;28/2/2026;ledighedsydelse"),
    ("spaces and quotes around fields", ' A ; 2026-01-31;"2026-02-28";Ledighedsydelse '),
]

BAD = [
    # (why, row, column, part of the remedy)
    ("unknown type", "A;2026-01-01;;dagpenge", "type", "Skriv en af: ledighedsydelse"),
    ("no such day", "A;2026-02-31;;ledighedsydelse", "fra", "2026-02-31 findes ikke"),
    ("no such day in Danish", "A;31.6.2026;;ledighedsydelse", "fra", "31.6.2026 findes ikke"),
    ("year of two digits", "A;1.1.26;;ledighedsydelse", "fra", "Skriv fx 2026-11-22"),
    ("a slipped year", "A;0202-01-01;;sygdom", "fra", "Året 202 kan ikke passe"),
    ("no start", "A;;2026-01-01;ledighedsydelse", "fra", "er ikke en dato"),
    ("text for an end", "A;2026-01-01;nu;ledighedsydelse", "til", "er ikke en dato"),
    ("ends before it starts", "A;2026-01-02;2026-01-01;sygdom", "til", "2026-01-02 eller senere"),
    ("a column missing", "A;2026-01-01;", "type", "Skriv 4 felter"),
    ("a column too many", "A;2026-01-01;;sygdom;x", "efter type", "har 5 felter"),
    ("a NUL byte", "A;2026-01-01;;syg\x00dom", "alle", "NUL"),
    ("an open quote", 'A;"2026-01-01;;sygdom', "alle", "anførselstegn"),
    ("a huge field", "A;2026-01-01;;" + "x" * 200_000, "alle", "langt felt"),
    ("digits of another script", "A;٢٠٢٦-01-01;;sygdom", "fra", "er ikke en dato"),
]


def read(text: str) -> csv_file.ReadFile:
    return csv_file.read((HEADER + text).encode())


@pytest.mark.parametrize(("why", "row"), GOOD)
def test_a_row_is_read_with_both_ends_included(why: str, row: str) -> None:
    assert read(row).histories["A"] == [
        BenefitRow(PeriodType.LEDIGHEDSYDELSE, date(2026, 1, 31), date(2026, 3, 1))
    ], why


@pytest.mark.parametrize(("why", "row", "column", "remedy"), BAD)
def test_a_bad_row_is_told_and_its_citizen_left_out(
    why: str, row: str, column: str, remedy: str
) -> None:
    result = read(f"A;2025-01-01;;sygdom\n\nB;2025-01-01;;sygdom\n{row}\n")
    [error] = result.errors
    assert (error.line, error.column) == (5, column), why
    assert remedy in error.remedy, why
    assert list(result.histories) == ["B"], why


def test_a_row_that_is_not_utf_8_is_told() -> None:
    result = csv_file.read(HEADER.encode() + "Åse;2025-01-01;;sygdom\n".encode("cp1252"))
    assert str(result.errors[0]).startswith("Linje 2, kolonne alle: ")
    assert not result.histories


@pytest.mark.parametrize("header", ["", "\n", "cpr;fra;til;type\n", "borger,fra,til,type\n"])
def test_a_wrong_header_stops_the_file(header: str) -> None:
    with pytest.raises(csv_file.WrongHeader, match="borger;fra;til;type"):
        csv_file.read((header + "A;2025-01-01;;sygdom\n").encode())


def test_a_message_shows_control_bytes_and_sends_none_to_the_terminal() -> None:
    with pytest.raises(csv_file.WrongHeader) as wrong:
        csv_file.read(b"\x1b[2J\x07\x00elf;\xe2\x80\xae\n")
    [error] = read("A;\x1b[2J;;sygdom\n").errors
    assert (str(wrong.value) + str(error)).isprintable()
    assert "\\x1b[2j\\x07\\x00elf" in str(wrong.value)


def test_the_last_day_there_is_means_going_on() -> None:
    assert read("A;2025-01-01;9999-12-31;sygdom").histories["A"][0].end is None


@pytest.mark.parametrize("change", [b"", b"\xef\xbb\xbf"])
def test_the_examples_give_the_answers_to_the_byte(change: bytes) -> None:
    content = (DATA / "frister_eksempler.csv").read_bytes()
    result = csv_file.read(change + content)
    facit = (DATA / "frister_eksempler_facit.csv").read_bytes()
    assert csv_file.as_csv(result.histories, as_of=TODAY).encode() == facit


def test_line_ends_of_windows_give_the_same() -> None:
    content = (DATA / "frister_eksempler.csv").read_bytes()
    windows = csv_file.read(content.replace(b"\n", b"\r\n"))
    assert windows.histories == csv_file.read(content).histories


def test_citizens_are_sorted_by_code_point_and_rounds_by_number() -> None:
    rows = "".join(f"{name};2010-01-01;;sygdom\n" for name in ("b", "Å", "a", "B"))
    lines = csv_file.as_csv(read(rows).histories, as_of=TODAY).splitlines()[1:]
    assert list(dict.fromkeys(line.split(";")[0] for line in lines)) == ["B", "a", "b", "Å"]
    assert [line.split(";")[1] for line in lines[:16]] == [str(n) for n in range(1, 17)]


def test_json_has_the_same_dates_each_with_its_explanation() -> None:
    histories = csv_file.read((DATA / "frister_eksempler.csv").read_bytes()).histories
    elements = json.loads(csv_file.as_json_text(histories, as_of=TODAY))
    lines = csv_file.as_csv(histories, as_of=TODAY).splitlines()[1:]
    for element, line in zip(elements, lines, strict=True):
        citizen, number, days, *marks = line.split(";")
        assert element["borger"] == citizen
        assert (str(element["runde"]), str(element["dage_i_vinduet"] or 0)) == (number, days or "0")
        assert [element[mark]["dato"] or "" for mark in ("m10", "m12", "m18")] == marks
        assert all(element[mark]["forklaring"]["linjer"] for mark in ("m10", "m12", "m18"))
