"""A worker that ends by itself is started again, so often and no more; a web server is not."""

import signal
import subprocess
from pathlib import Path

import pytest

from flexjob.services import processes
from flexjob.services.keeping import AT_MOST, WITHIN, Program, ProgramEnded, pause_after


@pytest.fixture
def said() -> list[str]:
    return []


def ending() -> subprocess.Popen[bytes]:
    process = subprocess.Popen(["false"])
    process.wait()
    return process


def lasting() -> subprocess.Popen[bytes]:
    return subprocess.Popen(["sleep", "60"])


def test_the_pause_is_doubled_until_it_has_ended_too_often() -> None:
    ended = [float(second) for second in range(AT_MOST + 1)]
    pauses = [pause_after(ended[: n + 1], now=ended[n]) for n in range(len(ended))]
    assert pauses == [1, 2, 4, 8, 16, None]


def test_what_ended_long_ago_is_forgotten() -> None:
    assert pause_after([0, 1, 2, 3, 4, WITHIN + 5], now=WITHIN + 5) == 1


def test_a_worker_is_started_again_after_its_pause(tmp_path: Path, said: list[str]) -> None:
    started = iter([ending, lasting])
    worker = Program("worker", tmp_path / "worker.log", lambda: next(started)(), True)
    for now in (10.0, 10.5):
        worker.look_after(now=now, say=said.append)
    assert worker.process.poll() is not None
    worker.look_after(now=11.0, say=said.append)
    assert worker.process.poll() is None
    assert said == [f"worker stoppede og startes igen om 1 s; se {tmp_path / 'worker.log'}"]
    processes.stop(worker.process, by=signal.SIGTERM)


def test_one_that_keeps_ending_stops_it_all(tmp_path: Path, said: list[str]) -> None:
    worker = Program("worker", tmp_path / "worker.log", ending, True)
    with pytest.raises(ProgramEnded, match=r"mere end 5 gange på 10 minutter; se .*worker.log"):
        for second in range(100):
            worker.look_after(now=float(second), say=said.append)
    assert len(said) == AT_MOST


def test_a_web_server_that_ends_stops_it_all_at_once(tmp_path: Path, said: list[str]) -> None:
    web = Program("web", tmp_path / "web.log", ending)
    with pytest.raises(ProgramEnded, match="web er stoppet; se"):
        web.look_after(now=0.0, say=said.append)
    assert said == []
