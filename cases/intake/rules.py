"""What one citizen's rows in a list come to, beside the periods already registered.

Judged by the state the rows would leave together, so their order does not matter:

1. a key (type and first day) that stands twice in the list is wrong each time;
2. a key annulled here, or given another type or first day by hand since the list last had it, is
   not brought back by a list, also when the corrected period is annulled later;
3. a last day set by hand since the list last had the key is not overwritten;
4. all other rows are laid over the registered periods. A row that would change something and then
   overlaps a period of its own type is wrong; it is taken out and the rest judged again, until
   nothing more falls.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cases.danish import dates

Key = tuple[str, date]
ANNULLED = "Perioden er annulleret her. Registrér den i hånden, hvis den gælder"


class Outcome(StrEnum):
    NEW = "ny"
    CHANGED = "aendret"
    UNCHANGED = "uaendret"
    BAD = "fejl"


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the list; `end` is the day after the last, or None."""

    line: int
    kind: str
    start: date
    end: date | None

    @property
    def key(self) -> Key:
        return self.kind, self.start


@dataclass(frozen=True, slots=True)
class Known:
    """A period registered here. `imported_end` is what a list last said, when `is_imported`.

    `imported_key` is what a list last had it under, when it has been given another by hand since.
    """

    id: int
    kind: str
    start: date
    end: date | None
    is_imported: bool
    imported_end: date | None
    is_annulled: bool
    imported_key: Key | None = None

    @property
    def key(self) -> Key:
        return self.kind, self.start

    @property
    def is_as_imported(self) -> bool:
        return self.is_imported and self.imported_end == self.end and self.imported_key is None

    @property
    def has_end_set_by_hand(self) -> bool:
        """Since a list last had it; a first registration by hand without a last day is no such act."""
        return self.end != self.imported_end if self.is_imported else self.end is not None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`confirms`: the list says what stands here, but was not the last to say it."""

    line: int
    outcome: Outcome
    period_id: int | None = None
    confirms: bool = False
    column: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the state the list would leave; `line` when a row of the list would make it."""

    start: date
    end: date
    line: int | None


def judge(*, listed: Sequence[Listed], known: Sequence[Known]) -> list[Verdict]:
    """One verdict for each row of one citizen."""
    standing = {period.key: period for period in known if not period.is_annulled}
    gone = _gone(known)
    times = Counter(row.key for row in listed)
    verdicts = [_alone(row, times[row.key], standing.get(row.key), gone) for row in listed]
    writing = [row for row, verdict in zip(listed, verdicts, strict=True) if _would_write(verdict)]
    refused = _overlapping(writing, standing)
    return [refused.get(verdict.line, verdict) for verdict in verdicts]


def _gone(known: Sequence[Known]) -> dict[Key, str]:
    """Why no list may bring back a key; what it became says more than that one was annulled."""
    annulled = [period for period in known if period.is_annulled]
    corrected = [period for period in known if not period.is_annulled]
    why = {key: ANNULLED for period in annulled for key in (period.key, period.imported_key) if key}
    return why | {one.imported_key: _corrected(one) for one in corrected if one.imported_key}


def _alone(row: Listed, times: int, standing: Known | None, gone: Mapping[Key, str]) -> Verdict:
    """Steps 1 to 3."""
    if times > 1:
        return _bad(
            row,
            "fra",
            "Borgeren har flere rækker med denne type og første dag. Behold én",
        )
    if standing is None:
        why = gone.get(row.key)
        return _bad(row, "fra", why) if why else Verdict(row.line, Outcome.NEW)
    if row.end == standing.end:
        return Verdict(row.line, Outcome.UNCHANGED, standing.id, not standing.is_as_imported)
    if standing.has_end_set_by_hand:
        return _bad(row, "til", _by_hand(standing))
    return Verdict(row.line, Outcome.CHANGED, standing.id)


def _would_write(verdict: Verdict) -> bool:
    return verdict.outcome in (Outcome.NEW, Outcome.CHANGED)


def _overlapping(writing: Sequence[Listed], standing: dict[Key, Known]) -> dict[int, Verdict]:
    """Step 4: the rows that fall, by line. Types do not meet each other."""
    fallen: dict[int, Verdict] = {}
    for kind in {row.kind for row in writing}:
        rows = [row for row in writing if row.kind == kind]
        registered = [period for period in standing.values() if period.kind == kind]
        while rows and (falling := _clashes(_state(rows, registered))):
            fallen |= falling
            rows = [row for row in rows if row.line not in fallen]
    return fallen


def _state(rows: Sequence[Listed], registered: Sequence[Known]) -> list[Span]:
    """The periods of one type as the rows would leave them, by first day."""
    laid = {row.start: Span(row.start, row.end or date.max, row.line) for row in rows}
    kept = {p.start: Span(p.start, p.end or date.max, None) for p in registered}
    return sorted((kept | laid).values(), key=lambda span: span.start)


def _clashes(state: Sequence[Span]) -> dict[int, Verdict]:
    """In order of first day, a span meets another if it meets the furthest before it or the next."""
    found: dict[int, Verdict] = {}
    furthest: Span | None = None
    for span, following in zip(state, [*state[1:], None], strict=True):
        if furthest is not None and furthest.end > span.start:
            met: Span | None = furthest
        else:
            met = following if following and following.start < span.end else None
        if span.line is not None and met is not None:
            found[span.line] = Verdict(span.line, Outcome.BAD, column="fra", message=_overlap(met))
        if furthest is None or span.end > furthest.end:
            furthest = span
    return found


def _bad(row: Listed, column: str, message: str) -> Verdict:
    return Verdict(row.line, Outcome.BAD, column=column, message=message)


def _corrected(period: Known) -> str:
    here = f"{period.kind} {_span(period.start, period.end)}"
    return f"Perioden er rettet i hånden her til {here}. Ret perioden på sagen, hvis listen har ret"


def _by_hand(standing: Known) -> str:
    here = "uden sidste dag" if standing.end is None else f"{_span(standing.start, standing.end)}"
    return f"Sidste dag er rettet i hånden her ({here}). Ret perioden på sagen, hvis listen har ret"


def _overlap(met: Span) -> str:
    where = "som er registreret her" if met.line is None else f"som står i række {met.line}"
    return (
        f"Perioden overlapper {_span(met.start, None if met.end == date.max else met.end)} af samme "
        f"type, {where}. Ret datoen, eller afslut den anden periode først"
    )


def _span(start: date, end: date | None) -> str:
    return dates.half_open_span(start, end)
