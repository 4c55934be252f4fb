"""kill -9 of workers, in the night and while they send: nobody is forgotten, nobody told twice."""

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone

from cases.findings import everyone
from cases.mail import rules
from cases.mail.models import Mail
from cases.nights.models import Night, NightPart
from cases.people.models import Employee
from cases.reminders.models import Obligation
from tests.faults import counting, town, workers
from tests.faults.workers import Workers
from tests.mail.conftest import make_mail
from tests.mail.mail_server import MailServer

NIGHT, SEND = "cases.nights.tasks.run_nights", "cases.mail.tasks.send_mail"


@dataclass(frozen=True)
class Size:
    jobcenters: int
    night_kills: int
    mail_kills: int


SMALL, LARGE = Size(5, 2, 3), Size(50, 20, 40)


@pytest.mark.parametrize(
    "size",
    [
        pytest.param(SMALL, marks=pytest.mark.slow, id="small"),
        pytest.param(LARGE, marks=pytest.mark.faults, id="large"),
    ],
)
def test_killed_midway_everybody_is_told_once(
    employ: Callable[..., Workers], catcher: tuple[MailServer, int], size: Size
) -> None:
    today, caught = timezone.localdate(), catcher[0]
    place = town.build(jobcenters=size.jobcenters, today=today)
    expected = place.expected(days=[today])
    staff = employ(size=2)

    run_the_night(staff, kills=size.night_kills)
    count = counting.of_notices(
        f"{size.night_kills + size.mail_kills} x kill -9", expected=expected
    )
    write_mails(today)
    send_all(staff, caught, kills=size.mail_kills)

    counting.of_mails(count, expected=expected, received=caught.received)
    count.more = {"kills": staff.kills}
    print(f"\n{count}")
    assert count.expected >= 40 * size.jobcenters
    assert staff.kills == size.night_kills + size.mail_kills
    assert Night.objects.filter(finished_at__isnull=False).count() == 1
    assert count.mails == Mail.objects.filter(state=Mail.State.SENT).count()
    assert count.repeats <= size.mail_kills
    assert (count.lost, count.twice) == (0, 0)


def run_the_night(staff: Workers, *, kills: int) -> None:
    """Killed at any moment while somebody is at it, then left alone."""
    staff.ring(NIGHT)
    for _ in range(kills):
        workers.until(somebody_leads, meanwhile=partial(staff.ring, NIGHT))
        threading.Event().wait(random.uniform(0, 0.4))
        staff.kill_one()
        let_leases_run_out()
    workers.until(
        lambda: Night.objects.filter(finished_at__isnull=False).exists(),
        meanwhile=partial(staff.ring, NIGHT),
    )


def somebody_leads() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database"
            " WHERE locktype = 'advisory' AND objid = %s AND datname = current_database()",
            [everyone.ONE_RUN],
        )
        return bool(cursor.fetchone()[0])


def let_leases_run_out() -> None:
    """Also that of the living, who then finds the part lost."""
    NightPart.objects.filter(done_at=None).update(lease_until=Now())


def write_mails(day: date) -> None:
    """One for each person, with the sign of each of their obligations as its text."""
    for employee in Employee.objects.filter(pk__in=Obligation.objects.values("recipient")):
        keys = Obligation.objects.filter(recipient=employee).values_list("key", flat=True)
        digests = [rules.digest(key=key, username=employee.username) for key in keys]
        make_mail(employee, day=day, digests=digests, text="\n".join(digests))


def send_all(staff: Workers, caught: MailServer, *, kills: int) -> None:
    """All but one of the kills come while a mail is on its way; the last takes the whole worker."""
    every = Mail.objects.count() // (kills + 1)
    for number in range(1, kills):
        workers.until(
            lambda at=number * every: len(caught.received) >= at,
            meanwhile=partial(staff.ring, SEND),
        )
        staff.kill_one()
    staff.kill_all()
    Mail.objects.filter(state=Mail.State.WAITING).update(lease_until=Now())
    staff.start()
    workers.until(
        lambda: not Mail.objects.filter(state=Mail.State.WAITING).exists(),
        meanwhile=partial(staff.ring, SEND),
    )
