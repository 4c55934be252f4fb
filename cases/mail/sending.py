"""The sender. Any number of them may run, on any number of machines, and be killed at any moment.

For each mail: 1. read what the journal knows more than we  2. claim with a lease, committed
3. one conversation with the mail server  4. a line in the journal, on the disk.
The mail becomes sent when the journal is read again, by this sender or by the next.
"""

import logging
import time
from collections import Counter
from datetime import datetime

from cases.mail import journal, operations, queries, replaying, smtp
from cases.mail.models import Mail, SenderState

log = logging.getLogger(__name__)

# A task may last 240 seconds; what is left is for the next ring.
LONGEST_RUN = 180.0
# Once this long is lost to a slow server the run ends, so that with the conversation that lost it
# no worker is held up for more than about 30 seconds.
PATIENCE = 2.0


class Run:
    """One run of the sender: what became of the mails it took in hand."""

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self.began = time.monotonic()
        self.lost = 0.0
        self.server_away = False
        self.latest_refusal = ""

    @property
    def is_over(self) -> bool:
        too_long = time.monotonic() - self.began > LONGEST_RUN
        return self.server_away or too_long or self.lost > PATIENCE


def send_waiting(*, at: datetime) -> Run:
    """Raises `JournalUnusable`, and says it on the pages, when nothing may be sent."""
    try:
        run = _send_until_over()
    except journal.JournalUnusable as refusal:
        SenderState.objects.update_or_create(
            pk=SenderState.ONLY, defaults={"refusal": refusal.said, "seen_at": at}
        )
        raise
    SenderState.objects.filter(pk=SenderState.ONLY).update(refusal="", seen_at=at)
    return run


def _send_until_over() -> Run:
    run, path = Run(), queries.journal_path()
    while True:
        replaying.catch_up(path)
        mail = None if run.is_over else operations.claim()
        if mail is None:
            return run
        began = time.monotonic()
        outcome = _send(mail, run)
        run.outcomes[outcome] += 1
        if outcome != Mail.State.SENT:
            run.lost += time.monotonic() - began


def _send(mail: Mail, run: Run) -> str:
    try:
        smtp.hand_over(mail)
    except smtp.ServerAway as refusal:
        operations.release(mail, answer=str(refusal))
        run.server_away, run.latest_refusal = True, str(refusal)
        return Mail.State.WAITING
    except smtp.AddressRefused as refusal:
        operations.refuse_address(mail, answer=str(refusal))
        return Mail.State.ADDRESS_REFUSED
    except smtp.NotNow as refusal:
        operations.postpone(mail, answer=str(refusal))
        run.latest_refusal = str(refusal)
        return Mail.State.WAITING
    _remember(mail)
    return Mail.State.SENT


def _remember(mail: Mail) -> None:
    """A journal that cannot be written stops the sender, but not the truth about this mail."""
    path, accepted = queries.journal_path(), operations.accepted(mail)
    assert path
    try:
        journal.append(path, accepted)
    except journal.JournalUnusable:
        replaying.mark_sent(message_id=mail.message_id, at=datetime.fromisoformat(accepted.at))
        raise
