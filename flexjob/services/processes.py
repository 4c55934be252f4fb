"""Children that end with us, and what an earlier supervisor may have left behind."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from flexjob.services.accounts import Account

PR_SET_PDEATHSIG = 1
PATIENCE = 30.0


class ServerFailed(Exception):
    pass


def start(
    command: Sequence[str | Path],
    *,
    account: Account,
    log: IO[bytes],
    ends_with: signal.Signals,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    keep: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start a direct child that the kernel signals when we die, even by kill -9.

    `keep` are the open files, by descriptor, that it inherits.

    Its own session keeps a terminal's Ctrl-C from it: we decide the order of stopping.
    Must be called from the main thread, whose death it is that counts.
    """
    child: subprocess.Popen[bytes] = subprocess.Popen(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        cwd=cwd,
        env=None if env is None else dict(env),
        start_new_session=True,
        pass_fds=keep,
        # Runs after the change of account, which would have cleared the request.
        preexec_fn=_die_with(os.getpid(), ends_with),
        **account.popen_arguments(),
    )
    return child


def _die_with(parent: int, ends_with: signal.Signals) -> Callable[[], None]:
    libc = ctypes.CDLL(None, use_errno=True)  # loaded before the fork

    def ask() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(ends_with))
        if os.getppid() != parent:  # it died before we asked
            os._exit(1)

    return ask


def stop(process: subprocess.Popen[bytes], *, by: signal.Signals) -> None:
    if process.poll() is not None:
        return
    process.send_signal(by)
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_until(
    ready: Callable[[], bool],
    *,
    process: subprocess.Popen[bytes],
    log: Path,
    patience: float = PATIENCE,
) -> None:
    """Raises ServerFailed with the end of the log: at once when it dies, else after `patience` s."""
    deadline = time.monotonic() + patience
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
            raise ServerFailed(f"{log.stem} kom ikke op:\n{tail}")
        time.sleep(0.02)


def stop_left_behind(*, program: str, directory: Path, by: signal.Signals) -> None:
    """End servers that an earlier supervisor left in this directory.

    A pid file is never trusted: its number may belong to anyone by now. What counts is a
    living process of that program standing in that directory. Safe because the caller
    holds the lock of the directory, so nobody else's server can be there.
    """
    deadline = time.monotonic() + PATIENCE
    signalled: set[int] = set()
    while left := set(_living_in(directory, program)):
        for pid in left - signalled:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, by)
        signalled |= left
        if time.monotonic() > deadline:
            raise ServerFailed(f"{program} kører stadig i {directory} (proces {min(left)})")
        time.sleep(0.05)


def _living_in(directory: Path, program: str) -> Iterator[int]:
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            # A zombie has no directory any more, so it is not counted.
            if (entry / "comm").read_text().strip() == program and (entry / "cwd").samefile(
                directory
            ):
                yield int(entry.name)
        except OSError:  # ended meanwhile, or another account's
            continue
