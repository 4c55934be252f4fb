"""What is decided of each person is kept as it is made; it changes nothing until it is approved."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models.functions import Now

from cases.intake import operations as intake
from cases.periods.models import Period
from reports.afstemning import effects, rules
from reports.afstemning.models import Afstemning, AfstemningLine
from reports.afstemning.reading import listed_of, ours_of
from reports.afstemning.rules import Span

Group = AfstemningLine.Group


def decide(*, afstemning: Afstemning, keys: Iterable[int], decision: str) -> int:
    """How many lines it was said of; an empty decision takes it back."""
    lines = AfstemningLine.objects.shown().different()
    open_ones = lines.filter(
        afstemning=afstemning, afstemning__state=Afstemning.State.OPEN, pk__in=list(keys)
    )
    return open_ones.update(decision=decision, decided_at=Now() if decision else None)


@transaction.atomic
def discard(*, afstemning: Afstemning) -> bool:
    """Closed with nothing changed; False when it was closed already."""
    current = Afstemning.objects.select_for_update().get(pk=afstemning.pk)
    if current.state != Afstemning.State.OPEN:
        return False
    current.state = Afstemning.State.DISCARDED
    current.save(update_fields=["state"])
    current.lines.all().delete()
    intake.discard(run=current.staged)
    return True


def discard_expired(*, now: datetime) -> int:
    """Those nobody closed within the days in which the rows are held."""
    old = Afstemning.objects.filter(
        state=Afstemning.State.OPEN, at__lt=now - intake.HELD_FOR + timedelta(days=1)
    )
    return sum(discard(afstemning=one) for one in old)


@transaction.atomic
def review_again(*, afstemning: Afstemning, keys: Sequence[int], as_of: date) -> None:
    """Lines whose periods were changed meanwhile: seen as they stand now, and undecided again."""
    lines = list(afstemning.lines.filter(pk__in=keys))
    for line in lines:
        _look_again(afstemning, line)
        line.save(update_fields=["ours", "group", "decision", "decided_at"])
    effects.tell_effects(afstemning, lines, as_of=as_of)


def _look_again(afstemning: Afstemning, line: AfstemningLine) -> None:
    listed = listed_of(line)
    standing = Period.objects.standing().filter(
        citizen=line.citizen_id, kind=Period.Kind.LEDIGHEDSYDELSE
    )
    kept = [
        [one.pk, one.version, one.start.isoformat(), one.end.isoformat() if one.end else None]
        for one in standing.order_by("start")
        if _is_compared(Span(one.start, one.end), listed, afstemning.covers_from)
    ]
    line.ours, line.decision, line.decided_at = kept, "", None
    line.group = _group(line, listed)


def _is_compared(span: Span, listed: Sequence[Span], covers_from: date) -> bool:
    return span.until > covers_from or any(span.days_in_common(one) > 0 for one in listed)


def _group(line: AfstemningLine, listed: Sequence[Span]) -> str:
    ours = [one.span for one in ours_of(line)]
    if ours == list(listed):
        return rules.AGREES
    if not listed:
        return rules.NOT_LISTED
    return rules.OTHER_DATES if ours else rules.MISSING_HERE
