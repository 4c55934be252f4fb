"""A server ends with its supervisor, and only our own servers are ever ended."""

import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flexjob.services import processes


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program with a name of its own that does nothing until it is ended."""
    copy = tmp_path / "sleeping"
    shutil.copy("/bin/sleep", copy)
    return copy


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    return home


@pytest.fixture
def run_in(program: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    started = []

    def run(directory: Path, executable: Path = program) -> subprocess.Popen[bytes]:
        started.append(subprocess.Popen([executable, "60"], cwd=directory))
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.wait()


def is_alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False


def test_a_server_left_in_the_directory_is_ended(
    home: Path, run_in: Callable[..., subprocess.Popen[bytes]]
) -> None:
    left = run_in(home)
    time.sleep(0.05)  # until exec has given it its name
    processes.stop_left_behind(program="sleeping", directory=home, by=signal.SIGTERM)
    assert not is_alive(left.pid)


def test_another_program_in_the_directory_is_left_alone(
    home: Path, run_in: Callable[..., subprocess.Popen[bytes]]
) -> None:
    shell = run_in(home, Path("/bin/sleep"))
    processes.stop_left_behind(program="sleeping", directory=home, by=signal.SIGTERM)
    assert shell.poll() is None


def test_a_server_in_another_directory_is_left_alone(
    home: Path, tmp_path: Path, run_in: Callable[..., subprocess.Popen[bytes]]
) -> None:
    other = run_in(tmp_path)
    processes.stop_left_behind(program="sleeping", directory=home, by=signal.SIGTERM)
    assert other.poll() is None


def test_kill_9_of_the_supervisor_ends_the_server(tmp_path: Path) -> None:
    supervisor = subprocess.Popen(
        [sys.executable, "-c", STARTS_A_CHILD, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert supervisor.stdout
    child = int(supervisor.stdout.readline())
    supervisor.kill()
    supervisor.wait()
    assert eventually(lambda: not is_alive(child))


STARTS_A_CHILD = textwrap.dedent(
    """
    import signal, sys, time
    from pathlib import Path
    from flexjob.services import processes
    from flexjob.services.accounts import Account

    home = Path(sys.argv[1])
    with (home / "log").open("wb") as log:
        child = processes.start(
            ["sleep", "60"],
            account=Account.of_this_process(),
            log=log,
            ends_with=signal.SIGTERM,
            cwd=home,
        )
    print(child.pid, flush=True)
    time.sleep(60)
    """
)


def test_a_server_that_dies_at_once_shows_its_log(tmp_path: Path) -> None:
    log = tmp_path / "postgres.log"
    log.write_text("FATAL: no such thing")
    dead = subprocess.Popen(["false"])
    dead.wait()
    with pytest.raises(processes.ServerFailed, match="no such thing"):
        processes.wait_until(lambda: False, process=dead, log=log)


def eventually(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 5
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()
