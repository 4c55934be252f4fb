"""Days that are not like others: the clocks changed, a leap day, a clock that went back or ahead.

Beat rings by UTC the whole time through, each time twice. Nights and mails belong to a date in
Denmark, so each comes once.
"""

import io
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from cases.mail.tasks import send_mail
from cases.nights import operations
from cases.nights.tasks import NIGHT, run_nights
from tests.faults import counting, town
from tests.faults.town import TODAY
from tests.mail.mail_server import MailServer
from tests.nights.making import every_day, finished_days

pytestmark = pytest.mark.django_db

HOUR, QUARTER = timedelta(hours=1), timedelta(minutes=15)
# From one day until ten o'clock on the other; the mornings on which mails come.
STRETCHES = {
    "spring": (date(2024, 3, 30), date(2024, 4, 2), [date(2024, 4, 2)]),
    "autumn": (date(2024, 10, 26), date(2024, 10, 28), [date(2024, 10, 28)]),
    "leap day": (
        date(2024, 2, 28),
        date(2024, 3, 1),
        every_day(date(2024, 2, 28), date(2024, 3, 1)),
    ),
}
SIZES = [
    pytest.param(1, 2 * HOUR, marks=pytest.mark.slow, id="small"),
    pytest.param(3, QUARTER, marks=pytest.mark.faults, id="large"),
]


@pytest.fixture
def caught(catcher: tuple[MailServer, int], settings: Any, tmp_path: Path) -> MailServer:
    """Mail from this process goes there."""
    server, settings.EMAIL_PORT = catcher
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS = "127.0.0.1", False
    settings.MAIL_JOURNAL = str(tmp_path / "sendte.jsonl")
    return server


def ring(at: datetime, *, night: Callable[[], object] = run_nights) -> None:
    """What two beats ring for, in every order."""
    with time_machine.travel(at, tick=False):
        for task in (send_mail, night, night, send_mail):
            task()


def rings(first: date, last: date, *, every: timedelta) -> Iterator[datetime]:
    """From midnight in Denmark."""
    at, end = town.at(0, day=first).astimezone(UTC), town.at(10, day=last)
    while at < end:
        yield at
        at += every


def told(what: str, place: town.Town, caught: MailServer, *, days: list[date]) -> counting.Count:
    expected = place.expected(days=days)
    count = counting.of_notices(what, expected=expected)
    counting.of_mails(count, expected=expected, received=caught.received)
    count.more = {"nights": len(days)}
    print(f"\n{count}")
    assert finished_days() == days
    assert count.expected
    assert count.repeats == 0
    assert (count.lost, count.twice) == (0, 0)
    return count


def mornings_of(caught: MailServer) -> set[date]:
    """On which a mail came; and nobody got two."""
    mails = map(message_from_bytes, caught.received)
    sent = Counter((mail["To"], local_date(parsedate_to_datetime(mail["Date"]))) for mail in mails)
    assert set(sent.values()) == {1}
    return {day for _, day in sent}


def local_date(at: datetime) -> date:
    return at.astimezone(town.DENMARK).date()


@pytest.mark.parametrize(("jobcenters", "every"), SIZES)
@pytest.mark.parametrize("name", STRETCHES)
def test_each_date_has_one_night_and_one_mail(
    caught: MailServer, name: str, jobcenters: int, every: timedelta
) -> None:
    first, last, with_mail = STRETCHES[name]
    days = every_day(first, last)
    place = town.build(jobcenters=jobcenters, today=first)
    place.run_on = {day: day for day in days}
    for at in rings(first, last, every=every):
        ring(at)
    told(name, place, caught, days=days)
    assert sorted(mornings_of(caught)) == with_mail


@pytest.mark.slow
def test_a_clock_that_goes_back_tells_nothing_twice_and_forgets_nobody(caught: MailServer) -> None:
    """Also the database's: it has been ahead, and is put right by hand."""
    second, third, fourth, fifth = days = every_day(TODAY, TODAY + timedelta(days=3))
    place = town.build(jobcenters=1)
    place.run_on = {second: second, third: third, fourth: fifth, fifth: fifth}
    for day in (second, third):
        ring(town.at(8, day=day))
    came = len(caught.received)
    for back in (second, TODAY - timedelta(days=3)):
        ring(town.at(9, day=back), night=refused)
    assert len(caught.received) == came

    operations.run_nights(today=fifth, actor=NIGHT)
    ring(town.at(8, day=fourth), night=refused)
    with time_machine.travel(town.at(9, day=fourth), tick=False):
        call_command("koer_nat", "--uret-er-rettet", stdout=io.StringIO(), stderr=io.StringIO())
    ring(town.at(8, day=fifth))
    told("clock back, and ahead", place, caught, days=days)
    assert sorted(mornings_of(caught)) == days


def refused() -> None:
    with pytest.raises(operations.ClockWentBack):
        run_nights()
