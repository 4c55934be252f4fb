"""The broker is killed and comes back empty, or is emptied while it lives: nothing rests on it."""

import time
from collections.abc import Callable
from itertools import cycle

import pytest
import redis

from tests.faults import mornings, town
from tests.faults.mornings import Blows, Morning
from tests.faults.town import TODAY
from tests.faults.workers import Workers
from tests.living import Broker
from tests.mail.mail_server import MailServer

AWAY = 0.5
SMALL, LARGE = (1, Blows(1, 1, 1)), (10, Blows(4, 6, 10))


def killed(broker: Broker) -> None:
    """kill -9; it keeps nothing on the disk."""
    broker.kill()
    time.sleep(AWAY)
    broker.start()


def emptied(broker: Broker) -> None:
    with redis.Redis.from_url(broker.redis_url) as client:
        client.flushall()


@pytest.mark.parametrize(
    ("jobcenters", "losses"),
    [
        pytest.param(*SMALL, marks=pytest.mark.slow, id="small"),
        pytest.param(*LARGE, marks=pytest.mark.faults, id="large"),
    ],
)
def test_killed_and_emptied_midway_everybody_is_told_once(
    employ: Callable[..., Workers],
    broker: Broker,
    caught: MailServer,
    jobcenters: int,
    losses: Blows,
) -> None:
    place, ways = town.build(jobcenters=jobcenters), cycle([killed, emptied])
    staff = employ(kept_up=True)
    morning = Morning(staff, caught, blow=lambda: next(ways)(broker))
    fell = morning.live_through(losses, people=len(place.tasks(days=[TODAY])))
    morning.send_the_rest()
    count = mornings.told(
        f"broker lost {losses.total} x (kill -9 and flush)",
        place,
        received=caught.received,
        days=[TODAY],
        **fell,
        restarts=staff.restarts,
    )
    assert count.repeats <= staff.restarts  # one that ended may have had a mail in its hand
