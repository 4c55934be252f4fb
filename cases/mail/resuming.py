"""What a person decides when the sender cannot: after a lost journal, or a mail given up."""

from datetime import date
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from cases.mail import journal
from cases.mail.models import Mail, RefusedAddress, SenderState


class JournalIsWhole(Exception):
    """There is nothing to decide: the sender goes on by itself."""


class ToldUntilAhead(Exception):
    """Nothing would be mailed before that day, and nobody would miss it."""


def begin_new_journal(*, path: Path, told_until: date | None, as_of: date) -> int:
    """What the lost one knew is gone, so a person says what counts as told. How many are withheld?

    With `told_until` nothing up to and including that day is mailed (again); without it all that
    waits is sent, and may come twice. Raises JournalIsWhole, ToldUntilAhead, JournalUnusable.
    """
    if told_until and told_until > as_of:
        raise ToldUntilAhead
    with transaction.atomic():
        SenderState.objects.get_or_create(pk=SenderState.ONLY)
        state = SenderState.objects.select_for_update().get(pk=SenderState.ONLY)
        _refuse_if_whole(state, path)
        _set_aside(path)
        state.journal, state.offset, state.told_until = journal.create(path), 0, told_until
        state.refusal = ""
        state.save(update_fields=["journal", "offset", "told_until", "refusal"])
        if told_until is None:
            return 0
        return Mail.objects.filter(state=Mail.State.WAITING, day__lte=told_until).update(
            state=Mail.State.WITHHELD, lease_until=None
        )


def try_again() -> int:
    """Once the mail server is mended: what it refused, to those who still have that address."""
    refused = Q(state=Mail.State.GIVEN_UP) | Q(state=Mail.State.ADDRESS_REFUSED)
    with transaction.atomic():
        RefusedAddress.objects.all().delete()
        again = [
            mail.pk
            for mail in Mail.objects.filter(refused).select_related("employee")
            if mail.to_address == mail.employee.email and mail.employee.is_active
        ]
        return Mail.objects.filter(refused, pk__in=again).update(
            state=Mail.State.WAITING, failures=0, failing_since=None, next_try_at=Now()
        )


def _refuse_if_whole(state: SenderState, path: Path) -> None:
    if state.journal is None:
        raise JournalIsWhole
    try:
        journal.check(path, known=state.journal, offset=state.offset)
    except journal.JournalUnusable:
        return
    raise JournalIsWhole


def _set_aside(path: Path) -> None:
    """Kept for whoever wants to see what is in it."""
    number = 1
    while (aside := path.with_name(f"{path.name}.{number}")).exists():
        number += 1
    if path.exists():
        with journal.explained(path):
            path.rename(aside)
