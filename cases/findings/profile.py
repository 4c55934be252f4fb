"""The rules of § 74 c as one municipality uses them, from its dated profile."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from cases.deadlines.period import Period
from cases.deadlines.rulesets import (
    NORTH_JUTLAND_EXEMPTION,
    PARAGRAF_74C,
    Basis,
    RuleRow,
    RuleSet,
    with_profile,
)


class Profile(Protocol):
    """One dated row of settings: `RuleProfile`, or what a form would make of it."""

    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date | None: ...
    @property
    def handover_months(self) -> int: ...
    @property
    def exempt(self) -> bool: ...
    @property
    def source(self) -> str: ...


class Settings(NamedTuple):
    """A profile as it is read at every save."""

    valid_from: date
    valid_to: date | None
    handover_months: int
    exempt: bool
    source: str


def rules_in(profiles: Sequence[Profile]) -> RuleSet:
    """What the stored profiles come to, the earliest first."""
    return rules_with(profiles) if profiles else PARAGRAF_74C


def rules_with(profiles: Iterable[Profile]) -> RuleSet:
    """Days without a profile keep the common hand-over."""
    own = [(Period(profile.valid_from, profile.valid_to), profile) for profile in profiles]
    handover = [_handover(days, profile) for days, profile in own]
    gaps = _outside([days for days, _ in own], PARAGRAF_74C.handover_after)
    exempt = [_exemption(days) for days, profile in own if profile.exempt]
    return with_profile(
        PARAGRAF_74C,
        handover_after=sorted([*handover, *gaps], key=lambda row: row.valid.start),
        exempt=[days for days in exempt if days is not None],
    )


def _handover(days: Period, profile: Profile) -> RuleRow:
    return RuleRow(
        profile.handover_months, days, "Kommunens interne frist", profile.source, Basis.LOCAL
    )


def _exemption(days: Period) -> Period | None:
    """The trial ends with the year 2026, whatever the profile says."""
    ends = NORTH_JUTLAND_EXEMPTION.end
    if ends is None or days.start >= ends:
        return None
    return Period(days.start, min(days.end or ends, ends))


def _outside(taken: Sequence[Period], rows: Iterable[RuleRow]) -> list[RuleRow]:
    """The parts of the rows on days that nobody has taken; `taken` is in order and disjoint."""
    left = []
    for row in rows:
        start: date | None = row.valid.start
        for days in taken:
            if start is None or (days.end is not None and days.end <= start):
                continue
            if row.valid.end is not None and days.start >= row.valid.end:
                break
            if start < days.start:
                left.append(_cut(row, start, days.start))
            start = days.end
        if start is not None and (row.valid.end is None or start < row.valid.end):
            left.append(_cut(row, start, row.valid.end))
    return left


def _cut(row: RuleRow, start: date, end: date | None) -> RuleRow:
    return RuleRow(row.months, Period(start, end), row.paragraph, row.source, row.basis)
