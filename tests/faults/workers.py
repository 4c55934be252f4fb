"""Celery workers on a broker of their own, to be killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import redis
from celery import Celery
from django.conf import settings
from django.db import connections

from flexjob.services import places, processes
from flexjob.services.accounts import Account, serving_account
from flexjob.services.valkey import Valkey

ROLES = ("DATABASE_URL", "MIGRATION_DATABASE_URL", "READLOG_DATABASE_URL")
PATIENCE = 180.0
RINGS_EVERY = 0.3


class Workers:
    """One Celery worker; its pool holds `size` processes, and makes a new one for each killed."""

    def __init__(self, environment: dict[str, str], *, size: int, log: Path) -> None:
        self.environment, self.size, self.log = environment, size, log
        self.kills = 0
        self.rung_at = 0.0
        self.app = Celery(broker=environment["CELERY_BROKER_URL"])
        self.start()

    def start(self) -> None:
        celery = [sys.executable, "-m", "celery", "-A", "flexjob.celery", "worker"]
        with self.log.open("ab") as log:
            self.parent = processes.start(
                [*celery, "--concurrency", str(self.size), "--without-gossip", "--without-mingle"],
                account=Account.of_this_process(),
                log=log,
                ends_with=signal.SIGKILL,
                cwd=places.CHECKOUT,
                env=self.environment,
            )

    def ring(self, task: str) -> None:
        """As beat would, only oftener."""
        if time.monotonic() - self.rung_at > RINGS_EVERY:
            self.app.send_task(task, retry=False)
            self.rung_at = time.monotonic()

    def empty_the_broker(self) -> None:
        with redis.Redis.from_url(self.environment["REDIS_URL"]) as client:
            assert client.llen("celery"), "there was no ring to forget"
            client.flushall()

    def kill_one(self) -> None:
        """kill -9 of the process in the pool that has worked most."""
        until(self.pool)
        os.kill(max(self.pool(), key=cpu_of), signal.SIGKILL)
        self.kills += 1

    def kill_all(self) -> None:
        """The whole worker, and what its pool held. Nobody is alive when this returns."""
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


@contextmanager
def broker() -> Iterator[dict[str, str]]:
    """Its own, so that it may be killed and emptied."""
    account = serving_account()
    with places.throwaway_place(account) as place:
        server = Valkey(place.home, place.sockets, account, throwaway=True)
        process: subprocess.Popen[bytes] = server.start()
        try:
            yield server.environment()
        finally:
            processes.stop(process, by=signal.SIGTERM)


def environment(*, broker: dict[str, str], journal: Path, smtp_port: int) -> dict[str, str]:
    """As in production, on the database of this test."""
    database = settings.DATABASES["default"]["NAME"]
    connections.close_all()
    urls = {role: f"{os.environ[role].rpartition('/')[0]}/{database}" for role in ROLES}
    mail = {
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(smtp_port),
        "EMAIL_USE_TLS": "false",
        "EMAIL_FILE_PATH": "",
        "FLEXJOB_MAIL_JOURNAL": str(journal),
    }
    url = broker["REDIS_URL"].replace("unix://", "redis+socket://")
    return {**os.environ, **broker, **urls, **mail, "CELERY_BROKER_URL": url}
