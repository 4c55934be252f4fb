"""What each citizen has lived through, told as periods up to the day the demo is loaded.

A life is told backwards from today, so that every state of the deadlines occurs on any day: some
reach 10, 12 or 18 months today, some tomorrow, some reached them long ago.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from cases.deadlines.months import add_months
from cases.deadlines.period import BenefitRow
from cases.deadlines.period_types import PeriodType
from flexjob.demo.figures import HOURS, Hours

ONE_DAY = timedelta(days=1)
AT_10, AT_12, AT_18 = 304, 365, 549  # days, give or take the calendar
EXACT = (
    *((months, shift) for months in (10, 12, 18) for shift in (-7, -1, 0, 1, 2)),
    (18, 3),  # in Musvågevej, whose team then has something this week
)


@dataclass(frozen=True)
class Row:
    """Half-open, as a Period."""

    kind: PeriodType
    start: date
    end: date | None
    hours: Decimal | None = None

    def as_benefit(self) -> BenefitRow:
        return BenefitRow(self.kind, self.start, self.end)


Life = list[Row]


class Teller:
    def __init__(self, *, rng: random.Random, as_of: date) -> None:
        self.rng = rng
        self.as_of = as_of

    def on_ledighedsydelse(self, count: int) -> Iterator[Life]:
        """The first few stand exactly on a mark; the rest are spread as in a caseload."""
        for months, shift in EXACT:
            yield self._from(self._start_of(months=months, mark=self.as_of + shift * ONE_DAY))
        tellings: Sequence[tuple[float, Callable[[], Life]]] = (
            (0.40, lambda: self._since(self.rng.randint(5, 290))),
            (0.10, lambda: self._since(self.rng.randint(AT_10 - 12, AT_10 + 12))),
            (0.20, lambda: self._since(self.rng.randint(AT_12, AT_18))),
            (0.12, lambda: self._since(self.rng.randint(AT_18, 1400))),
            (0.18, self._interrupted),
        )
        for _ in range(count - len(EXACT)):
            yield self._one_of(tellings)()

    def in_fleksjob(self, count: int) -> Iterator[Life]:
        for hours in self._hours(count):
            yield self._working(hours)

    def former(self, count: int) -> Iterator[Life]:
        """Lives that ended: folkepension, førtidspension, moved away."""
        for _ in range(count):
            end = self.as_of - timedelta(days=self.rng.randint(20, 700))
            yield [
                *self._job_before(start := end - timedelta(days=self.rng.randint(90, 900))),
                Row(PeriodType.LEDIGHEDSYDELSE, start, end),
            ]

    def _start_of(self, *, months: int, mark: date) -> date:
        """The first day of an unbroken period that reaches so many months on `mark`."""
        return add_months(day=mark + ONE_DAY, months=-months)

    def _since(self, days: int) -> Life:
        return self._from(self.as_of - timedelta(days=days))

    def _from(self, start: date) -> Life:
        return [*self._job_before(start), Row(PeriodType.LEDIGHEDSYDELSE, start, None)]

    def _interrupted(self) -> Life:
        """Ledighedsydelse with barsel, sygdom, ferie or a job in between."""
        days = self.rng.randint(400, 1100)
        start = self.as_of - timedelta(days=days)
        pause = start + timedelta(days=self.rng.randint(60, days - 120))
        back = pause + timedelta(days=self.rng.randint(14, 110))
        kind = self.rng.choice(
            (
                PeriodType.BARSEL,
                PeriodType.SYGDOM,
                PeriodType.FERIE,
                PeriodType.AFBRYDELSE,
                PeriodType.SORGORLOV,
                PeriodType.FLEKSJOB,
            )
        )
        return [
            *self._job_before(start),
            Row(PeriodType.LEDIGHEDSYDELSE, start, pause),
            Row(kind, pause, back),
            Row(PeriodType.LEDIGHEDSYDELSE, back, None),
        ]

    def _working(self, hours: Decimal | None) -> Life:
        """In fleksjob now; two in three have had ledighedsydelse before."""
        start = self.as_of - timedelta(days=self.rng.randint(15, 2600))
        job = Row(PeriodType.FLEKSJOB, start, None, hours)
        if self.rng.random() < 0.34:
            return [job]
        before = start - timedelta(days=self.rng.randint(40, 620))
        life = [*self._job_before(before), Row(PeriodType.LEDIGHEDSYDELSE, before, start), job]
        return [*life, *self._holiday_in(job)]

    def _holiday_in(self, job: Row) -> Life:
        day = job.start + timedelta(days=self.rng.randint(30, 200))
        if day + timedelta(days=14) >= self.as_of or self.rng.random() < 0.7:
            return []
        return [Row(PeriodType.FERIE_I_FLEKSJOB, day, day + timedelta(days=14))]

    def _job_before(self, end: date) -> Life:
        """Nearly everyone comes from a fleksjob, some with a gap after it."""
        gap = self.rng.choice((0, 0, 0, 0, 21, 60))
        length = self.rng.randint(120, 2200)
        last = end - timedelta(days=gap)
        hours = self._drawn(self.rng.choices(HOURS, [one.share for one in HOURS])[0])
        return [Row(PeriodType.FLEKSJOB, last - timedelta(days=length), last, hours)]

    def _hours(self, count: int) -> list[Decimal | None]:
        """The shares of the figures, as near as whole people come."""
        found = [self._drawn(one) for one in HOURS for _ in range(round(count * one.share))]
        found = (found + [None] * count)[:count]
        self.rng.shuffle(found)
        return found

    def _drawn(self, hours: Hours) -> Decimal | None:
        return hours.drawn(self.rng.random())

    def _one_of(self, tellings: Sequence[tuple[float, Callable[[], Life]]]) -> Callable[[], Life]:
        return self.rng.choices([one for _, one in tellings], [share for share, _ in tellings])[0]
