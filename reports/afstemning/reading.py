"""The periods of a line as spans; they are stored as JSON."""

from datetime import date

from reports.afstemning import rules
from reports.afstemning.models import Afstemning, AfstemningLine
from reports.afstemning.rules import Ours, Span, Step


def ours_of(line: AfstemningLine) -> list[Ours]:
    return [Ours(key, version, _span(start, end)) for key, version, start, end in line.ours]


def listed_of(line: AfstemningLine) -> list[Span]:
    return [_span(start, end) for start, end in line.listed]


def wanted_of(afstemning: Afstemning, line: AfstemningLine) -> list[Span]:
    return rules.wanted(
        ours=ours_of(line), listed=listed_of(line), covers_from=afstemning.covers_from
    )


def steps_of(afstemning: Afstemning, line: AfstemningLine) -> list[Step]:
    return rules.steps(ours=ours_of(line), spans=wanted_of(afstemning, line))


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _span(start: str, end: str | None) -> Span:
    return Span(date.fromisoformat(start), day(end))
