"""One cell of a list: read, or refused with a sentence that says what would be right."""

import csv
import re
from datetime import date
from functools import lru_cache

from cases.danish import date_entry

CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")
FORMULA_STARTS = ("=", "+", "-", "@")
WRITTEN_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-./ ]{1,2}\d{1,2}[-./ ]{1,2}\d{4}")
GOING_ON = re.compile(r"9999-12-31|31[-./ ]{1,2}12[-./ ]{1,2}9999")
DATE_EXAMPLES = "Skriv dag, måned og år, fx 1-3-2026 eller 2026-03-01"
MAX_CELL = 400


class Unreadable(ValueError):
    """The cell or line cannot be used; the message says in Danish what would be right."""


def split(text: str) -> list[str]:
    """The cells of one line; a row never goes on over several lines. Raises Unreadable."""
    if (control := CONTROL.search(text)) is not None:
        name = "et NUL-tegn" if control[0] == "\0" else "et usynligt styretegn"
        raise Unreadable(f"Rækken indeholder {name}. Skriv rækken igen")
    if '"' not in text:
        return [cell.strip() for cell in text.split(";")]
    try:
        return [cell.strip() for cell in next(csv.reader([text], delimiter=";", strict=True))]
    except csv.Error:
        raise Unreadable("Rækken har et anførselstegn for meget eller for lidt") from None


def text(cell: str) -> str:
    """Raises Unreadable for what a spreadsheet would run as a formula, and for endless cells."""
    if cell.startswith(FORMULA_STARTS):
        raise Unreadable(f"Feltet begynder med »{cell[0]}« som en formel. Skriv selve værdien")
    if len(cell) > MAX_CELL:
        raise Unreadable(f"Feltet er længere end {MAX_CELL} tegn. Forkort det")
    return cell


@lru_cache(maxsize=4096)
def day(cell: str) -> date:
    """A full date, Danish or ISO; never `i dag`, nor a year of two digits. Raises Unreadable."""
    if WRITTEN_DATE.fullmatch(cell) is None:
        raise Unreadable(f"Datoen kan ikke læses. {DATE_EXAMPLES}")
    try:
        return date_entry.parse(cell, as_of=date.min)  # a full date needs no day to be seen from
    except date_entry.UnreadableDate as unreadable:
        # The page's examples may be typed there, and not all of them in a list.
        message = str(unreadable).replace(date_entry.EXAMPLES, DATE_EXAMPLES)
        raise Unreadable(message) from None


def is_going_on(cell: str) -> bool:
    """A last day left empty, or as payment systems write that there is none."""
    return not cell or GOING_ON.fullmatch(cell) is not None
