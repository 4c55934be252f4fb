"""The lines of a file somebody sent: a workbook, or a text file of columns in which encoding.

Reads line by line, so that memory does not follow the file. Everything refused here is refused
for the whole file, in words that say what to send instead.
"""

import codecs
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from cases.danish import numbers
from cases.intake import workbook

MAX_BYTES = 100_000_000
MAX_LINES = 250_001  # the header and 250,000 rows
MAX_LINE_BYTES = 4_000
CHUNK = 1 << 20
WORKBOOK = b"PK\x03\x04"

OTHER_KINDS = (
    (b"\xd0\xcf\x11\xe0", "en ældre Excel- eller Word-fil"),
    (b"%PDF", "en PDF"),
    (b"\x1f\x8b", "en pakket fil"),
    (b"{\\rtf", "et tekstdokument (RTF)"),
    (b"\x89PNG", "et billede"),
    (b"\xff\xd8\xff", "et billede"),
)
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
NOTHING = '; \t"'
TOO_LONG = f"Rækken er længere end {MAX_LINE_BYTES} tegn. Forkort den"
SAVE_AS = "Gem listen som CSV (semikolonsepareret), og prøv igen"


class FileUnreadable(ValueError):
    """Nothing in the file can be used; the message says in Danish what to send instead."""


class Line(NamedTuple):
    """`text` is None when the line is too long to be a row."""

    number: int
    text: str | None


def lines(source: BinaryIO) -> Iterator[Line]:
    """Raises FileUnreadable. Numbers are the file's own, from 1; empty lines are left out.

    Empty is also a line of separators alone: spreadsheets leave them below the rows.
    """
    source.seek(0)
    found = (_of_workbook if source.read(4) == WORKBOOK else _of_text)(source)
    return (line for line in found if line.text is None or line.text.strip(NOTHING))


def _of_workbook(source: BinaryIO) -> Iterator[Line]:
    try:
        for number, text in workbook.lines(source):
            if number > MAX_LINES:
                raise FileUnreadable(_too_many_rows())
            yield Line(number, text if len(text) < MAX_LINE_BYTES else None)
    except workbook.Unreadable as unreadable:
        raise FileUnreadable(str(unreadable)) from unreadable


def _of_text(source: BinaryIO) -> Iterator[Line]:
    encoding = encoding_of(source)
    source.seek(0)
    number = 0
    while raw := source.readline(MAX_LINE_BYTES):
        number += 1
        if _runs_on(raw):
            _skip_to_next_line(source)
            yield Line(number, None)
        elif text := _decoded(raw, encoding, number).strip("\r\n"):
            yield Line(number, text)


def encoding_of(source: BinaryIO) -> str:
    """UTF-8, with or without BOM, or else Windows-1252. Raises FileUnreadable."""
    source.seek(0)
    _refuse_other_kinds(source.read(CHUNK))
    source.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    size, breaks, returns, is_utf_8 = 0, 0, 0, True
    while chunk := source.read(CHUNK):
        size += len(chunk)
        breaks += chunk.count(b"\n")
        returns += chunk.count(b"\r")
        _refuse_too_large(size, breaks)
        is_utf_8 = is_utf_8 and _decodes(decoder, chunk)
    if returns and not breaks:
        raise FileUnreadable(f"Filens linjer er adskilt på den gamle Mac-måde (CR). {SAVE_AS}")
    is_utf_8 = is_utf_8 and _decodes(decoder, b"", final=True)
    return "utf-8-sig" if is_utf_8 else "cp1252"


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_other_kinds(head: bytes) -> None:
    for signature, name in OTHER_KINDS:
        if head.startswith(signature):
            raise FileUnreadable(f"Filen er {name}. {SAVE_AS}")
    if head.startswith(UTF_16) or b"\0" in head[:4]:
        raise FileUnreadable(f"Filen er gemt som UTF-16 (»Unicode-tekst«). {SAVE_AS}")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise FileUnreadable(f"Filen er en webside eller XML, ikke en liste. {SAVE_AS}")
    if not head.lstrip(b"\xef\xbb\xbf").strip():
        raise FileUnreadable("Filen er tom. Hent listen igen")


def _refuse_too_large(size: int, breaks: int) -> None:
    if breaks > MAX_LINES:
        raise FileUnreadable(_too_many_rows())
    if size > MAX_BYTES:
        most = numbers.number(MAX_BYTES // 1_000_000)
        raise FileUnreadable(f"Filen er større end {most} MB. Del den i flere filer")


def _too_many_rows() -> str:
    return f"Filen har mere end {numbers.number(MAX_LINES - 1)} rækker. Del den i flere filer"


def _runs_on(raw: bytes) -> bool:
    return len(raw) == MAX_LINE_BYTES and not raw.endswith(b"\n")


def _skip_to_next_line(source: BinaryIO) -> None:
    while (rest := source.readline(CHUNK)) and not rest.endswith(b"\n"):
        pass


def _decoded(raw: bytes, encoding: str, number: int) -> str:
    try:
        text = raw.decode("utf-8" if number > 1 and encoding == "utf-8-sig" else encoding)
    except UnicodeDecodeError:
        raise FileUnreadable(
            f"Linje {number} er hverken UTF-8 eller Windows-1252. "
            "Gem listen som CSV UTF-8, og prøv igen"
        ) from None
    return text
