"""The file of `beregn_frister`: reads `borger;fra;til;type`, writes the rounds.

A bad row is told with its line, its column and what would be right. Nothing is computed for a
citizen with a bad row: a deadline from half the facts is worse than none.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cases.deadlines import as_json, explanation
from cases.deadlines.marks import Round, marks_for
from cases.deadlines.period import BenefitRow, closed
from cases.deadlines.period_types import PeriodType

COLUMNS = ("borger", "fra", "til", "type")
RESULT_COLUMNS = ("borger", "runde", "dage_i_vinduet", "m10", "m12", "m18")
ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
FIRST_YEAR, LAST_YEAR = 1900, 2199  # a start outside them is a slip of the pen
DANISH_DATE = re.compile(r"([0-9]{1,2})[-./]([0-9]{1,2})[-./]([0-9]{4})")

Histories = Mapping[str, Sequence[BenefitRow]]


@dataclass(frozen=True, slots=True)
class RowError:
    """`remedy` says what would be right."""

    line: int
    column: str
    remedy: str

    def __str__(self) -> str:
        return f"Linje {self.line}, kolonne {self.column}: {self.remedy}"


class WrongHeader(ValueError):
    """The first line is not `borger;fra;til;type`: nothing in the file can be trusted."""


class BadField(ValueError):
    """One field of one row cannot be read."""

    def __init__(self, column: str, remedy: str) -> None:
        super().__init__(remedy)
        self.column, self.remedy = column, remedy


class BadDate(ValueError):
    """Not a date; the message says what would be right."""


@dataclass(slots=True)
class ReadFile:
    """The citizens that can be computed, and every row that cannot be read."""

    histories: dict[str, list[BenefitRow]] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)


def read(content: bytes) -> ReadFile:
    """1. Check the header. 2. Read each row. 3. Leave out every citizen with a bad row."""
    lines = content.removeprefix(b"\xef\xbb\xbf").splitlines()
    order = _column_order(lines[0] if lines else b"")
    result = ReadFile()
    incomplete: set[str] = set()
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        citizen = ""
        try:
            fields = _fields(line)
            citizen = _citizen(fields, order)
            result.histories.setdefault(citizen, []).append(_benefit_row(fields, order))
        except BadField as bad:
            result.errors.append(RowError(number, bad.column, bad.remedy))
            incomplete.add(citizen or _citizen_if_legible(line, order))
    for citizen in incomplete:
        result.histories.pop(citizen, None)
    return result


def as_csv(histories: Histories, *, as_of: date) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(RESULT_COLUMNS)
    for citizen in sorted(histories):
        for found in marks_for(histories[citizen], as_of=as_of):
            writer.writerow([citizen, *_cells(found)])
    return out.getvalue()


def as_json_text(histories: Histories, *, as_of: date) -> str:
    elements = [
        as_json.round_as_json(explained, borger=citizen)
        for citizen in sorted(histories)
        for explained in explanation.explain(histories[citizen], as_of=as_of)
    ]
    return json.dumps(elements, ensure_ascii=False, indent=2) + "\n"


def parse_date(text: str) -> date:
    """ISO (2026-11-22) or Danish (22.11.2026, 22-11-2026, 22/11/2026)."""
    if iso := ISO_DATE.fullmatch(text):
        year, month, day = map(int, iso.groups())
    elif danish := DANISH_DATE.fullmatch(text):
        day, month, year = map(int, danish.groups())
    else:
        raise BadDate(f"»{_shortened(text)}« er ikke en dato. Skriv fx 2026-11-22 eller 22.11.2026")
    try:
        return date(year, month, day)
    except ValueError:
        raise BadDate(f"Datoen {text} findes ikke. Ret dag, måned eller år") from None


def _cells(found: Round) -> Iterator[str]:
    yield str(found.number)
    yield "" if found.counted_days is None else str(found.counted_days)
    for mark in (found.m10, found.m12, found.m18):
        yield "" if mark is None else mark.isoformat()


def _column_order(header: bytes) -> dict[str, int]:
    names = [name.strip().lower() for name in header.decode("utf-8", "replace").split(";")]
    names = [name.strip('"') for name in names]
    if sorted(names) != sorted(COLUMNS):
        found = _shortened(";".join(names))
        raise WrongHeader(
            f"Linje 1: Overskriften skal være {';'.join(COLUMNS)}, men er »{found}«. "
            "Ret den første linje, eller vælg en anden fil"
        )
    return {name: names.index(name) for name in COLUMNS}


def _fields(line: bytes) -> list[str]:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        raise BadField("alle", "Tegnene kan ikke læses. Gem filen som UTF-8") from None
    if "\x00" in text:
        raise BadField("alle", "Rækken indeholder NUL-tegn. Gem filen igen som ren tekst")
    try:
        fields = [cell.strip() for cell in next(csv.reader([text], delimiter=";", strict=True))]
    except csv.Error:
        raise BadField(
            "alle", "Rækken kan ikke deles i felter. Ret anførselstegn eller et alt for langt felt"
        ) from None
    if len(fields) != len(COLUMNS):
        missing = COLUMNS[len(fields)] if len(fields) < len(COLUMNS) else "efter type"
        raise BadField(
            missing, f"Rækken har {len(fields)} felter. Skriv 4 felter: {';'.join(COLUMNS)}"
        )
    return fields


def _citizen(fields: list[str], order: dict[str, int]) -> str:
    citizen = fields[order["borger"]]
    if not citizen:
        raise BadField("borger", "Feltet er tomt. Skriv borgerens nummer eller navn")
    return citizen


def _citizen_if_legible(line: bytes, order: dict[str, int]) -> str:
    """Whose row it probably is, so that nothing is computed from the rest of that citizen."""
    cells = line.replace(b"\x00", b"").decode("utf-8", "replace").split(";")
    place = order["borger"]
    return cells[place].strip().strip('"') if place < len(cells) else ""


def _benefit_row(fields: list[str], order: dict[str, int]) -> BenefitRow:
    first = _date_in("fra", fields[order["fra"]])
    if not FIRST_YEAR <= first.year <= LAST_YEAR:
        raise BadField("fra", f"Året {first.year} kan ikke passe. Skriv et år fra 1900 til 2199")
    last = _date_in("til", fields[order["til"]]) if fields[order["til"]] else None
    if last is not None and last < first:
        raise BadField("til", f"Sidste dag skal være {first.isoformat()} eller senere")
    # Systems that cannot leave the field empty write the last day there is: it is going on.
    period = closed(first, None if last == date.max else last)
    return BenefitRow(_kind(fields[order["type"]]), period.start, period.end)


def _date_in(column: str, text: str) -> date:
    try:
        return parse_date(text)
    except BadDate as bad:
        raise BadField(column, str(bad)) from None


def _kind(text: str) -> PeriodType:
    try:
        return PeriodType(text.lower())
    except ValueError:
        known = ", ".join(PeriodType)
        raise BadField(
            "type", f"Typen »{_shortened(text)}« kendes ikke. Skriv en af: {known}"
        ) from None


def _shortened(text: str) -> str:
    """As a terminal may show it: what a wrong file holds can neither steer it nor hide."""
    kept = text if len(text) <= 40 else f"{text[:40]}…"
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in kept)
