"""Real workers, a real web server and a broker of one's own, for tests of faults and for the benchmark."""

import os
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from socket import gethostname
from urllib.parse import urlencode

from celery import Celery
from django.test import Client
from django.utils.crypto import get_random_string

from cases.people.models import Employee
from flexjob.services import places, supervisor
from flexjob.services.accounts import serving_account
from flexjob.services.valkey import Valkey

PATIENCE = 60.0
LOG_IN = "/log-ind/"
CELERY = (sys.executable, "-m", "celery", "-A", "flexjob.celery")


@dataclass
class Broker:
    """May be killed and started again at the same address; what it held is gone then."""

    server: Valkey
    process: subprocess.Popen[bytes] | None = None

    @property
    def redis_url(self) -> str:
        return self.server.environment()["REDIS_URL"]

    @property
    def celery_url(self) -> str:
        return self.redis_url.replace("unix://", "redis+socket://", 1) + "?virtual_host=0"

    def start(self) -> None:
        self.process = self.server.start()

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def app(self) -> Celery:
        return Celery(broker=self.celery_url)

    def ring(self, task: str) -> None:
        with self.app() as app:
            app.send_task(task)


@contextmanager
def own_broker() -> Iterator[Broker]:
    account = serving_account()
    with places.throwaway_place(account) as place:
        broker = Broker(Valkey(place.home, place.sockets, account, throwaway=True))
        broker.start()
        try:
            yield broker
        finally:
            broker.kill()


@dataclass
class Crew:
    """Workers of one process each, on one database and one broker."""

    database: str
    broker: Broker
    logs: Path
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, count: int) -> None:
        """Returns when the new ones answer; the others may be too busy to."""
        new = [f"{len(self.workers) + number}@{gethostname()}" for number in range(count)]
        self.workers += [self._started(name) for name in new]
        with self.broker.app() as app:
            eventually(lambda: len(app.control.ping(destination=new, timeout=1)) == count)

    def living(self) -> list[subprocess.Popen[bytes]]:
        return [worker for worker in self.workers if worker.poll() is None]

    def kill(self, pid: int) -> None:
        """As a machine that loses its power: no farewell, and nothing put back."""
        worker = next(worker for worker in self.living() if worker.pid == pid)
        worker.kill()
        worker.wait()

    def stop(self) -> None:
        for worker in self.living():
            worker.kill()
            worker.wait()

    def _started(self, name: str) -> subprocess.Popen[bytes]:
        command = [*CELERY, "worker", "--pool", "solo", "--without-gossip", "--without-mingle"]
        with (self.logs / f"worker-{name.partition('@')[0]}.log").open("ab") as log:
            return subprocess.Popen(
                [*command, "--hostname", name],
                cwd=places.CHECKOUT,
                env=environment(database=self.database, redis_url=self.broker.redis_url),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )


@contextmanager
def crew(*, database: str, broker: Broker, logs: Path, count: int) -> Iterator[Crew]:
    with ExitStack() as stack:
        found = Crew(database, broker, logs)
        stack.callback(found.stop)
        found.start(count)
        yield found


class SentToLogIn(Exception):
    """The session was not taken for what it is: whatever was asked, nothing was answered."""


@dataclass
class Browser:
    """One employee, logged in at a real web server; sends what a page would send."""

    address: str
    cookies: dict[str, str]

    def get(self, path: str) -> int:
        return self._ask("GET", path)

    def post(self, path: str, **form: str) -> int:
        token = {"csrfmiddlewaretoken": self.cookies["csrf"], "submission_token": str(uuid.uuid4())}
        return self._ask("POST", path, urlencode({**token, **form}))

    def _ask(self, method: str, path: str, body: str | None = None) -> int:
        connection = HTTPConnection(self.address, timeout=PATIENCE)
        try:
            cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            kind = "application/x-www-form-urlencoded"
            connection.request(method, path, body, {"Cookie": cookies, "Content-Type": kind})
            answer = connection.getresponse()
            if LOG_IN in (answer.getheader("Location") or ""):
                raise SentToLogIn(path)
            return answer.status
        finally:
            connection.close()


def logged_in(employee: Employee, *, address: str) -> Browser:
    """The session is made in the database, as a log-in would have made it."""
    client = Client()
    client.force_login(employee)
    session = client.session
    return Browser(address, {"session": str(session.session_key), "csrf": get_random_string(32)})


@contextmanager
def web(*, database: str, redis_url: str, logs: Path) -> Iterator[str]:
    """The web server as it is deployed, over plain http; gives its address."""
    address = f"127.0.0.1:{free_port()}"
    own = {"FLEXJOB_BIND": address, "FLEXJOB_HTTPS": "false", "FLEXJOB_STATIC_ROOT": str(logs)}
    env = environment(database=database, redis_url=redis_url) | own
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, cwd=places.CHECKOUT, env=env, check=True)
    command = [sys.executable, "-m", "gunicorn", "-c", "python:flexjob.gunicorn", "flexjob.wsgi"]
    with (logs / "web.log").open("ab") as log:
        server = subprocess.Popen(
            command,
            cwd=places.CHECKOUT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        eventually(lambda: _answers(address))
        yield address
    finally:
        server.terminate()
        server.wait(PATIENCE)


def _answers(address: str) -> bool:
    try:
        return Browser(address, {"csrf": ""}).get("/sundhed") == HTTPStatus.OK
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(*, database: str, redis_url: str) -> dict[str, str]:
    """Ours, on that database and that broker, with the settings of the application."""
    own = {name: os.environ[name] for name in os.environ if name != "DJANGO_SETTINGS_MODULE"}
    urls = {
        name: f"{os.environ[name].rpartition('/')[0]}/{database}" for name in supervisor.ROLE_URLS
    }
    return {**own, **urls, "REDIS_URL": redis_url, "FLEXJOB_LOG_LEVEL": "INFO"}


def eventually(condition: Callable[[], object], *, patience: float = PATIENCE) -> None:
    deadline = time.monotonic() + patience
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("Det ventede skete ikke")
        time.sleep(0.02)
