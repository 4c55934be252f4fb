"""What is decided of each person is kept as it is made; it changes nothing until it is approved."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from cases.casefile.models import Case
from cases.intake import operations as intake
from cases.intake.models import IntakeRun
from cases.periods.models import Period
from reports.afstemning import effects, rules
from reports.afstemning.models import Afstemning, AfstemningLine
from reports.afstemning.reading import listed_of, ours_of
from reports.afstemning.rules import Span

Group = AfstemningLine.Group


class ListLetGo(Exception):
    """Discarded, or kept past its days: the rows that would be written are deleted."""


def refuse_let_go(afstemning: Afstemning) -> None:
    """Raises ListLetGo, also when only the rows went and the list still says that it is open."""
    states = {Afstemning.State.OPEN, Afstemning.State.DISCARDED}
    if afstemning.state in states and afstemning.staged.state == IntakeRun.State.DISCARDED:
        raise ListLetGo


@transaction.atomic
def decide(*, afstemning: Afstemning, keys: Iterable[int], decision: str) -> int:
    """How many lines it was said of; an empty decision takes it back.

    Under the lock of approving, so that nothing is decided while it is written. A person without an
    open case has nobody who could be asked. Raises ListLetGo.
    """
    current = Afstemning.objects.select_for_update(of=["self"]).get(pk=afstemning.pk)
    refuse_let_go(current)
    if current.state != Afstemning.State.OPEN:
        return 0
    lines = AfstemningLine.objects.shown().different()
    chosen = lines.filter(afstemning=current, pk__in=list(keys))
    if decision == AfstemningLine.Decision.ASK:
        chosen = chosen.filter(Exists(Case.objects.open().filter(citizen=OuterRef("citizen_id"))))
    return chosen.update(decision=decision, decided_at=Now() if decision else None)


@transaction.atomic
def discard(*, afstemning: Afstemning) -> bool:
    """Closed with nothing changed; False when it was closed already. What was answered is kept."""
    current = Afstemning.objects.select_for_update().get(pk=afstemning.pk)
    if current.state != Afstemning.State.OPEN:
        return False
    current.state = Afstemning.State.DISCARDED
    current.save(update_fields=["state"])
    current.lines.filter(answers=None).delete()
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
        look_again(afstemning, line)
        line.decision, line.decided_at = "", None
        line.save(update_fields=["ours", "group", "decision", "decided_at"])
    effects.tell_effects(afstemning, lines, as_of=as_of)


def look_again(afstemning: Afstemning, line: AfstemningLine) -> None:
    """What stands of ours now, and the group it makes; nothing is saved."""
    listed = listed_of(line)
    standing = Period.objects.standing().filter(
        citizen=line.citizen_id, kind=Period.Kind.LEDIGHEDSYDELSE
    )
    kept = [
        [one.pk, one.version, one.start.isoformat(), one.end.isoformat() if one.end else None]
        for one in standing.order_by("start")
        if _is_compared(Span(one.start, one.end), listed, afstemning.covers_from)
    ]
    line.ours = kept
    line.group = _group(line, listed)


def _is_compared(span: Span, listed: Sequence[Span], covers_from: date) -> bool:
    return span.until > covers_from or any(span.days_in_common(one) > 0 for one in listed)


def _group(line: AfstemningLine, listed: Sequence[Span]) -> str:
    ours = [one.span for one in ours_of(line)]
    if rules.joined(ours) == rules.joined(listed):
        return rules.AGREES
    if not listed:
        return rules.NOT_LISTED
    return rules.OTHER_DATES if ours else rules.MISSING_HERE
