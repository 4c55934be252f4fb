"""What a list may look like, and what is said about one that cannot be used."""

import io

import pytest

from cases.intake import reader, textfile

HEADER = "cpr;navn;jobcenter;fra;til;type"
GOOD = "0101901234;Anna Eksempel;JC1;1-3-2026;30-6-2026;ledighedsydelse"


def read(text: str, encoding: str = "utf-8") -> list[reader.Row]:
    return list(reader.read(io.BytesIO(text.encode(encoding))))


def problems(row: str) -> list[tuple[str, str]]:
    (only,) = read(f"{HEADER}\n{row}\n")
    return [(problem.column, problem.message) for problem in only.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_danish_letters_survive_each_encoding(encoding: str) -> None:
    (row,) = read(f"{HEADER}\n{GOOD.replace('Anna', 'Åse Øst')}\n", encoding)
    assert row.name == "Åse Øst Eksempel"


@pytest.mark.parametrize("written", ["1-3-2026", "01.03.2026", "1/3/2026", "2026-03-01"])
def test_dates_are_danish_or_iso(written: str) -> None:
    (row,) = read(f"{HEADER}\n{GOOD.replace('1-3-2026', written)}\n")
    assert row.start is not None
    assert row.start.isoformat() == "2026-03-01"


def test_columns_stand_in_any_order_and_case() -> None:
    (row,) = read("Type;TIL;fra;jobcenter;navn;cpr\nferie;;2026-03-01;JC1;Anna;0101901234")
    assert (row.kind, row.end, row.name, row.is_readable) == (
        "ferie",
        None,
        "Anna",
        True,
    )


def test_the_last_day_is_inclusive_in_the_file() -> None:
    (row,) = read(f"{HEADER}\r\n{GOOD}\r\n")
    assert row.end is not None
    assert row.end.isoformat() == "2026-07-01"


@pytest.mark.parametrize("written", ["", "31-12-9999", "31. 12. 9999", "9999-12-31"])
def test_the_last_day_of_all_is_no_last_day(written: str) -> None:
    (row,) = read(f"{HEADER}\r\n{GOOD.replace('30-6-2026', written)}\r\n")
    assert (row.end, row.is_readable) == (None, True)


def test_a_quoted_name_may_hold_a_semicolon() -> None:
    (row,) = read(
        f"{HEADER}\n{GOOD.replace('Anna Eksempel', chr(34) + 'Anna; Eksempel' + chr(34))}"
    )
    assert row.name == "Anna; Eksempel"


def test_columns_that_are_not_used_do_no_harm() -> None:
    (row,) = read(f"{HEADER};beløb\n{GOOD};1000")
    assert row.is_readable


BAD_CELLS = [
    ("9 digits", ("0101901234", "101901234"), "cpr", "9 cifre"),
    ("no date in the number", ("0101901234", "9913901234"), "cpr", "ingen dato"),
    ("no number", ("0101901234", ""), "cpr", "10 cifre"),
    ("formula", ("Anna Eksempel", "=HYPERLINK(1)"), "navn", "»=«"),
    ("formula by plus", ("Anna Eksempel", "+45"), "navn", "»+«"),
    ("formula by minus", ("Anna Eksempel", "-2+3"), "navn", "»-«"),
    ("formula by at", ("Anna Eksempel", "@SUM(A1)"), "navn", "»@«"),
    ("quoted formula", ("Anna Eksempel", '"=1+1"'), "navn", "»=«"),
    ("no name", ("Anna Eksempel", ""), "navn", "Skriv borgerens navn"),
    ("no jobcenter", ("JC1", ""), "jobcenter", "Skriv jobcentrets"),
    ("day that is not", ("1-3-2026", "29-02-2027"), "fra", "Februar 2027 har 28 dage"),
    ("no first day", ("1-3-2026", ""), "fra", "Skriv den første dag"),
    ("relative day", ("1-3-2026", "i dag"), "fra", "kan ikke læses"),
    ("year out of reach", ("1-3-2026", "1-3-1066"), "fra", "2099. Skriv dag, måned og år, fx 1-3"),
    ("only a last day goes on", ("1-3-2026", "31-12-9999"), "fra", "mellem 1900 og 2099"),
    ("year of two digits", ("1-3-2026", "1-3-26"), "fra", "kan ikke læses"),
    (
        "ends before it starts",
        ("30-6-2026", "28-2-2026"),
        "til",
        "1. marts 2026 eller senere",
    ),
    ("unknown type", ("ledighedsydelse", "dagpenge"), "type", "Skriv en af disse"),
    ("NUL", ("Anna", "An\0na"), "", "NUL-tegn"),
    ("control character", ("Anna", "An\x07na"), "", "styretegn"),
    ("lost quote", ("Anna", '"Anna'), "", "anførselstegn"),
    ("cell too many", ("Anna", "Anna;Anna"), "", "7 felter"),
    ("10 MB cell", ("Anna", "A" * 10_000_000), "", "længere end"),
    ("long name", ("Anna", "A" * 200), "navn", "længere end 120"),
    ("endless cell", ("Anna", "A" * 500), "navn", "længere end 400"),
]


@pytest.mark.parametrize(
    ("change", "column", "says"),
    [case[1:] for case in BAD_CELLS],
    ids=[c[0] for c in BAD_CELLS],
)
def test_a_bad_cell_is_named_with_what_would_be_right(
    change: tuple[str, str], column: str, says: str
) -> None:
    ((found, message),) = problems(GOOD.replace(*change))
    assert found == column
    assert says in message


def test_the_row_after_a_bad_one_is_read() -> None:
    first, second = read(f"{HEADER}\n{'A' * 10_000_000}\n{GOOD}\n")
    assert (first.is_readable, second.is_readable, second.line) == (False, True, 3)


@pytest.mark.parametrize("line", ["", ";;;;;", " ; ;\t;;; ", '"";"";"";"";"";""'])
def test_a_line_without_a_word_is_no_row(line: str) -> None:
    found = read(f"{HEADER}\n{line}\n{GOOD}\n{line}\n")
    assert [(row.line, row.is_readable) for row in found] == [(3, True)]


def test_every_problem_of_a_row_is_named() -> None:
    assert [column for column, _ in problems("1;;JC1;x;;ferie")] == [
        "cpr",
        "navn",
        "fra",
    ]


@pytest.mark.parametrize("number", ["6101901234", "610190-1234", "0101901235"])
def test_administrative_numbers_and_failing_check_digits_are_read(number: str) -> None:
    assert problems(GOOD.replace("0101901234", number)) == []


WRONG_FILES = [
    ("xlsx", b"PK\x03\x04\x14\x00rest", "Excel-filen kan ikke læses"),
    ("xls", b"\xd0\xcf\x11\xe0rest", "ældre Excel"),
    ("pdf", b"%PDF-1.7\n", "PDF"),
    ("html", b"<!DOCTYPE html><html>", "webside"),
    ("empty", b"", "tom"),
    ("blank", b"\xef\xbb\xbf\r\n\r\n", "tom"),
    ("utf-16", "\ufeffcpr;navn".encode("utf-16-le"), "UTF-16"),
    ("lines of an old Mac", f"{HEADER}\r{GOOD}\r".encode(), "Mac-måde"),
    ("comma", b"cpr,navn,jobcenter,fra,til,type\n", "adskilt af komma"),
    ("tab", b"cpr\tnavn\tjobcenter\tfra\ttil\ttype\n", "adskilt af tabulator"),
    ("prose", b"Kaere kollega\n", "Filen har ikke overskriften"),
    ("missing column", b"cpr;navn;jobcenter;fra;type\n", "Filen mangler kolonnen »til«"),
    ("missing columns", b"cpr;navn;jobcenter;type\n", "kolonnerne »fra«, »til«"),
    ("column twice", b"cpr;cpr;navn;jobcenter;fra;til;type\n", "»cpr« to gange"),
    ("neither encoding", b"cpr;navn;jobcenter;fra;til;type\n\x81;\n", "hverken UTF-8"),
    ("binary", bytes(range(1, 256)), "kan ikke læses"),
    ("a million rows", b"cpr;navn\n" + b"1;2\n" * 1_000_000, "mere end 250.000 rækker"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "says"), [c[1:] for c in WRONG_FILES], ids=[c[0] for c in WRONG_FILES]
)
def test_a_wrong_file_is_refused_with_what_to_send(sent: bytes, says: str) -> None:
    with pytest.raises(textfile.FileUnreadable, match=says):
        list(reader.read(io.BytesIO(sent)))
