"""Beat, broker or everything away for nights on end: each date is run once, by whoever comes."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from cases.history import Actor
from cases.nights import operations
from flexjob.services import places
from tests.faults import beats, mornings, town, workers
from tests.faults.town import TODAY, Town
from tests.faults.workers import Workers
from tests.mail.mail_server import MailServer
from tests.nights.making import every_day

Environment = Callable[..., dict[str, str]]

KEPT, LOST = "kept", "lost"


def owe(place: Town, missed: int) -> list[date]:
    """The nights to tell of: the last that was finished, without its mail, and all after it."""
    finished = TODAY - timedelta(days=missed + 1)
    operations.run_nights(today=finished, actor=Actor.job("nat"))
    place.run_on[finished] = finished
    return every_day(finished, TODAY)


def two_at_once(command: str, environment: dict[str, str]) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.faults.clocked", command],
            cwd=places.CHECKOUT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = [one.communicate()[1] for one in running]
    assert [one.returncode for one in running] == [0, 0], said


@pytest.mark.parametrize(
    ("jobcenters", "missed"),
    [
        pytest.param(1, 3, marks=pytest.mark.slow, id="small"),
        *[pytest.param(3, n, marks=pytest.mark.faults, id=f"large-{n}") for n in (1, 3, 30)],
    ],
)
def test_two_leaders_without_a_broker_make_missed_nights_good_once(
    environment: Environment, caught: MailServer, jobcenters: int, missed: int, tmp_path: Path
) -> None:
    place = town.build(jobcenters=jobcenters)
    days = owe(place, missed)
    nobody = environment(redis_url=f"unix://{tmp_path}/nobody.sock")
    two_at_once("koer_nat", nobody)
    two_at_once("send_mail_nu", nobody)
    mornings.told(
        f"{missed} nights missed, no broker, 2 leaders and 2 senders",
        place,
        received=caught.received,
        days=days,
        nights=missed + 1,
    )


@pytest.mark.parametrize(
    ("jobcenters", "missed", "file"),
    [
        pytest.param(1, 3, KEPT, marks=pytest.mark.slow, id="small"),
        *[
            pytest.param(3, n, file, marks=pytest.mark.faults, id=f"large-{n}-{file}")
            for n, file in [(1, KEPT), (3, LOST), (30, KEPT), (30, LOST)]
        ],
    ],
)
def test_two_beats_that_were_away_for_nights_have_each_run_once(
    environment: Environment,
    employ: Callable[..., Workers],
    caught: MailServer,
    tmp_path: Path,
    jobcenters: int,
    missed: int,
    file: str,
) -> None:
    place = town.build(jobcenters=jobcenters)
    days = owe(place, missed)
    if file == KEPT:
        fall_silent(environment(now=town.at(12, day=days[0])), folder=tmp_path)
    # A beat that remembers rings at once, one that does not waits for the quarter.
    begins = town.at(7, 1) if file == KEPT else town.at(7) - timedelta(seconds=20)
    employ(now=begins)
    with beats.two(environment(now=begins), folder=tmp_path) as ringing:
        beats.both_have_rung(ringing, "nat", "send_mail")
        workers.until(mornings.night_is_over)
    with beats.two(environment(now=town.at(7, 16)), folder=tmp_path) as ringing:
        beats.both_have_rung(ringing, "nat", "send_mail")
        workers.until(mornings.everything_is_sent)
    mornings.told(
        f"2 beats, {missed} nights away, schedule file {file}",
        place,
        received=caught.received,
        days=days,
        nights=missed + 1,
    )


def fall_silent(environment: dict[str, str], *, folder: Path) -> None:
    """They have lived before, and were stopped."""
    with beats.two(environment, folder=folder) as living:
        for beat in living:
            workers.until(beat.is_up)
            beat.stop()
