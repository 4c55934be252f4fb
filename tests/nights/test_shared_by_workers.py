"""One night, a real broker and two real workers, one of which is killed in the middle."""

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from cases.findings.models import Finding
from cases.nights import parts
from cases.nights.models import Night, NightPart
from tests.living import eventually
from tests.nights.making import RUN_NIGHTS, make_people

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.slow]

CITIZENS = 24


@pytest.fixture
def shared_out(monkeypatch):
    """In twelve parts before any worker looks: they take them as they find them."""
    monkeypatch.setattr(parts, "SMALLEST", 2)
    make_people(CITIZENS)
    assert parts.share_out(as_of=timezone.localdate()) == CITIZENS / 2


def holder_of_a_citizen() -> psycopg.Connection:
    """Whoever claims the fifth part waits for this one, in the middle of the part."""
    part = NightPart.objects.get(number=5)
    given = connection.get_connection_params()
    names = ("host", "port", "user", "dbname")
    holder = psycopg.connect(**{name: given[name] for name in names if name in given})
    holder.execute(
        "SELECT FROM cases_citizen WHERE id BETWEEN %s AND %s FOR UPDATE",
        [part.first_key, part.last_key],
    )
    return holder


def pid(part: NightPart) -> int:
    return int(part.claimed_by.rpartition(":")[-1])


def is_finished() -> bool:
    return Night.objects.filter(finished_at__isnull=False).exists()


def all_but_the_fifth_are_done() -> bool:
    left = NightPart.objects.filter(done_at=None)
    return [part.number for part in left] == [5] and bool(left[0].claims)


@pytest.mark.usefixtures("shared_out")
def test_a_worker_killed_in_the_middle_of_a_part_loses_nothing(broker, workers):
    with holder_of_a_citizen() as holder:
        for _ in range(3):  # three beats
            broker.ring(RUN_NIGHTS)
        eventually(all_but_the_fifth_are_done)
        assert {pid(part) for part in NightPart.objects.all()} == {w.pid for w in workers.workers}
        killed = NightPart.objects.get(number=5)
        workers.kill(pid(killed))
        holder.rollback()
    NightPart.objects.filter(number=5).update(lease_until=killed.lease_until - parts.LEASE)
    broker.ring(RUN_NIGHTS)  # the next quarter, should it be the leader who was killed
    eventually(is_finished)
    night = Night.objects.get()
    assert (night.citizens, night.failures) == (CITIZENS, [])
    assert Finding.objects.filter(is_current=True).count() == CITIZENS
    claims = {part.number: part.claims for part in NightPart.objects.all()}
    assert claims == {number: 2 if number == 5 else 1 for number in range(1, 13)}
