"""What the list and our periods come to for one person, and the steps from ours to the list's."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

AGREES = "stemmer"
MISSING_HERE = "mangler_hos_os"
OTHER_DATES = "andre_datoer"
NOT_LISTED = "mangler_paa_listen"
UNREADABLE = "kan_ikke_laeses"
TO_DECIDE = (MISSING_HERE, OTHER_DATES, NOT_LISTED)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open; an empty `end` goes on."""

    start: date
    end: date | None

    @property
    def until(self) -> date:
        return self.end or date.max

    def days_in_common(self, other: "Span") -> int:
        return (min(self.until, other.until) - max(self.start, other.start)).days


@dataclass(frozen=True, slots=True)
class Ours:
    id: int
    version: int
    span: Span


@dataclass(frozen=True, slots=True)
class Correct:
    period: Ours
    span: Span


@dataclass(frozen=True, slots=True)
class Register:
    span: Span


@dataclass(frozen=True, slots=True)
class Annul:
    period: Ours


Step = Correct | Register | Annul


def joined(spans: Iterable[Span]) -> list[Span]:
    """Those that follow one another without a day between are one."""
    found: list[Span] = []
    for span in sorted(spans, key=_order):
        if found and found[-1].end == span.start:
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found


def wanted(*, ours: Sequence[Ours], listed: Sequence[Span], covers_from: date) -> list[Span]:
    """What "brug listens" leaves. One who is not on the list had nothing in the days it covers."""
    if listed:
        return sorted(listed, key=_order)
    kept = (
        Span(one.span.start, min(one.span.until, covers_from))
        for one in ours
        if one.span.start < covers_from
    )
    return sorted(kept, key=_order)


def steps(*, ours: Sequence[Ours], spans: Sequence[Span]) -> list[Step]:
    """The fewest facts changed: what stands is left, what has the same first day is corrected, then
    what shares most days; the rest is annulled or registered."""
    left = [one for one in ours if one.span not in spans]
    missing = [span for span in spans if span not in [one.span for one in ours]]
    found: list[Step] = []
    for one, span in _pairs(left, missing):
        left.remove(one)
        missing.remove(span)
        found.append(Correct(one, span))
    return [*(Annul(one) for one in left), *found, *(Register(span) for span in missing)]


def _pairs(ours: Sequence[Ours], spans: Sequence[Span]) -> Iterator[tuple[Ours, Span]]:
    """Best first; each is used once."""
    ranked = sorted(
        ((_likeness(one.span, span), one.id, one, span) for one in ours for span in spans),
        key=lambda pair: (pair[0], pair[1]),
    )
    used_ours: set[int] = set()
    used_spans: set[Span] = set()
    for (is_apart, _), key, one, span in ranked:
        if not is_apart and key not in used_ours and span not in used_spans:
            used_ours.add(key)
            used_spans.add(span)
            yield one, span


def _likeness(one: Span, other: Span) -> tuple[bool, int]:
    """Smallest is most alike; the first is whether they have nothing in common."""
    if one.start == other.start:
        return False, -date.max.toordinal()
    common = one.days_in_common(other)
    return common <= 0, -common


def _order(span: Span) -> tuple[date, date]:
    return span.start, span.until
