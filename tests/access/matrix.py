"""Reads `matrix.csv`: who gets through to what. Written by hand; nothing here fills it in."""

import csv
from dataclasses import dataclass
from pathlib import Path

from tests.access.examples import LISTS, SEARCHES
from tests.access.world import KINDS

FILE = Path(__file__).with_name("matrix.csv")
ROLES = (
    "anonym",
    "deaktiveret",
    "uden_rolle",
    "sagsbehandler",
    "jobformidler",
    "visitationsteam",
    "teamchef",
    "ydelseskontor",
    "kvalitetskontrol",
    "centralforvaltning",
    "systemadministrator",
)
HEADER = ["url", "metode", *ROLES]
ANY = "ja"  # a page without citizens: the role gets in


@dataclass(frozen=True)
class Line:
    url: str
    method: str
    through: dict[str, frozenset[str]]

    def __str__(self) -> str:
        return f"{self.method} {self.url}"

    @property
    def is_about_citizens(self) -> bool:
        return ANY not in set().union(*self.through.values())

    @property
    def is_list(self) -> bool:
        """Shows citizens that it was not asked for."""
        return (self.url, self.method) in LISTS

    @property
    def is_judged_by_names(self) -> bool:
        """Answers everyone of the role; what counts is whom it names."""
        return self.is_list or (self.url, self.method) in SEARCHES


def lines() -> list[Line]:
    with FILE.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, delimiter=";")
    if header != HEADER:
        raise ValueError(f"{FILE.name} skal begynde med {';'.join(HEADER)}")
    return [_line(row) for row in rows]


def _line(row: list[str]) -> Line:
    url, method, *cells = row
    through = {role: frozenset(cell.split()) for role, cell in zip(ROLES, cells, strict=True)}
    unknown = set().union(*through.values()) - {ANY, *KINDS}
    if unknown:
        raise ValueError(f"{method} {url}: {', '.join(sorted(unknown))} er ingen slags borger")
    return Line(url, method, through)
