"""Celery workers on a broker of their own, to be killed."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from django.db import connections
from kombu.exceptions import OperationalError as BrokerAway

from flexjob.services import places, processes, supervisor
from flexjob.services.accounts import Account
from tests.living import CELERY, Broker

PATIENCE = 180.0
RINGS_EVERY = 0.3
CLOCKED = [*CELERY[:-1], "tests.faults.clocked"]
NOT_THEIRS = {"DJANGO_SETTINGS_MODULE", "CELERY_BROKER_URL"}


class Workers:
    """One Celery worker; its pool holds `size` processes, and makes a new one for each killed.

    `kept_up`: started again when it ends by itself, as compose does (`restart: unless-stopped`).
    Celery may end so when the broker goes: "Unrecoverable error" out of its Redis transport.
    """

    def __init__(
        self,
        environment: dict[str, str],
        *,
        broker: Broker,
        size: int,
        log: Path,
        kept_up: bool = False,
    ) -> None:
        self.environment, self.broker, self.size, self.log = environment, broker, size, log
        self.kept_up = kept_up
        self.kills = self.restarts = 0
        self.rung_at = 0.0
        self.start()

    def start(self) -> None:
        pool = ["--concurrency", str(self.size), "--without-gossip", "--without-mingle"]
        with self.log.open("ab") as log:
            self.parent = processes.start(
                [*CLOCKED, "worker", *pool],
                account=Account.of_this_process(),
                log=log,
                ends_with=signal.SIGKILL,
                cwd=places.CHECKOUT,
                env=self.environment,
            )

    def ring(self, task: str) -> None:
        """As beat would, only oftener; and as beat's, a ring is lost while the broker is away."""
        if time.monotonic() - self.rung_at > RINGS_EVERY:
            if self.parent.poll() is not None:
                assert self.kept_up, f"the worker ended by itself: {self.log.read_text()}"
                self.restarts += 1
                self.start()
            with suppress(BrokerAway), self.broker.app() as app:
                app.send_task(task, retry=False)
            self.rung_at = time.monotonic()

    def kill_one(self) -> None:
        """kill -9 of the process in the pool that has worked most."""
        until(self.pool)
        os.kill(max(self.pool(), key=cpu_of), signal.SIGKILL)
        self.kills += 1

    def kill_all(self) -> None:
        """The whole worker, and what its pool held. Nobody is alive when this returns."""
        if self.parent.poll() is not None:
            return
        pool = self.pool()
        os.killpg(self.parent.pid, signal.SIGKILL)
        self.parent.wait()
        until(lambda: not any(map(is_alive, pool)))
        self.kills += 1

    def pool(self) -> list[int]:
        parent = self.parent.pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return [int(child) for child in children if is_alive(int(child))]


def state_of(pid: int) -> list[str]:
    """What the kernel tells after the name: the state first, the seconds in the processor later."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def is_alive(pid: int) -> bool:
    return state_of(pid)[:1] not in ([], ["Z"], ["X"])


def cpu_of(pid: int) -> int:
    return sum(map(int, state_of(pid)[11:13]))


def until(is_so: Callable[[], object], *, meanwhile: Callable[[], None] = lambda: None) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, f"{is_so} did not come about"
        meanwhile()
        time.sleep(0.05)


def environment(
    *,
    now: datetime,
    redis_url: str,
    journal: Path,
    smtp_port: int,
    databases: dict[str, str] | None = None,
) -> dict[str, str]:
    """As in production, on the database of this test and at the hour it has chosen."""
    own = {name: os.environ[name] for name in os.environ if name not in NOT_THEIRS}
    mail = {
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(smtp_port),
        "EMAIL_USE_TLS": "false",
        "EMAIL_FILE_PATH": "",
        "FLEXJOB_MAIL_JOURNAL": str(journal),
    }
    clock = {"FLEXJOB_TEST_CLOCK_OFFSET": str((now - datetime.now(UTC)).total_seconds())}
    return {**own, **(databases or _databases()), **mail, **clock, "REDIS_URL": redis_url}


def _databases() -> dict[str, str]:
    name = connections["default"].settings_dict["NAME"]
    connections.close_all()
    return {role: f"{os.environ[role].rpartition('/')[0]}/{name}" for role in supervisor.ROLE_URLS}
