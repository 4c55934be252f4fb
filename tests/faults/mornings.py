"""From midnight until the last mail has come, with blows on the way.

A blow falls while somebody is at it: in the night, while mails are written, while they are sent.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models.functions import Now

from cases.mail import composing
from cases.mail.models import Mail
from cases.nights import queries
from cases.nights.models import Night, NightPart
from tests.faults import counting, workers
from tests.faults.counting import Count
from tests.faults.town import TODAY, Town
from tests.faults.workers import Workers
from tests.mail.mail_server import MailServer
from tests.nights.making import finished_days

NIGHT, SEND = "cases.nights.tasks.run_nights", "cases.mail.tasks.send_mail"
# What was told more than thirty days ago stands in the inbox, and in no mail.
OLDEST_NEWS = TODAY - timedelta(days=30)


@dataclass(frozen=True)
class Blows:
    night: int
    writing: int
    sending: int

    @property
    def total(self) -> int:
        return self.night + self.writing + self.sending


@dataclass
class Morning:
    """Those who work through it are rung for again and again, as beat would, only oftener."""

    staff: Workers
    caught: MailServer
    blow: Callable[[], None]

    def live_through(self, blows: Blows, *, people: int) -> dict[str, int]:
        """How many blows fell where: what the night was too short for falls on the mails."""
        night = self._in_the_night(blows.night)
        written, received = Mail.objects.count, lambda: len(self.caught.received)
        writing = self._at_the_mails(written, blows.writing, of=people)
        sending = self._at_the_mails(received, blows.total - night - writing, of=people)
        return {"in_night": night, "writing": writing, "sending": sending}

    def _in_the_night(self, blows: int) -> int:
        for fallen in range(blows):
            workers.until(self._is_under_way_or_over, meanwhile=self.ring_night)
            if night_is_over():
                return fallen
            time.sleep(random.uniform(0, 0.3))
            self.blow()
            let_parts_go()
        workers.until(night_is_over, meanwhile=self.ring_night)
        return blows

    def _at_the_mails(self, done: Callable[[], int], blows: int, *, of: int) -> int:
        for number in range(1, blows + 1):
            reached = number * of // (blows + 1)
            workers.until(lambda: done() >= reached, meanwhile=self.ring_mail)  # noqa: B023
            self.blow()
        return blows

    def send_the_rest(self) -> None:
        workers.until(everything_is_sent, meanwhile=self.ring_mail)

    def _is_under_way_or_over(self) -> bool:
        return queries.someone_recomputes() or night_is_over()

    def ring_night(self) -> None:
        self.staff.ring(NIGHT)

    def ring_mail(self) -> None:
        self.staff.ring(SEND)


def night_is_over() -> bool:
    return Night.objects.filter(day=TODAY, finished_at__isnull=False).exists()


def everything_is_sent() -> bool:
    untold = composing.untold(day=TODAY).exists()
    return not untold and not Mail.objects.filter(state=Mail.State.WAITING).exists()


def let_parts_go() -> None:
    """Also those of the living, who then find them lost."""
    NightPart.objects.filter(done_at=None).update(lease_until=Now())


def let_mails_go() -> None:
    """Only when nobody is alive to have one in hand."""
    Mail.objects.filter(state=Mail.State.WAITING).update(lease_until=Now())


def told(what: str, town: Town, *, received: list[bytes], days: list[date], **more: int) -> Count:
    """Counted, printed, and right."""
    expected = town.expected(days=days)
    count = counting.of_notices(what, expected=expected)
    mailed = town.expected(days=days, since=OLDEST_NEWS)
    counting.of_mails(count, expected=mailed, received=received)
    tasks = town.tasks(days=days, since=OLDEST_NEWS)
    counting.of_lines(count, tasks=tasks, received=received)
    count.more = more
    print(f"\n{count}")
    assert count.expected
    assert count.mails == Mail.objects.filter(state=Mail.State.SENT).count()
    assert finished_days()[-len(days) :] == days
    assert not Night.objects.exclude(failures=[]).exists()
    assert (count.lost, count.twice) == (0, 0)
    return count
