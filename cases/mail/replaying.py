"""What the journal says and the database does not know yet.

This is the only way a mail becomes sent. After a crash between the mail server's answer and our
commit it mends one mail; after a restore of an older copy it mends all since, before any is sent.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.db import transaction

from cases.mail import journal
from cases.mail.models import Mail, SenderState, SentBefore

LINES_AT_A_TIME = 1000


class MailWithoutJournal(journal.JournalUnusable):
    pass


def catch_up(path: Path | None) -> None:
    """Refuses with `JournalUnusable` when the journal is not whole: then nothing may be sent."""
    if path is None:
        raise MailWithoutJournal("FLEXJOB_MAIL_JOURNAL er ikke sat.")
    while _catch_up_a_little(path):
        pass


def _catch_up_a_little(path: Path) -> bool:
    """1. hold the state  2. see that the journal is whole  3. read on  4. say how far. More left?"""
    with transaction.atomic():
        SenderState.objects.get_or_create(pk=SenderState.ONLY)
        state = SenderState.objects.select_for_update().get(pk=SenderState.ONLY)
        _take_up(state, path)
        lines = list(_lines(path, offset=state.offset))
        if not lines:
            return False
        replay([accepted for accepted, _ in lines if accepted])
        state.offset = lines[-1][1]
        state.save(update_fields=["offset"])
        return len(lines) == LINES_AT_A_TIME


def _take_up(state: SenderState, path: Path) -> None:
    """The first time ever, or after a restore to before it: the journal there is, or a new one."""
    if state.journal is None:
        state.journal = journal.take_up(path)
        state.save(update_fields=["journal"])
    journal.check(path, known=state.journal, offset=state.offset)


def _lines(path: Path, *, offset: int) -> Iterator[tuple[journal.Accepted | None, int]]:
    for count, line in enumerate(journal.read(path, offset=offset), start=1):
        yield line
        if count == LINES_AT_A_TIME:
            return


def replay(lines: list[journal.Accepted]) -> None:
    """Marks our own as sent; what is unknown here was sent by a database that we are a copy of."""
    names = [line.message_id for line in lines]
    known = dict(Mail.objects.filter(message_id__in=names).values_list("message_id", "state"))
    strangers = []
    for line in lines:
        at = datetime.fromisoformat(line.at)
        if line.message_id not in known:
            strangers += [
                SentBefore(digest=digest, message_id=line.message_id, sent_at=at)
                for digest in line.obligations
            ]
        elif known[line.message_id] != Mail.State.SENT:
            mark_sent(message_id=line.message_id, at=at)
    SentBefore.objects.bulk_create(strangers, ignore_conflicts=True)


def mark_sent(*, message_id: str, at: datetime) -> None:
    Mail.objects.filter(message_id=message_id).exclude(state=Mail.State.SENT).update(
        state=Mail.State.SENT, sent_at=at, lease_until=None
    )
