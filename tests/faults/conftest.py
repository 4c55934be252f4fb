"""Every scenario comes in two sizes, the small one for each run of the suite."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults import workers
from tests.faults.workers import Workers
from tests.mail import mail_server
from tests.mail.mail_server import MailServer


@pytest.fixture
def catcher() -> Iterator[tuple[MailServer, int]]:
    with mail_server.running() as caught:
        yield caught


@pytest.fixture
def employ(
    committed: None, catcher: tuple[MailServer, int], tmp_path: Path
) -> Iterator[Callable[..., Workers]]:
    """`employ(size=2)`: a Celery worker on a real broker, gone when the test is over."""
    with workers.broker() as broker:
        employed: list[Workers] = []

        def start(*, size: int) -> Workers:
            environment = workers.environment(
                broker=broker, journal=tmp_path / "sendte-mails.jsonl", smtp_port=catcher[1]
            )
            employed.append(Workers(environment, size=size, log=tmp_path / "worker.log"))
            return employed[-1]

        yield start
        for one in employed:
            one.kill_all()
