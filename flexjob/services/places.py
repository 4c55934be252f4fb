"""Where a checkout keeps what runs, and the lock that keeps a second run out."""

import fcntl
import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flexjob.services import running
from flexjob.services.accounts import Account

CHECKOUT = Path(__file__).resolve().parent.parent.parent
VAR = CHECKOUT / ".var"
ELSEWHERE = Path("/var/lib/fleksjob")
# A Unix socket's path may be 107 bytes long: a checkout's own path is no place for it.
SOCKETS_IN = Path("/tmp")  # noqa: S108  only mkdtemp makes anything there


class AlreadyRunning(Exception):
    pass


@dataclass(frozen=True)
class Place:
    home: Path
    sockets: Path


@contextmanager
def kept_place(account: Account, *, var: Path = VAR) -> Iterator[Place]:
    with _locked(var), _sockets(account) as sockets:
        running.forget(var=var)  # told by one that was killed
        yield Place(home=kept_home(account, var=var), sockets=sockets)


@contextmanager
def throwaway_place(account: Account) -> Iterator[Place]:
    with tempfile.TemporaryDirectory(prefix="fleksjob-test-") as name, _sockets(account) as sockets:
        home = Path(name)
        account.own(home)
        yield Place(home=home, sockets=sockets)


def kept_home(account: Account, *, var: Path = VAR) -> Path:
    """`.var`, or a folder under /var/lib when the account cannot enter the checkout."""
    var.mkdir(exist_ok=True)
    home = var / "data"
    if not account.can_read(var):
        home = ELSEWHERE / hashlib.sha256(bytes(var)).hexdigest()[:12]
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    account.own(home)
    return home


def forget(account: Account, *, var: Path = VAR) -> None:
    with _locked(var):
        shutil.rmtree(kept_home(account, var=var))
        for entry in var.iterdir():
            if entry.is_dir():
                shutil.rmtree(entry)
            elif entry.name != "lock":
                entry.unlink()


@contextmanager
def _locked(var: Path) -> Iterator[None]:
    var.mkdir(exist_ok=True)
    with (var / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(f"Fleksjob kører allerede fra {var}; stop den først.") from None
        yield


@contextmanager
def _sockets(account: Account) -> Iterator[Path]:
    sockets = Path(tempfile.mkdtemp(prefix="fleksjob-", dir=SOCKETS_IN))
    account.own(sockets)
    try:
        yield sockets
    finally:
        shutil.rmtree(sockets, ignore_errors=True)
