"""The database is taken back to before 50 mails were sent; the journal on another disk is not.

The guide's own commands dump and restore. Afterwards no mail comes again and none is forgotten.
"""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections
from django.db.models.functions import Now

from cases.mail import sending
from cases.mail.models import Mail, SentBefore
from tests.database import backup
from tests.factories import NOW, TODAY, make_employee
from tests.mail.conftest import make_mail
from tests.mail.mail_server import MailServer

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed")]

SENT_SINCE = 50


def test_after_a_restore_nothing_is_sent_again_and_nothing_forgotten(
    server: MailServer, tmp_path: Path
) -> None:
    people = [make_employee(f"Ansat {number}") for number in range(SENT_SINCE)]
    waiting = [make_mail(one) for one in people[: SENT_SINCE // 2]]
    backup.take_copy(tmp_path)
    since = [make_mail(one) for one in people[SENT_SINCE // 2 :]]
    sending.send_waiting(at=NOW)
    assert len(server.received) == SENT_SINCE

    with backup.another_server() as other, backup.restored_on(other, folder=tmp_path):
        assert Mail.objects.filter(state=Mail.State.WAITING).count() == len(waiting)
        unsent = make_mail(people[0], day=TODAY + timedelta(days=1))
        Mail.objects.update(next_try_at=Now())
        sending.send_waiting(at=NOW)
        assert server.message_ids[SENT_SINCE:] == [unsent.message_id]
        assert not Mail.objects.exclude(state=Mail.State.SENT).exists()
        known = set(SentBefore.objects.values_list("digest", flat=True))
        assert known == {digest for mail in since for digest in mail.digests}
        connections.close_all()
