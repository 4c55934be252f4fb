"""Workers killed again and again while they share a night; in the group of faults."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.findings.models import Finding
from cases.nights import parts
from cases.nights.models import Night, NightPart
from cases.periods.models import Period
from tests.factories import make_citizen, make_period
from tests.living import Broker, Crew, eventually
from tests.nights.making import RUN_NIGHTS, finished_days
from tests.oracle import slow_rules
from tests.oracle.lives import random_life

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.faults]

KILLS, CITIZENS = 20, 200


@pytest.fixture
def lives():
    rng = random.Random(74)
    today = timezone.localdate()
    for number in range(CITIZENS):
        citizen = make_citizen(f"Borger {number}")
        for kind, start, end in random_life(rng, as_of=today):
            make_period(citizen, start, end and end - timedelta(days=1), kind=kind)


def time_passes_for_the_dead(crew: Crew) -> None:
    """A minute goes by for the parts of those who were killed."""
    alive = {worker.pid for worker in crew.living()}
    for part in NightPart.objects.filter(done_at=None, lease_until__isnull=False):
        if int(part.claimed_by.rpartition(":")[-1]) not in alive:
            NightPart.objects.filter(pk=part.pk).update(lease_until=timezone.now() - parts.LEASE)


def wrong_findings() -> list[object]:
    """Against the slow rules, which know nothing of parts, leases or findings."""
    today = timezone.localdate()
    wrong = []
    for citizen_id in Finding.objects.values_list("citizen_id", flat=True).distinct():
        rows = Period.objects.standing().filter(citizen_id=citizen_id)
        facts = list(rows.values_list("kind", "start", "end"))
        stored = Finding.objects.filter(citizen_id=citizen_id).order_by("round")
        found = list(stored.values_list("round", "counted_days", "m10", "m12", "m18"))
        if found != slow_rules.rounds(facts, as_of=today):
            wrong.append(citizen_id)
    return wrong


def a_new_night() -> None:
    """As if nobody had ever been computed."""
    for model in (Night, NightPart, Finding):
        model.objects.all().delete()
    parts.share_out(as_of=timezone.localdate())


def killed_midway(broker: Broker, workers: Crew, *, after: int) -> int:
    """One of two workers, when so many parts are done; how many were left then.

    Parts are waited for, not seconds: a quick machine would be through the night before the blow.
    """
    broker.ring(RUN_NIGHTS)
    eventually(lambda: NightPart.objects.filter(claims=1).exists())
    eventually(lambda: NightPart.objects.exclude(done_at=None).count() >= after)
    workers.kill(random.choice(workers.living()).pid)
    return NightPart.objects.filter(done_at=None).count()


@pytest.mark.usefixtures("lives")
def test_workers_killed_midway_lose_nothing_and_do_nothing_twice(broker, workers, monkeypatch):
    monkeypatch.setattr(parts, "SMALLEST", 2)
    random.seed(1)
    lost = twice = midway = wrong = 0
    for _ in range(KILLS):
        a_new_night()
        midway += bool(killed_midway(broker, workers, after=random.randrange(parts.WANTED // 2)))
        time_passes_for_the_dead(workers)
        workers.start(1)
        broker.ring(RUN_NIGHTS)
        eventually(lambda: time_passes_for_the_dead(workers) or finished_days())
        lost += CITIZENS - Finding.objects.filter(is_current=True).count()
        twice += Night.objects.get().citizens - CITIZENS
        wrong += len(wrong_findings())
    print(f"\n{KILLS} x kill -9 in the reckoning: {midway=} {wrong=} {lost=} {twice=}")
    assert (lost, twice, wrong) == (0, 0, 0)
    assert midway >= KILLS / 2
    assert finished_days() == [timezone.localdate()]
