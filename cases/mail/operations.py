"""What can happen to a mail: taken in hand, refused, postponed, given up, found in the journal."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Now

from cases.mail import journal, rules
from cases.mail.models import Mail, MailQuerySet, RefusedAddress

# Longer than a conversation with the mail server can last.
LEASE = timedelta(seconds=60)

CLAIM = """
    UPDATE cases_mail SET lease_until = statement_timestamp() + %(lease)s, attempts = attempts + 1
    WHERE id = (
        SELECT id FROM cases_mail
        WHERE state = 'venter' AND next_try_at <= statement_timestamp()
          AND (lease_until IS NULL OR lease_until <= statement_timestamp())
        ORDER BY next_try_at, id LIMIT 1
        FOR UPDATE SKIP LOCKED
    )
    RETURNING *
"""


def claim() -> Mail | None:
    """The mail is this sender's until the lease runs out; then another may take it.

    Whoever is killed with a mail in hand leaves only its lease behind.
    """
    return next(iter(Mail.objects.raw(CLAIM, {"lease": LEASE})), None)


def accepted(mail: Mail) -> journal.Accepted:
    """The line for the journal. The time is when the sender took the mail in hand."""
    assert mail.lease_until
    at = mail.lease_until - LEASE
    return journal.Accepted(
        message_id=mail.message_id, at=at.isoformat(), obligations=list(mail.digests)
    )


def postpone(mail: Mail, *, answer: str) -> None:
    """Tried again later and later; given up 48 hours after the first refusal."""
    wait = rules.wait_after(failures=mail.failures + 1)
    _still_held(mail).update(
        lease_until=None,
        failures=F("failures") + 1,
        failing_since=Coalesce("failing_since", Now()),
        latest_answer=answer[:200],
        next_try_at=Now() + wait,
    )
    give_up_the_oldest()


def release(mail: Mail, *, answer: str) -> None:
    """The server is away: that is no fault of this mail's, and all of them have waited in vain."""
    _still_held(mail).update(lease_until=None)
    Mail.objects.due().update(
        failing_since=Coalesce("failing_since", Now()), latest_answer=answer[:200]
    )
    give_up_the_oldest()


def refuse_address(mail: Mail, *, answer: str) -> None:
    with transaction.atomic():
        if not _still_held(mail).update(
            state=Mail.State.ADDRESS_REFUSED, lease_until=None, latest_answer=answer[:200]
        ):
            return
        RefusedAddress.objects.update_or_create(
            employee_id=mail.employee_id,
            defaults={"address": mail.to_address, "answer": answer[:200], "at": Now()},
        )


def give_up_the_oldest() -> None:
    """Once a refusal has come back; what a sender has in hand may yet be accepted."""
    Mail.objects.in_no_hands().filter(failing_since__lte=Now() - rules.GIVES_UP_AFTER).update(
        state=Mail.State.GIVEN_UP
    )


def _still_held(mail: Mail) -> MailQuerySet:
    """Only if nobody has claimed it since: each claim counts the attempts up."""
    return Mail.objects.filter(pk=mail.pk, attempts=mail.attempts, state=Mail.State.WAITING)
