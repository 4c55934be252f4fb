"""Beat, broker or everything away for nights on end: each date is run once, by whoever comes."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from cases.nights.models import Night
from flexjob.services import places
from tests.faults import counting, town, workers
from tests.faults.workers import Workers
from tests.nights.making import every_day, finished_days

NIGHT = "cases.nights.tasks.run_nights"
SMALL = [pytest.param(1, 3, marks=pytest.mark.slow, id="small")]
LARGE = [
    pytest.param(10, missed, marks=pytest.mark.faults, id=f"large-{missed}")
    for missed in (1, 3, 30)
]


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize(("jobcenters", "missed"), SMALL + LARGE)
def test_two_leaders_without_a_broker_make_missed_nights_good_once(
    jobcenters: int, missed: int, tmp_path: Path
) -> None:
    today = timezone.localdate()
    place = town.build(jobcenters=jobcenters, today=today)
    owed = owe(today, missed=missed)
    nobody = {"REDIS_URL": f"unix://{tmp_path}/nobody.sock"}
    environment = workers.environment(broker=nobody, journal=tmp_path / "journal", smtp_port=9)
    leaders = [
        subprocess.Popen(
            [sys.executable, "manage.py", "koer_nat"],
            cwd=places.CHECKOUT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(2)
    ]
    assert [leader.wait() for leader in leaders] == [0, 0]
    tell(f"{missed} nights missed, no broker, 2 leaders", place, owed)


@pytest.mark.slow
def test_a_ring_that_the_broker_forgot_is_made_good_by_the_next(
    employ: Callable[..., Workers],
) -> None:
    today = timezone.localdate()
    place = town.build(jobcenters=1, today=today)
    owed = owe(today, missed=1)
    staff = employ(size=1)
    staff.kill_all()
    staff.ring(NIGHT)
    staff.empty_the_broker()
    staff.start()
    workers.until(lambda: finished_days()[-1] == today, meanwhile=lambda: staff.ring(NIGHT))
    tell("broker emptied", place, owed)


def owe(today: date, *, missed: int) -> list[date]:
    """The night before the first one missed is the last that was finished."""
    finished = today - timedelta(days=missed + 1)
    Night.objects.create(day=finished, finished_at=Now(), recomputed_as_of=finished)
    return every_day(finished + timedelta(days=1), today)


def tell(what: str, place: town.Town, owed: list[date]) -> None:
    count = counting.of_notices(what, expected=place.expected(days=owed))
    count.more = {"nights": len(owed)}
    print(f"\n{count}")
    assert finished_days()[1:] == owed
    assert count.expected
    assert (count.lost, count.twice) == (0, 0)
