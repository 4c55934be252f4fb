"""Every scenario comes in two sizes, the small one for each run of the suite."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import living
from tests.faults import town, workers
from tests.faults.workers import Workers
from tests.living import Broker
from tests.mail import mail_server
from tests.mail.mail_server import MailServer

EIGHT = town.at(8)


@pytest.fixture
def catcher() -> Iterator[tuple[MailServer, int]]:
    with mail_server.running() as caught:
        yield caught


@pytest.fixture
def caught(catcher: tuple[MailServer, int]) -> MailServer:
    return catcher[0]


@pytest.fixture
def broker() -> Iterator[Broker]:
    """Its own, so that it may be killed and emptied."""
    with living.own_broker() as found:
        yield found


@pytest.fixture
def environment(
    committed: None, broker: Broker, catcher: tuple[MailServer, int], tmp_path: Path
) -> Callable[..., dict[str, str]]:
    """`environment(now=...)`: of a process that works in the town."""

    def made(**how) -> dict[str, str]:
        at_eight = {"now": EIGHT, "redis_url": broker.redis_url, "smtp_port": catcher[1]}
        return workers.environment(**{**at_eight, "journal": tmp_path / "sendte.jsonl", **how})

    return made


@pytest.fixture
def employ(
    environment: Callable[..., dict[str, str]], broker: Broker, tmp_path: Path
) -> Iterator[Callable[..., Workers]]:
    """`employ(size=2)`: a Celery worker on a real broker, gone when the test is over."""
    employed: list[Workers] = []

    def start(*, size: int = 2, kept_up: bool = False, **how) -> Workers:
        log = tmp_path / "worker.log"
        one = Workers(environment(**how), broker=broker, size=size, log=log, kept_up=kept_up)
        employed.append(one)
        return employed[-1]

    yield start
    for one in employed:
        one.kill_all()
