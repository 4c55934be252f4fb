"""kill -9 of workers, in the night and while they send: nobody is forgotten, nobody told twice."""

from collections.abc import Callable

import pytest

from tests.faults import mornings, town
from tests.faults.mornings import Blows, Morning
from tests.faults.town import TODAY
from tests.faults.workers import Workers
from tests.mail.mail_server import MailServer

SMALL, LARGE = (1, Blows(1, 1, 2)), (20, Blows(20, 10, 30))


@pytest.mark.parametrize(
    ("jobcenters", "kills"),
    [
        pytest.param(*SMALL, marks=pytest.mark.slow, id="small"),
        pytest.param(*LARGE, marks=pytest.mark.faults, id="large"),
    ],
)
def test_killed_midway_everybody_is_told_once(
    employ: Callable[..., Workers], caught: MailServer, jobcenters: int, kills: Blows
) -> None:
    place = town.build(jobcenters=jobcenters)
    staff = employ()
    morning = Morning(staff, caught, blow=staff.kill_one)

    fell = morning.live_through(kills, people=len(place.tasks(days=[TODAY])))
    staff.kill_all()
    mornings.let_mails_go()
    staff.start()
    morning.send_the_rest()

    count = mornings.told(
        f"{staff.kills} x kill -9", place, received=caught.received, days=[TODAY], **fell
    )
    assert staff.kills == kills.total + 1
    assert count.expected >= 100 * jobcenters
    assert count.repeats <= kills.total
