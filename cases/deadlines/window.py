"""What stands in the window on a given day: for the timeline, the tables and the explanations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from cases.deadlines import ledger as ledgers
from cases.deadlines import rulesets
from cases.deadlines.ledger import COUNTS, IS_NEUTRAL, NO_ROLE, ROLES_74C, Ledger, Span
from cases.deadlines.marks import plain_rows, prepare
from cases.deadlines.months import CYCLE, lengths_back
from cases.deadlines.months_within import counted_at
from cases.deadlines.period import BenefitRow, Period
from cases.deadlines.period_types import PeriodType
from cases.deadlines.rulesets import PARAGRAF_74C, RuleSet


class Use(StrEnum):
    """What became of some days in the count."""

    COUNTED = "talt_med"
    NEUTRAL = "orlov"
    OTHER_TYPE = "anden_type"
    USED_BEFORE = "brugt_i_tidligere_runde"
    NO_ROW = "ingen_periode"


@dataclass(frozen=True, slots=True)
class Piece:
    """Days treated alike. `kind` is None where no row covers them; `assumed` is after `as_of`."""

    kind: PeriodType | None
    period: Period
    use: Use
    assumed: bool

    @property
    def days(self) -> int:
        return self.period.days


@dataclass(frozen=True, slots=True)
class WindowView:
    """The window as judged on `day`. Every day of the window is in exactly one piece."""

    day: date
    period: Period
    pieces: tuple[Piece, ...]

    @property
    def counted_days(self) -> int:
        return sum(piece.days for piece in self.pieces if piece.use is Use.COUNTED)


@dataclass(frozen=True, slots=True)
class ShownMonths:
    """ "9 måneder og 10 dage", always beside "283 af 365 dage"."""

    months: int
    days: int
    counted: int
    of: int


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Counted days in the window at the end of the day, and received in all until then."""

    day: date
    in_window: int
    in_all: int


def ledger_for(rows: Sequence[BenefitRow], *, as_of: date, rules: RuleSet = PARAGRAF_74C) -> Ledger:
    """The day ledger that the marks are found in."""
    return ledgers.build(plain_rows(rows), ROLES_74C, prepare(rules, as_of=as_of).limit)


def window_at(
    rows: Sequence[BenefitRow],
    *,
    day: date,
    as_of: date,
    since: date | None = None,
    rules: RuleSet = PARAGRAF_74C,
) -> WindowView:
    """The window judged on `day`; with `since`, days used in an earlier round are told apart."""
    period = window_period(ledger_for(rows, as_of=as_of, rules=rules), day=day, rules=rules)
    return WindowView(day, period, pieces_of(rows, within=period, as_of=as_of, since=since))


def window_period(ledger: Ledger, *, day: date, rules: RuleSet = PARAGRAF_74C) -> Period:
    end = day.toordinal() + 1
    length = _window_lengths(rules, day)[end % CYCLE]
    start = ledger.latest_day(ledger.place(end) - length)
    return Period(date.fromordinal(start), date.fromordinal(end))


def months_shown(*, counted: int, day: date, rules: RuleSet = PARAGRAF_74C) -> ShownMonths:
    """The largest number of months whose test holds, and the days beyond them."""
    slot = (day.toordinal() + 1) % CYCLE
    most = rulesets.required(rules.within, day=day).months
    lengths = [0, *(lengths_back(months=n)[slot] for n in range(1, most + 1))]
    months = max(n for n, length in enumerate(lengths) if length <= counted)
    goal = rulesets.required(rules.assess_after, day=day).months
    return ShownMonths(months, counted - lengths[months], counted, lengths[goal])


def curve(
    rows: Sequence[BenefitRow],
    *,
    first: date,
    last: date,
    as_of: date,
    since: date | None = None,
    rules: RuleSet = PARAGRAF_74C,
) -> list[CurvePoint]:
    """A point for each day from `first` to `last`, both included; `since` begins the round."""
    ledger = ledger_for(rows, as_of=as_of, rules=rules)
    used = 0 if since is None else ledger.counted_before(ledger.place(since.toordinal()))
    lengths = _window_lengths(rules, as_of)
    return [_point(ledger, day, used, lengths) for day in _days(first, last)]


def _point(ledger: Ledger, day: date, used: int, lengths: list[int]) -> CurvePoint:
    e = day.toordinal() + 1
    in_window = max(0, counted_at(ledger, e, used, lengths))
    return CurvePoint(day, in_window, ledger.counted_before(ledger.place(e)))


def _days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def _window_lengths(rules: RuleSet, day: date) -> list[int]:
    return lengths_back(months=rulesets.required(rules.within, day=day).months)


def pieces_of(
    rows: Iterable[BenefitRow], *, within: Period, as_of: date, since: date | None
) -> tuple[Piece, ...]:
    """Each day once: neutral before counted before every other type, then the earliest row."""
    taken: list[Span] = []
    pieces: list[Piece] = []
    for row in sorted(rows, key=_precedence):
        free = ledgers.without(_clipped(row, within), taken)
        taken = ledgers.merged(taken + free)
        pieces += _cut(row.kind, free, as_of=as_of, since=since)
    pieces += _cut(None, ledgers.without([_span(within)], taken), as_of=as_of, since=None)
    return tuple(sorted(pieces, key=lambda piece: piece.period.start))


def _precedence(row: BenefitRow) -> tuple[int, date, date]:
    order = (IS_NEUTRAL, COUNTS, NO_ROLE)
    return order.index(ROLES_74C[row.kind]), row.start, row.end or date.max


def _clipped(row: BenefitRow, within: Period) -> list[Span]:
    first, until = _span(within)
    start = max(row.start.toordinal(), first)
    end = until if row.end is None else min(row.end.toordinal(), until)
    return [(start, end)] if start < end else []


def _span(period: Period) -> Span:
    if period.end is None:
        raise ValueError("A window has an end.")
    return period.start.toordinal(), period.end.toordinal()


def _cut(
    kind: PeriodType | None, spans: list[Span], *, as_of: date, since: date | None
) -> Iterator[Piece]:
    """The spans as pieces, cut where the round begins and where the future does."""
    round_start = 0 if since is None else since.toordinal()
    future = as_of.toordinal() + 1
    for start, end in spans:
        cuts = sorted({start, end, *(cut for cut in (round_start, future) if start < cut < end)})
        for first, until in pairwise(cuts):
            period = Period(date.fromordinal(first), date.fromordinal(until))
            yield Piece(kind, period, _use(kind, first < round_start), first >= future)


def _use(kind: PeriodType | None, before_round: bool) -> Use:
    if kind is None:
        return Use.NO_ROW
    role = ROLES_74C[kind]
    if role == IS_NEUTRAL:
        return Use.NEUTRAL
    if role == NO_ROLE:
        return Use.OTHER_TYPE
    return Use.USED_BEFORE if before_round else Use.COUNTED
