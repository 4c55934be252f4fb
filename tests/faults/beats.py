"""Celery's beat, the real one with the real table, as many of them as somebody has started."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flexjob.services import places, processes
from flexjob.services.accounts import Account
from tests.faults import workers
from tests.faults.workers import CLOCKED


class Beat:
    """`schedule`: the file in which it remembers when it last rang."""

    def __init__(self, environment: dict[str, str], *, schedule: Path) -> None:
        self.schedule, self.log = schedule, schedule.with_name(f"log-of-{schedule.name}")
        self.log.touch()
        command = [*CLOCKED, "beat", "--schedule", schedule, "--pidfile", "", "--loglevel", "debug"]
        with self.log.open("ab") as log:
            self.process: subprocess.Popen[bytes] = processes.start(
                [*command, "--max-interval", "1"],
                account=Account.of_this_process(),
                log=log,
                ends_with=signal.SIGKILL,
                cwd=places.CHECKOUT,
                env=environment,
            )

    def is_up(self) -> bool:
        """It has looked at its table once, so its file is whole; "Starting" is said before that."""
        return "beat: Waking up" in self.log.read_text()

    def has_rung(self, task: str) -> bool:
        return f"Sending due task {task} " in self.log.read_text()

    def stop(self) -> None:
        """In good order: it writes down when it last rang."""
        processes.stop(self.process, by=signal.SIGTERM)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def two(environment: dict[str, str], *, folder: Path) -> Iterator[list[Beat]]:
    """Each with a file of its own, as on two machines; the file stays."""
    beats = [Beat(environment, schedule=folder / f"beat-{number}") for number in (1, 2)]
    try:
        yield beats
    finally:
        for beat in beats:
            beat.kill()


def both_have_rung(beats: list[Beat], *tasks: str) -> None:
    workers.until(lambda: all(beat.has_rung(task) for beat in beats for task in tasks))
