"""The first line of a list: which columns stand where."""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.intake import cells
from cases.intake.textfile import SAVE_AS, FileUnreadable, Line


@dataclass(frozen=True)
class Header:
    places: dict[str, int]
    width: int
    unused: tuple[str, ...]

    def cells_of(self, text: str) -> dict[str, str]:
        """Raises cells.Unreadable. Empty cells beyond the last column are let through."""
        found = cells.split(text)
        while len(found) > self.width and not found[-1]:
            found.pop()
        if len(found) != self.width:
            raise cells.Unreadable(
                f"Rækken har {len(found)} felter, men overskriften har {self.width}. "
                "Tjek, om der mangler et semikolon, eller om der er et for meget"
            )
        return {column: found[place] for column, place in self.places.items()}


def read(line: Line | None, *, columns: Sequence[str]) -> Header:
    """Raises FileUnreadable."""
    if line is None or line.text is None:
        raise FileUnreadable(f"Filens første linje er ingen overskrift. {SAVE_AS}")
    names = _names(line.text)
    missing = [column for column in columns if column not in names]
    if missing:
        raise FileUnreadable(_what_is_missing(missing, line.text, columns))
    for column in columns:
        if names.count(column) > 1:
            raise FileUnreadable(f"Filen har kolonnen »{column}« to gange. Slet den ene")
    return Header(
        places={column: names.index(column) for column in columns},
        width=len(names),
        unused=tuple(name for name in names if name and name not in columns),
    )


def _names(text: str) -> list[str]:
    try:
        names = [cell.casefold() for cell in cells.split(text)]
    except cells.Unreadable:
        raise FileUnreadable(f"Filens første linje kan ikke læses. {SAVE_AS}") from None
    while names and not names[-1]:
        names.pop()
    return names


def _what_is_missing(missing: list[str], text: str, columns: Sequence[str]) -> str:
    heading = ";".join(columns)
    if len(missing) == len(columns):
        for sign, name in ((",", "komma"), ("\t", "tabulator")):
            if sign in text and ";" not in text:
                return f"Kolonnerne er adskilt af {name}. {SAVE_AS}"
        return f"Filen har ikke overskriften {heading}. Tjek, at det er den rigtige fil"
    word = "kolonnen" if len(missing) == 1 else "kolonnerne"
    names = ", ".join(f"»{column}«" for column in missing)
    return f"Filen mangler {word} {names}. Hent listen igen, eller skriv overskriften {heading}"
