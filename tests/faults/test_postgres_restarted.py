"""PostgreSQL is torn down midway (`-m immediate`), in the night and while mails are on their way."""

import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connections

from flexjob.database import grants, rights
from flexjob.services import places, processes
from flexjob.services.accounts import serving_account
from flexjob.services.postgres import FAST_SHUTDOWN, Postgres
from tests.database import backup
from tests.faults import mornings, town
from tests.faults.mornings import Blows, Morning
from tests.faults.town import TODAY
from tests.faults.workers import Workers
from tests.mail.mail_server import MailServer

IMMEDIATE_SHUTDOWN = signal.SIGQUIT
SMALL, LARGE = (1, Blows(1, 0, 1)), (10, Blows(3, 3, 4))


class RestartedPostgres:
    """A server as in the demo: what it has committed is on the disk."""

    def __init__(self, place: places.Place) -> None:
        self.server = Postgres(place.home, place.sockets, serving_account(), throwaway=False)
        self.process: subprocess.Popen[bytes] = self.server.start()

    def restart(self) -> None:
        self.process.send_signal(IMMEDIATE_SHUTDOWN)
        self.process.wait()
        self.process = self.server.start()
        connections.close_all()

    def stop(self) -> None:
        processes.stop(self.process, by=FAST_SHUTDOWN)


@pytest.fixture
def postgres() -> Iterator[RestartedPostgres]:
    with places.throwaway_place(serving_account()) as place:
        found = RestartedPostgres(place)
        yield found
        found.stop()


@pytest.mark.parametrize(
    ("jobcenters", "restarts"),
    [
        pytest.param(*SMALL, marks=pytest.mark.slow, id="small"),
        pytest.param(*LARGE, marks=pytest.mark.faults, id="large"),
    ],
)
def test_restarted_midway_everybody_is_told_once(
    employ: Callable[..., Workers],
    caught: MailServer,
    postgres: RestartedPostgres,
    tmp_path: Path,
    jobcenters: int,
    restarts: Blows,
) -> None:
    place = town.build(jobcenters=jobcenters)
    backup.take_copy(tmp_path)
    with backup.restored_on(postgres.server, folder=tmp_path):
        grants.grant_database(connections[rights.OWNER])
        staff = employ(databases=postgres.server.environment())
        morning = Morning(staff, caught, blow=postgres.restart)
        fell = morning.live_through(restarts, people=len(place.tasks(days=[TODAY])))
        morning.send_the_rest()
        count = mornings.told(
            f"{restarts.total} x PostgreSQL torn down",
            place,
            received=caught.received,
            days=[TODAY],
            **fell,
        )
        staff.kill_all()
    assert count.repeats <= restarts.total * staff.size
